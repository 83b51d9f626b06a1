import { describe, expect, test } from '@jest/globals';
import { refusalText } from '../../../src/contract/catalogue/index.ts';
import { timetableTooEarly } from '../../../src/domain/meeting/lead.ts';
import { seriesArea } from '../../../src/domain/meeting/series.ts';
import type { Rhythm } from '../../../src/domain/meeting/rhythm.ts';
import type { StepOffset, TimetableRow } from '../../../src/domain/meeting/timetable.ts';
import type { SeriesCommand, SeriesState } from '../../../src/domain/meeting/types.ts';
import type { Refusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts';
import { settingArea } from '../../../src/domain/settings/area.ts';
import { makeContext, makeSeriesFacts } from '../../support/make.ts';

const collecting = (at: StepOffset): TimetableRow[] => [
  { step: 'held', at: { hours: 0 } },
  { step: 'collection', at },
];
const days = (workingDays: number): StepOffset => ({ workingDays, time: '09:00' });
const meetingWith = (at: StepOffset) => ({ ...DEFAULT_SETTINGS.meeting, timetable: collecting(at) });
const weekly = { name: '周调度', weekday: 1 };
const monthly: Rhythm = { every: 'month', nth: 1 };

describe('a lead time longer than the interval', () => {
  test.each<[string, Rhythm | undefined, StepOffset, number | null]>([
    ['a week takes five working days', undefined, days(-5), null],
    ['and no sixth', { every: 'week' }, days(-6), 5],
    ['a week takes its hours', undefined, { hours: -168 }, null],
    ['and none more', undefined, { hours: -169 }, 168],
    ['a month takes four weeks', monthly, days(-20), null],
    ['and no day more', monthly, days(-21), 20],
    ['nor an hour more', monthly, { hours: -673 }, 672],
    ['a quarter takes all there is', { every: 'quarter', nth: 1 }, days(-30), null],
    ['a special meeting has none before it', { every: 'once', date: '2026-12-03' }, days(-30), null],
  ])('%s', (_, rhythm, at, most) => {
    const refusal = timetableTooEarly(collecting(at), [{ ...weekly, rhythm }]);
    expect(refusal?.params['most'] ?? null).toBe(most);
  });

  test('is refused when the timetable is set, with the step and the series', () => {
    const command = { type: 'set', value: meetingWith(days(-8)), validFrom: '2026-12-01', reason: '提前' } as const;
    const given = (section: string, series?: (typeof weekly)[]) =>
      settingArea.decide(null, command, { section, series }, makeContext()) as Refusal;
    const refusal = given('meeting', [{ ...weekly, name: '月度会', rhythm: monthly } as typeof weekly, weekly]);
    expect(refusal).toMatchObject({ code: 'leadTooLong', field: 'value.timetable[1].at.workingDays', value: -8 });
    expect(refusalText(refusal, 'zh')).toMatch(
      /-8 不可：会议系列“周调度”的周期是每周.*“会前收集（collection）”定在会前 8 个工作日.*最多会前 5 个工作日/,
    );
    expect(refusalText(refusal, 'en')).toMatch(/-8 will not do: 周调度 .* 8 working days .* at most 5 working days/);
    expect(given('meeting', [])).toMatchObject({ events: [{ type: 'set' }] });
  });

  test('is refused when a series is defined or resumed by the timetable there is', () => {
    const settings = { ...DEFAULT_SETTINGS, meeting: meetingWith({ hours: -200 }) };
    const decide = (state: SeriesState | null, command: SeriesCommand) =>
      seriesArea.decide(
        state,
        command,
        { id: 'weekly', unknownPersonIds: [], withoutAddress: [] },
        { ...makeContext(), settings },
      );
    const facts = makeSeriesFacts();
    const refused = {
      code: 'leadTooLong',
      field: 'rhythm.every',
      value: 'week',
      params: { unit: 'inHours', most: 168 },
    };
    expect(decide(null, { type: 'define', facts })).toMatchObject(refused);
    expect(decide(null, { type: 'define', facts: { ...facts, rhythm: monthly } })).toMatchObject({ events: [{}] });
    const paused: SeriesState = { ...facts, id: 'weekly', status: 'paused' };
    expect(decide(paused, { type: 'resume' })).toMatchObject(refused);
    expect(decide(paused, { type: 'pause', reason: '换届' })).toMatchObject({ events: [{ type: 'paused' }] });
  });
});
