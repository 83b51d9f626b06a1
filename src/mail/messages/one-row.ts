/** Who leads a problem and has a part in it too, or of whose problem two things have happened, reads one row of it: with what the others say. */
export function oneRowEach<Line extends { code: string }>(lines: readonly Line[]): (Line & { also: Line[] })[] {
  const rows = new Map<string, Line & { also: Line[] }>();
  for (const line of lines) {
    const row = rows.get(line.code);
    if (row) row.also.push(line);
    else rows.set(line.code, { ...line, also: [] });
  }
  return [...rows.values()];
}
