/** The file of the last dry run, so that it can be tried again with other readings; gone when the page is loaded anew. */
let kept: { id: string; file: File } | null = null;

export function keepFile(id: string, file: File): void {
  kept = { id, file };
}

export const keptFile = (id: string): File | null => (kept?.id === id ? kept.file : null);
