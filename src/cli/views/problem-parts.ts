import { inside, said, text, type Named } from './event-data.ts';

/** The split and the co-departments that a command brought in, by name: 分办 …, 协办 …. */
export function partsText(parts: readonly unknown[], { texts, nameOf }: Named): string[] {
  const of = (role: string): string =>
    parts
      .map(inside)
      .filter(part => text(part['role']) === role)
      .map(({ unitId }) => nameOf(unitId))
      .join(texts.comma);
  return [said(texts.problem.heads.splitUnits, of('split')), said(texts.heads.coUnits, of('co'))];
}
