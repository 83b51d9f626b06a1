import { problem } from './support.ts';

/** The protocol of problems: what is typed · the request it makes · its body · what the server answers. */
export const PROTOCOL_COMMANDS: readonly [string[], string, unknown, unknown][] = [
  [
    ['problem', 'assign', 'Q-1', '--lead', 'land', '--split', 'water', '--co', 'power'],
    'POST problems/Q-1/assign',
    { leadUnit: 'land', splitUnits: ['water'], coUnits: ['power'] },
    problem(),
  ],
  [['problem', 'acknowledge', 'Q-1'], 'POST problems/Q-1/acknowledge', {}, problem()],
  [
    ['problem', 'object', 'Q-1', '--reason', '不属我局', '--unit', 'water'],
    'POST problems/Q-1/object',
    { reason: '不属我局', unit: 'water' },
    problem(),
  ],
  [
    ['problem', 'rule-objection', 'Q-1', '--uphold', '--lead', 'water', '--reason', '职责在水利局'],
    'POST problems/Q-1/rule-objection',
    { upheld: true, leadUnit: 'water', reason: '职责在水利局' },
    problem(),
  ],
  [
    ['problem', 'rule-objection', 'Q-1', '--overrule', '--reason', '职责明确'],
    'POST problems/Q-1/rule-objection',
    { upheld: false, reason: '职责明确' },
    problem(),
  ],
  [
    ['problem', 'co-answer', 'Q-1', '手续已齐', '--unit', 'power'],
    'POST problems/Q-1/co-answer',
    { text: '手续已齐', unit: 'power' },
    problem(),
  ],
  [
    ['problem', 'table', 'Q-1', '--proposal', '调剂指标', '--promise', '2026.12.18'],
    'POST problems/Q-1/table',
    { proposal: '调剂指标', promisedOn: '2026-12-18' },
    problem(),
  ],
  [
    ['problem', 'explain', 'Q-1', '2', '--reason', '批复未到'],
    'POST problems/Q-1/explain-miss',
    { promise: 2, reason: '批复未到' },
    problem(),
  ],
  [
    ['problem', 'ask-extension', 'Q-1', '--until', '2026-12-18', '--reason', '待批复'],
    'POST problems/Q-1/ask-extension',
    { until: '2026-12-18', reason: '待批复' },
    problem(),
  ],
  [['problem', 'rule-extension', 'Q-1', '--grant'], 'POST problems/Q-1/rule-extension', { granted: true }, problem()],
  [
    ['problem', 'rule-extension', 'Q-1', '--refuse', '--reason', '已延期一次'],
    'POST problems/Q-1/rule-extension',
    { granted: false, reason: '已延期一次' },
    problem(),
  ],
  [
    ['problem', 'solve-on-the-spot', 'Q-1', '--result', '当场通电', '--evidence', '照片'],
    'POST problems/Q-1/solve-on-the-spot',
    { result: '当场通电', evidence: [{ kind: '照片' }] },
    problem(),
  ],
  [
    ['problem', 'look-back', 'Q-1', '--satisfied', '不满意', '--relapsed', '--note', '又断水'],
    'POST problems/Q-1/look-back',
    { satisfaction: 'not', relapsed: true, note: '又断水' },
    problem(),
  ],
  [
    ['problem', 'interview', 'Q-1', '--on', '2026-12-25', '--person', 'chen', '--record', '限期一周'],
    'POST problems/Q-1/interview',
    { on: '2026-12-25', person: 'chen', record: '限期一周' },
    problem(),
  ],
  [
    ['problem', 'merge', 'Q-1', '--into', 'Q-2', '--reason', '同一件事'],
    'POST problems/Q-1/merge',
    { into: 'Q-2', reason: '同一件事' },
    problem(),
  ],
];
