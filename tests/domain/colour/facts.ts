import type { CountyColourFacts, ProjectColourFacts } from '../../../src/domain/colour/types.ts';

/** A project nobody can say anything about, in October by months: 10/12 of the year, so 120000 planned means 100000 due. */
export const project = (more: Partial<ProjectColourFacts> = {}): ProjectColourFacts => ({
  month: '2026-10',
  basis: 'months',
  planWan: null,
  doneWan: null,
  monthsWithoutReport: null,
  start: null,
  statistics: null,
  atClose: null,
  ...more,
});

export const county = (more: Partial<CountyColourFacts> = {}): CountyColourFacts => ({
  month: '2026-10',
  basis: 'months',
  planWan: null,
  doneWan: null,
  monthsWithoutReport: null,
  missesRunning: null,
  atClose: null,
  ...more,
});

/** In December all of the plan is due, so 100 − done of 100 is what is missing, in points and in percent. */
export const behind = (points: number | string, more: Partial<ProjectColourFacts> = {}): ProjectColourFacts =>
  project({ month: '2026-12', planWan: 100, doneWan: doneFor(points), ...more });

const doneFor = (points: number | string): string => {
  const [whole = '', decimals = ''] = String(points).split('.');
  const scale = 10n ** BigInt(decimals.length);
  const done = 100n * scale - BigInt(whole + decimals);
  const digits = String(done).padStart(decimals.length + 1, '0');
  return decimals === '' ? digits : `${digits.slice(0, -decimals.length)}.${digits.slice(-decimals.length)}`;
};
