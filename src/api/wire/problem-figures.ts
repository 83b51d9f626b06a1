import {
  CATEGORY_WORDS,
  LEVEL_WORDS,
  PROBLEM_FIGURES_DEFINITION,
  PROMISES_DEFINITION,
  SOURCE_WORDS,
  wordIn,
  type Locale,
  type Words,
} from '../../contract/catalogue/index.ts';
import type { ProblemFiguresAnswer, PromisesKeptAnswer } from '../../contract/schemas/index.ts';
import { daysOfWeek, type Week } from '../../domain/calendar/weeks.ts';
import type { FigureGroup, Figures, FigureScope } from '../../domain/problem-figures/figures.ts';
import type { PromiseFigures, PromiseTable } from '../../domain/problem-figures/promises.ts';
import type { FigureTable } from '../../ledger/evaluation/problems.ts';
import type { Names } from '../../ledger/reads/names.ts';

interface Readable {
  names: Names;
  locale: Locale;
}

export const problemFiguresWire = (
  { rows, total }: FigureTable,
  { scope: { from, to, asOf }, by }: { scope: FigureScope; by: FigureGroup },
  { names, locale }: Readable,
): ProblemFiguresAnswer => ({
  ...{ from, to, asOf, by },
  items: rows.map(({ id, ...figures }) => ({ id, name: nameOf(id, by, { names, locale }), ...figuresWire(figures) })),
  total: rows.length,
  sum: figuresWire(total),
  definition: PROBLEM_FIGURES_DEFINITION.map(text => filled(text[locale], { from, to, asOf })),
});

const figuresWire = ({ solving, waiting, ...counts }: Figures) => ({
  ...counts,
  solving: { ...solving },
  waiting: { ...waiting },
});

const WORDS_OF: Partial<Record<FigureGroup, Readonly<Record<string, Words>>>> = {
  category: CATEGORY_WORDS,
  source: SOURCE_WORDS,
  level: LEVEL_WORDS,
};

function nameOf(id: string | null, by: FigureGroup, { names, locale }: Readable): string | null {
  if (id === null) return null;
  const words = WORDS_OF[by];
  if (words) return wordIn(words, id, locale);
  return by === 'department' ? names.unit(id) : id;
}

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

export function promisesWire(
  { rows, total, misses }: PromiseTable,
  { week, asOf }: { week: Week; asOf: string },
  { names, locale }: Readable,
): PromisesKeptAnswer {
  const { from, to } = daysOfWeek(week);
  return {
    ...{ week, from, to, asOf },
    items: rows.map(row => ({ unit: row.unitId, unitName: names.unit(row.unitId), ...sumWire(row) })),
    total: rows.length,
    sum: sumWire(total),
    misses: misses.map(({ problem, title, no, kind, on, madeOn, unitId, reason }) => ({
      ...{ problem, title, promise: no, kind, on, madeOn, reason },
      unit: unitId,
      unitName: names.unit(unitId),
    })),
    definition: PROMISES_DEFINITION.map(text => filled(text[locale], { week, from, to, asOf })),
  };
}

const sumWire = ({ unitId: _, ...figures }: PromiseFigures) => figures;
