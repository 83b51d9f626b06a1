import { describe, expect, test } from '@jest/globals';
import { LOCALES, refusalText } from '../../src/contract/catalogue/index.ts';
import { refusalsOf, SECTION_SCHEMAS, SET_SETTING_BODIES } from '../../src/contract/schemas/index.ts';
import { STANDARD_PATH } from '../../src/domain/project/path.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { SETTING_SECTIONS, type SettingSection } from '../../src/domain/settings/types.ts';

const WHEN = { validFrom: '2027-01-01', reason: '通知' };

function refused(section: SettingSection, value: unknown, when: object = WHEN) {
  const body = { value, ...when };
  const { error } = SET_SETTING_BODIES[section].safeParse(body);
  return error ? refusalsOf(error, body) : [];
}

test.each(SETTING_SECTIONS)('the default of %s passes its own schema and comes out as it is', section => {
  expect(SECTION_SCHEMAS[section].parse(DEFAULT_SETTINGS[section])).toEqual(DEFAULT_SETTINGS[section]);
  expect(refused(section, JSON.parse(JSON.stringify(DEFAULT_SETTINGS[section])))).toEqual([]);
});

const { officeHours, project, problem, meeting } = DEFAULT_SETTINGS;
const warn = (...days: unknown[]) => ({ ...project, warnDaysBefore: days });
const path = (more: object) => ({ ...project, paths: [STANDARD_PATH, { ...STANDARD_PATH, id: 'x', ...more }] });
const rows = (...timetable: unknown[]) => ({ ...meeting, timetable });
const HELD = { step: 'held', at: { hours: 0 } };
const reminder = (at: object) => rows({ step: 'reminder', at }, HELD);
const paper = { kind: '施工许可证', needs: ['number'], level: 'asked' };

