import { describe, expect, test } from '@jest/globals';
import { listsOf, withRows, type TypedRow } from '../../console/src/pages/settings/lists.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';

const list = (value: unknown, path: string) => {
  const found = listsOf(value).find(each => each.path === path);
  if (!found) throw new Error(`${path} is no list that can be edited`);
  return found;
};
const edited = (value: unknown, path: string, change: (rows: TypedRow[]) => readonly TypedRow[]): unknown => {
  const found = list(value, path);
  return withRows(value, found, change([...found.rows]));
};

describe('lists of settings, row by row', () => {
  test('are those of plain values and of things without parts; what has parts of its own is left to the whole', () => {
    expect(listsOf(DEFAULT_SETTINGS.meeting).map(({ path }) => path)).toEqual([
      ...['timetable', 'agenda.themes', 'bulletinRoles'],
    ]);
    const paths = listsOf(DEFAULT_SETTINGS.project).map(({ path }) => path);
    expect(paths).toContain('leadSources');
    expect(paths).not.toContain('paths');
  });

  test.each(Object.entries(DEFAULT_SETTINGS))('of %s come out as they went in when nothing was touched', (_, value) => {
    for (const each of listsOf(value)) expect(withRows(value, each, each.rows)).toEqual(value);
  });

  test('take rows that are added, taken out and put in another order', () => {
    const roles = edited(DEFAULT_SETTINGS.meeting, 'bulletinRoles', rows => [...rows.reverse(), { '': 'auditor' }]);
    expect(roles).toMatchObject({ bulletinRoles: ['coordinator', 'leader', 'auditor'] });
    expect(edited(DEFAULT_SETTINGS.project, 'warnDaysBefore', () => [{ '': ' 14 ' }])).toMatchObject({
      warnDaysBefore: [14],
    });
    expect(edited(DEFAULT_SETTINGS.project, 'warnDaysBefore', () => [])).toMatchObject({ warnDaysBefore: [] });
  });

  test('keep parts as parts, numbers as numbers, lists in a cell as lists, and a blank as what a blank is there', () => {
    const value = {
      steps: [
        { step: 'reminder', at: { workingDays: -1, time: '16:00' }, note: null },
        { step: 'freeze', at: { hours: -2 }, note: '0012' },
      ],
      themes: [{ theme: '开工', stages: ['groundbreaking'] }],
    };
    const steps = edited(value, 'steps', ([first]) => [
      { ...first, 'at.workingDays': '-2', note: '' },
      { step: 'agenda', 'at.hours': '-4', note: '7' },
    ]);
    expect(steps).toMatchObject({
      steps: [
        { step: 'reminder', at: { workingDays: -2, time: '16:00' }, note: null },
        { step: 'agenda', at: { hours: -4 }, note: '7' },
      ],
    });
    const themes = edited(value, 'themes', rows => [
      ...rows,
      { theme: '招商', stages: 'lead、negotiation' },
      { theme: '其他' },
    ]);
    expect(themes).toMatchObject({
      themes: [{}, { theme: '招商', stages: ['lead', 'negotiation'] }, { theme: '其他', stages: [] }],
    });
  });
});
