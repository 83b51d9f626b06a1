type Values = Readonly<Record<string, string | number>>;

/** Fills `{name}`; the keys a sentence takes are those in its braces. */
export const fill =
  (text: string) =>
  (values: object): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String((values as Values)[name] ?? ''));
