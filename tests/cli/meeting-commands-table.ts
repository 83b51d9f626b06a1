import { command, problem } from './support.ts';

export const series = {
  id: 'weekly',
  name: '周调度会',
  weekday: 1,
  rhythm: null,
  about: null,
  time: '09:00',
  durationMinutes: 120,
  venue: '三楼',
  chair: 'lin',
  attendees: ['lin', 'chen'],
  themes: ['增资扩产'],
  holidayRule: 'previousWorkday',
  status: 'running',
  seq: 1,
  command: { ...command, entityId: 'weekly', events: ['defined'] },
};
/** Series by other rhythms, and meetings outside them. */
export const RHYTHM_COMMANDS: readonly [string[], string, unknown, unknown][] = [
  [
    [
      'meeting',
      'series',
      'define',
      'rally',
      '--name',
      '季拉练',
      '--every',
      '每季',
      '--weekday',
      '周五',
      '--nth',
      '最后',
    ].concat(['--time', '08:30', '--venue', '现场', '--chair', 'lin', '--attendee', 'lin']),
    'PUT series/rally',
    {
      ...{ name: '季拉练', weekday: 5, rhythm: { every: 'quarter', nth: -1 }, time: '08:30', venue: '现场' },
      ...{ chair: 'lin', attendees: ['lin'] },
    },
    { ...series, id: 'rally', weekday: 5, rhythm: { every: 'quarter', nth: -1 } },
  ],
  [
    ['meeting', 'series', 'define', 'monthly', '--name', '月例会', '--day', '4', '--time', '09:00'].concat([
      '--venue',
      '三楼',
      '--chair',
      'lin',
      '--attendee',
      'lin',
    ]),
    'PUT series/monthly',
    {
      ...{ name: '月例会', rhythm: { every: 'month', day: 4 }, time: '09:00', venue: '三楼' },
      ...{ chair: 'lin', attendees: ['lin'] },
    },
    { ...series, id: 'monthly', rhythm: { every: 'month', day: 4 } },
  ],
  [
    [
      'meeting',
      'call',
      'zt-1203',
      '--name',
      '用地专题会',
      '--date',
      '2026-12-03',
      '--time',
      '15:00',
      '--venue',
      '现场',
    ].concat(['--chair', 'lin', '--attendee', 'lin', '--problem', 'W-1', '--topic', '绿能用地']),
    'POST series/zt-1203/call',
    {
      ...{ name: '用地专题会', date: '2026-12-03', time: '15:00', venue: '现场', chair: 'lin', topic: '绿能用地' },
      ...{ attendees: ['lin'], problems: ['W-1'] },
    },
    { ...series, id: 'zt-1203', rhythm: { every: 'once', date: '2026-12-03' } },
  ],
  [
    ['meeting', 'call', 'cs-4', '--whistle', 'S-2026-0004', '--chair', 'lin'],
    'POST series/cs-4/call',
    { whistle: 'S-2026-0004', chair: 'lin' },
    { ...series, id: 'cs-4', rhythm: { every: 'once', date: '2026-12-03' } },
  ],
  [
    [
      ...['meeting', 'decision', 'problem', 'weekly/2026-11-30', '1', '--category', '用地'],
      ...['--lead', 'land', '--county', '鲤城区'],
    ],
    'POST meetings/weekly/2026-11-30/minutes/problem',
    { decision: 1, category: 'land', county: '鲤城区', leadUnit: 'land' },
    problem(),
  ],
];
