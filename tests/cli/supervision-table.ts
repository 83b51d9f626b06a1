import { command } from './support.ts';

const did = (entityId: string, ...events: string[]) => ({ ...command, entityId, events });

export const charge = {
  ...{ scope: 'county', subject: '南安市', team: 'dc-1', teamName: '督查一组', since: '2026-11-23' },
  command: did('county/南安市', 'entrusted'),
};
export const visit = (more: object = {}) => ({
  ...{ code: 'V-1', on: '2026-12-02', heldOn: null, team: 'dc-1', project: 'P-1', county: '南安市' },
  ...{ people: ['zhang'], purpose: '看用地', status: 'planned', unplanned: false, plannedBy: 'zhang' },
  moves: [{ from: '2026-12-01', to: '2026-12-02', reason: '企业出差' }],
  ...{ note: null, cancelReason: null },
  counts: { findings: 2, raised: 1, solvedOnSpot: 1, waiting: 0, refused: 0 },
  ...{ seq: 2, plannedAt: '2026-11-23T10:00:00.000+08:00', changedAt: '2026-11-23T10:00:00.000+08:00' },
  command: did('V-1', 'visitPlanned'),
  ...more,
});
export const whistle = (more: object = {}) => ({
  ...{ code: 'W-1', county: '南安市', project: null, problem: 'Q-1', topic: '用地协调', venue: '政务中心' },
  ...{ status: 'asking', blownBy: 'lin', month: '2026-11', result: null, outcome: null, resultProblem: null },
  startAt: '2026-12-02T15:00:00.000+08:00',
  answerDueAt: '2026-12-01T17:30:00.000+08:00',
  departments: [
    {
      ...{ unit: 'land', answer: 'sends', person: 'chen', reason: null, late: true, silent: true, unreached: false },
      ...{ answeredAt: '2026-12-02T09:00:00.000+08:00', present: false, absent: true },
    },
    {
      ...{ unit: 'forestry', answer: null, person: null, reason: null, late: false, silent: true, unreached: true },
      ...{ answeredAt: null, present: null, absent: false },
    },
  ],
  ...{ callOffReason: null, seq: 1 },
  ...{ blownAt: '2026-11-30T10:00:00.000+08:00', changedAt: '2026-11-30T10:00:00.000+08:00' },
  command: did('W-1', 'whistleBlown'),
  ...more,
});

const SHA = 'a'.repeat(64);

/** What is typed · the request it makes · its body · what the server answers. */
export const SUPERVISION_COMMANDS: readonly [string[], string, unknown, unknown][] = [
  [
    ['team', 'entrust', 'dc-1', '--county', '南安市', '--reason', '分工调整'],
    'POST supervision/charges/entrust',
    { county: '南安市', team: 'dc-1', reason: '分工调整' },
    charge,
  ],
  [
    ['team', 'release', '--project', 'P-1', '--reason', '移交'],
    'POST supervision/charges/release',
    { project: 'P-1', reason: '移交' },
    { ...charge, team: null, teamName: null },
  ],
  [
    ['visit', 'plan', '2026.12.2', '--team', 'dc-1', '--project', 'P-1', '--person', 'zhang', '--person', 'li'],
    'POST visits',
    { on: '2026-12-02', team: 'dc-1', project: 'P-1', people: ['zhang', 'li'] },
    visit(),
  ],
  [
    [
      ...['visit', 'record', '2026-11-20', '--team', 'dc-1', '--county', '南安市', '--person', 'zhang'],
      ...['--note', '正常', '--finding', '变电站容量不足，夏季跳闸,类别=要素'],
    ],
    'POST visits/record',
    {
      ...{ on: '2026-11-20', team: 'dc-1', county: '南安市', people: ['zhang'], note: '正常' },
      findings: [{ title: '变电站容量不足，夏季跳闸', category: 'utilities' }],
    },
    visit({ status: 'raising', heldOn: '2026-11-20' }),
  ],
  [
    ['visit', 'move', 'V-1', '2026-12-04', '--reason', '企业负责人出差'],
    'POST visits/V-1/move',
    { to: '2026-12-04', reason: '企业负责人出差' },
    visit(),
  ],
  [['visit', 'cancel', 'V-1', '--reason', '并入'], 'POST visits/V-1/cancel', { reason: '并入' }, visit()],
  [
    [
      ...['visit', 'hold', 'V-1', '--on', '2026-12-01', '--person', 'li'],
      ...['--finding', `道路被占,类别=配套,说明=便道,现场化解=当场清障,照片=${SHA}`],
    ],
    'POST visits/V-1/hold',
    {
      ...{ on: '2026-12-01', people: ['li'] },
      findings: [{ title: '道路被占', category: 'infrastructure', detail: '便道', solved: '当场清障', files: [SHA] }],
    },
    visit(),
  ],
  [
    ['visit', 'find', 'V-1', '--finding', 'lack of workers,category=labour', '--reason', '次日补充'],
    'POST visits/V-1/find',
    { findings: [{ title: 'lack of workers', category: 'labour' }], reason: '次日补充' },
    visit(),
  ],
  [
    [
      ...['whistle', 'blow', '--county', '南安市', '--problem', 'Q-1', '--topic', '用地协调', '--department', 'land'],
      ...['--department', 'forestry', '--on', '2026年12月2日', '--time', '15:00', '--venue', '政务中心'],
    ],
    'POST whistles',
    {
      ...{ county: '南安市', problem: 'Q-1', topic: '用地协调', departments: ['land', 'forestry'] },
      ...{ on: '2026-12-02', time: '15:00', venue: '政务中心' },
    },
    whistle(),
  ],
  [
    ['whistle', 'answer', 'W-1', '派员参加', '--department', 'land', '--person', 'chen'],
    'POST whistles/W-1/answer',
    { department: 'land', answer: 'sends', person: 'chen' },
    whistle(),
  ],
  [
    ['whistle', 'hold', 'W-1', '--result', '提交周调度', '--text', '另议', '--present', 'land', '--problem', 'Q-2'],
    'POST whistles/W-1/hold',
    { result: 'tabled', text: '另议', present: ['land'], problem: 'Q-2' },
    whistle({ status: 'held', result: 'tabled' }),
  ],
  [
    ['whistle', 'call-off', 'W-1', '--reason', '已解决'],
    'POST whistles/W-1/call-off',
    { reason: '已解决' },
    whistle({ status: 'calledOff' }),
  ],
];
