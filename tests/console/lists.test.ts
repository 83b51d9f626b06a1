import { describe, expect, test } from '@jest/globals';
import { listsOf, withRows, type TypedRow } from '../../console/src/pages/settings/lists.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';

const list = (value: unknown, path: string, like?: unknown) => {
  const found = listsOf(value, like).find(each => each.path === path);
  if (!found) throw new Error(`${path} is no list that can be edited`);
  return found;
};
const edited = (
  value: unknown,
  path: string,
  change: (rows: TypedRow[]) => readonly TypedRow[],
  like?: unknown,
): unknown => {
  const found = list(value, path, like);
  return withRows(value, found, change([...found.rows]));
};

describe('lists of settings, row by row', () => {
  test('are those of plain values and of things, and those inside the parts of a thing under its name', () => {
    expect(listsOf(DEFAULT_SETTINGS.meeting).map(({ path }) => path)).toEqual([
      ...['timetable', 'agenda.themes', 'bulletinRoles'],
    ]);
    const paths = listsOf(DEFAULT_SETTINGS.project).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['leadSources', 'paths', 'paths[2].gates.landing']));
    // What a row shows in a cell is no list beside it; a stage that asks for nothing may begin to.
    expect(paths).not.toContain('paths[0].stages');
    expect(list(DEFAULT_SETTINGS.project, 'paths[1].gates.lead')).toMatchObject({ of: '服务业', rows: [] });
    expect(listsOf(DEFAULT_SETTINGS.colours).map(({ path }) => path)).toEqual(['ruleSets']);
  });

  test.each(Object.entries(DEFAULT_SETTINGS))('of %s come out as they went in when nothing was touched', (_, value) => {
    const isGate = /gates\.(\w+)$/;
    for (const each of listsOf(value, value)) {
      // That a stage asks for nothing may be said by an empty list.
      if (isGate.test(each.path) && each.rows.length === 0) continue;
      expect(withRows(value, each, each.rows)).toEqual(value);
    }
  });

  test('let a gate be met by a pre-review though none is yet, and leave it out where it is blank', () => {
    const { project } = DEFAULT_SETTINGS;
    const at = 'paths[0].gates.signing';
    expect(list(project, at, project).columns).toEqual(['kind', 'needs', 'level', 'by']);
    const changed = edited(
      project,
      at,
      ([first]) => [first ?? {}, { kind: '预审', level: 'required', by: 'review' }],
      project,
    );
    expect((changed as typeof project).paths[0]?.gates.signing).toEqual([
      ...(project.paths[0]?.gates.signing ?? []),
      { kind: '预审', needs: [], level: 'required', by: 'review' },
    ]);
    expect(withRows(project, list(project, at, project), list(project, at, project).rows)).toEqual(project);
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

  test('keep what a row does not show: moved, copied and added rows have the parts of where they come from', () => {
    const { ruleSets } = DEFAULT_SETTINGS.colours;
    const next = edited(DEFAULT_SETTINGS.colours, 'ruleSets', ([points = {}, relative = {}, silence = {}]) => [
      silence,
      { ...relative, version: '2', validFrom: '2027-01-01' },
      relative,
      points,
      { id: 'ours', family: 'points', version: '1', validFrom: '2027-01-01', 'name.zh': '本市', 'name.en': 'Ours' },
    ]);
    expect(next).toMatchObject({
      ruleSets: [
        ruleSets[2],
        { ...ruleSets[1], version: 2, validFrom: '2027-01-01' },
        ruleSets[1],
        ruleSets[0],
        { id: 'ours', name: { zh: '本市', en: 'Ours' }, thresholds: ruleSets[0]?.thresholds },
      ],
    });
  });

  test('that are empty look as they do where an office starts', () => {
    const emptied = { ...DEFAULT_SETTINGS.meeting, agenda: { ...DEFAULT_SETTINGS.meeting.agenda, themes: [] } };
    const add = () => [{ theme: '2026', stages: 'lead', types: '2027' }];
    expect(edited(emptied, 'agenda.themes', add, DEFAULT_SETTINGS.meeting)).toMatchObject({
      agenda: { themes: [{ theme: '2026', stages: ['lead'], types: ['2027'] }] },
    });
    const paper = () => [{ kind: '推介材料', needs: 'on、file', level: 'asked' }];
    const { project } = DEFAULT_SETTINGS;
    expect(edited(project, 'paths[1].gates.lead', paper, project)).toMatchObject({
      paths: [{}, { gates: { lead: [{ kind: '推介材料', needs: ['on', 'file'], level: 'asked' }] } }, {}, {}],
    });
  });
});
