/** Loads a plain-JavaScript script of the project, whose exports the test names itself. */
export const loadScript = async <Exports>(path: string): Promise<Exports> =>
  (await import(new URL(`../../scripts/${path}`, import.meta.url).href)) as Exports;
