import { describe, expect, test } from '@jest/globals';
import type { Decision } from '../../../src/domain/entity.ts';
import { isRefusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { settingArea } from '../../../src/domain/settings/area.ts';
import type { SettingCommand, SettingEvent, SettingState } from '../../../src/domain/settings/types.ts';
import { makeContext } from '../../support/make.ts';

const limits = (leadWorkingDays: number) => ({ ...DEFAULT_SETTINGS.problem, leadWorkingDays });
const set = (leadWorkingDays: number, validFrom: string, more: Partial<SettingCommand> = {}): SettingCommand => ({
  type: 'set',
  value: limits(leadWorkingDays),
  validFrom,
  reason: '通知',
  ...more,
});
const decide = (state: SettingState | null, command: SettingCommand, section = 'problem') =>
  settingArea.decide(state, command, { section }, makeContext('2026-11-23 10:00'));

/** The state after commands that must all be accepted. */
function after(...commands: SettingCommand[]): SettingState | null {
  return commands.reduce<SettingState | null>((state, command) => {
    const decision = decide(state, command);
    if (isRefusal(decision)) throw new Error(JSON.stringify(decision));
    return decision.events.reduce<SettingState | null>(settingArea.evolve, state);
  }, null);
}

describe('a setting', () => {
  test('is a new version of its section, from a day on, with a reason', () => {
    const { events } = decide(null, set(5, '2027-01-01')) as Decision<SettingEvent>;
    expect(events).toEqual([{ type: 'set', version: 1, validFrom: '2027-01-01', value: limits(5), reason: '通知' }]);
    expect(after(set(5, '2027-01-01'), set(6, '2026-12-01'))?.versions.map(each => each.version)).toEqual([1, 2]);
  });

  test('may begin today, and not a day earlier', () => {
    expect(isRefusal(decide(null, set(5, '2026-11-23')))).toBe(false);
    expect(decide(null, set(5, '2026-11-22'))).toMatchObject({
      code: 'settingInPast',
      field: 'validFrom',
      value: '2026-11-22',
      params: { today: '2026-11-23' },
    });
    expect(decide(null, set(5, '2027-02-29'))).toMatchObject({ code: 'noSuchDate', field: 'validFrom' });
  });

  test('belongs to a section there is', () => {
    const refusal = decide(null, set(5, '2027-01-01'), 'lunar');
    expect(refusal).toMatchObject({ code: 'notInList', field: 'section', value: 'lunar' });
    expect(refusal).toMatchObject({ params: { list: Object.keys(DEFAULT_SETTINGS) } });
  });

  test('that says what stands on that day already is refused, whatever the order of its keys', () => {
    expect(decide(null, set(7, '2027-01-01'))).toMatchObject({ code: 'settingUnchanged', params: { version: 0 } });
    const state = after(set(5, '2027-01-01'));
    const turned = Object.fromEntries(Object.entries(limits(5)).reverse()) as ReturnType<typeof limits>;
    expect(decide(state, set(5, '2027-03-01', { value: turned }))).toMatchObject({
      code: 'settingUnchanged',
      params: { version: 1, day: '2027-03-01' },
    });
    // Before that day the default still stands.
    expect(isRefusal(decide(state, set(5, '2026-12-01')))).toBe(false);
  });

  test('can be taken back before its day by setting the old value from the same day', () => {
    const state = after(set(5, '2027-01-01'), set(7, '2027-01-01'));
    expect(state?.versions).toHaveLength(2);
  });

  describe('that was written from another version than the one of that day', () => {
    const state = after(set(5, '2027-01-01'));

    test.each([
      ['two people read the default, one was faster', '2027-02-01', 0, 1],
      ['somebody read a version that is not the rule yet', '2026-12-01', 1, 0],
    ])('is refused: %s', (_, validFrom, basedOn, version) => {
      expect(decide(state, set(9, validFrom, { basedOn }))).toMatchObject({
        code: 'settingMoved',
        field: 'basedOn',
        value: basedOn,
        params: { section: 'problem', version, day: validFrom },
      });
    });

    test.each([
      ['it is the one of that day', '2027-02-01', 1],
      ['the other one begins later', '2026-12-01', 0],
      ['nobody asked', '2027-02-01', undefined],
    ])('is accepted: %s', (_, validFrom, basedOn) => {
      expect(isRefusal(decide(state, set(9, validFrom, { basedOn })))).toBe(false);
    });
  });
});
