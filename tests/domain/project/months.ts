import { expect } from '@jest/globals';
import type { MonthFigures, ProjectState } from '../../../src/domain/project/types.ts';

/** What must hold between the months of a year, whatever was reported and corrected in whatever order. */
export function checkMonths(months: ProjectState['money']['months']): void {
  const names = Object.keys(months).sort();
  for (const [index, name] of names.entries()) {
    const { doneWan, toDateWan } = months[name] as MonthFigures;
    const last = names[index - 1];
    const before = last?.slice(0, 4) === name.slice(0, 4) ? (months[last] as MonthFigures).toDateWan : 0;
    expect(Number.isSafeInteger(doneWan) && doneWan >= 0).toBe(true);
    expect([name, toDateWan >= before + doneWan]).toEqual([name, true]);
    const complete = name.endsWith('-01') || Number(last?.replace('-', '')) === Number(name.replace('-', '')) - 1;
    if (complete) expect([name, toDateWan]).toEqual([name, before + doneWan]);
  }
}