describe('a section that is not as it must be is refused by the place inside it', () => {
  test.each<[string, SettingSection, unknown, string, string, unknown]>([
    ['nothing', 'problem', undefined, 'required', 'value', null],
    ['a number for a section', 'problem', 5, 'wrongType', 'value', 5],
    [
      'a field left out',
      'problem',
      { ...problem, reworkWorkingDays: undefined },
      'required',
      'value.reworkWorkingDays',
      null,
    ],
    ['an unknown field', 'problem', { ...problem, escalation: 1 }, 'unknownField', 'value.escalation', 1],
    ['no days', 'problem', { ...problem, leadWorkingDays: 0 }, 'outOfRange', 'value.leadWorkingDays', 0],
    ['more than a year', 'problem', { ...problem, leadWorkingDays: 251 }, 'outOfRange', 'value.leadWorkingDays', 251],
    ['half a day', 'problem', { ...problem, leadWorkingDays: 1.5 }, 'wrongType', 'value.leadWorkingDays', 1.5],
    [
      'the second warning before the first',
      'problem',
      { ...problem, warnAtPercent: { first: 75, second: 50 } },
      'outOfRange',
      'value.warnAtPercent.second',
      50,
    ],
    [
      'a unit named twice',
      'problem',
      { ...problem, supervisionUnits: ['a', 'a'] },
      'listedTwice',
      'value.supervisionUnits[1]',
      'a',
    ],
    ['days as text', 'problem', { ...problem, leadWorkingDays: '5' }, 'wrongType', 'value.leadWorkingDays', '5'],

    ['no such hour', 'officeHours', { start: '09:00', end: '24:00' }, 'badFormat', 'value.end', '24:00'],
    ['an end at the start', 'officeHours', { start: '09:00', end: '09:00' }, 'timeNotAfter', 'value.end', '09:00'],
    [
      'a lunch before work',
      'officeHours',
      { ...officeHours, lunch: { start: '08:00', end: '13:00' } },
      'timeNotAfter',
      'value.lunch.start',
      '08:00',
    ],
    [
      'a lunch backwards',
      'officeHours',
      { ...officeHours, lunch: { start: '13:00', end: '12:00' } },
      'timeNotAfter',
      'value.lunch.end',
      '12:00',
    ],
    [
      'a lunch to the end',
      'officeHours',
      { ...officeHours, lunch: { start: '12:00', end: '17:30' } },
      'timeNotAfter',
      'value.end',
      '17:30',
    ],

    ['the day itself', 'project', warn(30, 0), 'outOfRange', 'value.warnDaysBefore[1]', 0],
    ['more than a year ahead', 'project', warn(366), 'outOfRange', 'value.warnDaysBefore[0]', 366],
    ['a day twice', 'project', warn(30, 7, 30), 'listedTwice', 'value.warnDaysBefore[2]', 30],
    [
      'eleven warnings',
      'project',
      warn(...Array.from({ length: 11 }, (_, n) => n + 1)),
      'tooLong',
      'value.warnDaysBefore',
      '[1,2,3,4,5,6,7,8,9,10,11]',
    ],
    [
      'no standard path',
      'project',
      { ...project, paths: [{ ...STANDARD_PATH, id: 'x' }] },
      'mustStay',
      'value.paths',
      null,
    ],
    ['a path twice', 'project', path({ id: 'standard' }), 'listedTwice', 'value.paths[1].id', 'standard'],
    ['a path without a name', 'project', path({ name: ' ' }), 'required', 'value.paths[1].name', ' '],
    [
      'an unknown stage',
      'project',
      path({ stages: ['lead', 'digging'] }),
      'stageUnknown',
      'value.paths[1].stages[1]',
      'digging',
    ],
    ['no stages', 'project', path({ stages: [], gates: {} }), 'required', 'value.paths[1].stages', null],
    ['a stage twice', 'project', path({ stages: ['lead', 'lead'] }), 'listedTwice', 'value.paths[1].stages[1]', 'lead'],
    [
      'stages out of order',
      'project',
      path({ stages: ['signing', 'lead'] }),
      'stageOutOfOrder',
      'value.paths[1].stages[1]',
      'lead',
    ],
    [
      'a milestone that is no stage of it',
      'project',
      path({ stages: ['lead', 'signing'], milestones: ['signing', 'completion'], gates: {} }),
      'stageNotOnPath',
      'value.paths[1].milestones[1]',
      'completion',
    ],
    [
      'a gate of a stage it has not',
      'project',
      path({ stages: ['signing', 'landing'], milestones: ['signing'], gates: { completion: [paper] } }),
      'stageNotOnPath',
      'value.paths[1].gates.completion',
      'completion',
    ],
    [
      'a gate of no stage',
      'project',
      path({ gates: { digging: [] } }),
      'stageUnknown',
      'value.paths[1].gates.digging',
      'digging',
    ],
    [
      'a paper asked twice',
      'project',
      path({ gates: { signing: [paper, paper] } }),
      'listedTwice',
      'value.paths[1].gates.signing[1].kind',
      '施工许可证',
    ],
    [
      'a paper that needs what it cannot carry',
      'project',
      path({ gates: { signing: [{ ...paper, needs: ['colour'] }] } }),
      'notInList',
      'value.paths[1].gates.signing[0].needs[0]',
      'colour',
    ],

    ['meetings of next season', 'meeting', { ...meeting, openDaysAhead: 61 }, 'outOfRange', 'value.openDaysAhead', 61],
    ['a meeting that never ends', 'meeting', rows(), 'mustStay', 'value.timetable', null],
    [
      'an unknown step',
      'meeting',
      rows({ step: 'thaw', at: { hours: -1 } }, HELD),
      'notInList',
      'value.timetable[0].step',
      'thaw',
    ],
    [
      'a role that gets the bulletin twice',
      'meeting',
      { ...meeting, bulletinRoles: ['leader', 'coordinator', 'leader'] },
      'listedTwice',
      'value.bulletinRoles[2]',
      'leader',
    ],
    [
      'a stage of a theme twice',
      'meeting',
      {
        ...meeting,
        agenda: { ...meeting.agenda, themes: [{ theme: '开工', stages: ['signing', 'signing'], types: [] }] },
      },
      'listedTwice',
      'value.agenda.themes[0].stages[1]',
      'signing',
    ],
    ['a step twice', 'meeting', rows(HELD, HELD), 'listedTwice', 'value.timetable[1].step', 'held'],
    [
      'a collection that freezes before it opens',
      'meeting',
      rows(
        { step: 'freeze', at: { workingDays: -4, time: '08:00' } },
        { step: 'collection', at: { workingDays: -4, time: '09:00' } },
        HELD,
      ),
      'timeNotAfter',
      'value.timetable[0].at',
      'freeze',
    ],
    ['a step at no time', 'meeting', reminder({}), 'required', 'value.timetable[0].at.workingDays', null],
    ['a day without an hour', 'meeting', reminder({ workingDays: -1 }), 'required', 'value.timetable[0].at.time', null],
    [
      'two times',
      'meeting',
      reminder({ workingDays: -1, time: '16:00', hours: -2 }),
      'givenTwice',
      'value.timetable[0].at.hours',
      -2,
    ],
    ['a reminder after the meeting', 'meeting', reminder({ hours: 1 }), 'outOfRange', 'value.timetable[0].at.hours', 1],
    [
      'a reminder a year before',
      'meeting',
      reminder({ workingDays: -250, time: '16:00' }),
      'outOfRange',
      'value.timetable[0].at.workingDays',
      -250,
    ],
    [
      'held before it began',
      'meeting',
      rows({ step: 'held', at: { hours: -1 } }),
      'outOfRange',
      'value.timetable[0].at.hours',
      -1,
    ],
  ])('%s', (_, section, value, code, field, shown) => {
    const refusals = refused(section, value);
    expect(refusals.map(each => ({ code: each.code, field: each.field, value: each.value }))).toEqual([
      { code, field, value: shown },
    ]);
    for (const locale of LOCALES) {
      const text = refusalText(refusals[0] as never, locale);
      expect(text).toContain(field);
      expect(text).not.toMatch(/\?|undefined/);
    }
  });

  test('several places are named at once', () => {
    expect(
      refused('problem', { ...problem, leadWorkingDays: 0, reworkWorkingDays: 999, x: 1 }).map(({ field }) => field),
    ).toEqual(['value.leadWorkingDays', 'value.reworkWorkingDays', 'value.x']);
  });

  test('the range is named, also below nought', () => {
    const [refusal] = refused('meeting', reminder({ hours: -9_999 }));
    expect(refusal?.params).toEqual({ min: -720, max: 24 });
  });
});

describe('what stands beside the value', () => {
  test.each([
    ['no reason', { validFrom: '2027-01-01' }, 'required', 'reason'],
    ['a reason of blanks', { validFrom: '2027-01-01', reason: ' ' }, 'required', 'reason'],
    ['no day', { reason: 'r' }, 'required', 'validFrom'],
    ['a month', { validFrom: '2027-01', reason: 'r' }, 'badFormat', 'validFrom'],
    ['a day that is not', { validFrom: '2027-02-29', reason: 'r' }, 'noSuchDate', 'validFrom'],
    ['a version below nought', { ...WHEN, basedOn: -1 }, 'outOfRange', 'basedOn'],
    ['an unknown field', { ...WHEN, until: '2027-02-01' }, 'unknownField', 'until'],
  ])('%s is refused', (_, when, code, field) => {
    expect(refused('problem', { ...problem, leadWorkingDays: 5 }, when)).toMatchObject([{ code, field }]);
  });
});
