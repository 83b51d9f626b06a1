import type {
  MeetingReminderData,
  OverdueItem,
  PlanWarningItem,
  ProblemItem,
  ProjectItem,
} from '../../../src/mail/messages/index.ts';

/** Monday 5 January 2026 is the meeting; written the Sunday before, which 2026 makes a working day (补班). */
export const TODAY = '2026-01-04';
export const person = { name: '张建国', title: '科长' };

const project = (over: Partial<ProjectItem>): ProjectItem => ({
  code: 'P-2025-0001',
  name: '泉州芯谷南安分园二期',
  county: '南安市',
  stage: 'landing',
  next: { stage: 'groundbreaking', plan: '2026-03-01' },
  investmentWan: 138_000,
  ...over,
});

const problem = (over: Partial<ProblemItem>): ProblemItem => ({
  code: 'W-2025-0031',
  title: '用地报批卡在林地手续，需省级批复',
  project: { code: 'P-2025-0001', name: '泉州芯谷南安分园二期' },
  county: '南安市',
  state: 'handling',
  due: { date: '2026-01-07', time: '17:30' },
  overdue: false,
  ...over,
});

export const reminder = (over: Partial<MeetingReminderData> = {}): MeetingReminderData => ({
  person,
  today: TODAY,
  last: false,
  answer: [],
  meeting: {
    name: '市重点项目周调度会',
    theme: '项目落地投产',
    start: { date: '2026-01-05', time: '09:00' },
    durationMinutes: 90,
    venue: '市行政中心交通科研楼 C 栋 1002 会议室',
    chair: '李副市长',
    movedFrom: null,
    movedFor: null,
  },
  agenda: null,
  projects: [
    project({}),
    project({
      code: 'P-2025-0003',
      name: '年产30万吨高性能聚酯薄膜项目',
      county: '晋江市',
      stage: 'signing',
      next: { stage: 'landing', plan: '2025-12-20' },
      investmentWan: 250_500,
    }),
    project({
      code: 'P-2025-0012',
      name: '海丝国际物流港',
      county: null,
      stage: 'completion',
      next: { stage: 'production', plan: '2026-01-08' },
      investmentWan: null,
    }),
    project({
      code: 'P-2025-0021',
      name: '新能源汽车零部件产业园',
      county: '惠安县',
      stage: 'groundbreaking',
      next: { stage: 'completion', plan: null },
    }),
    project({
      code: 'P-2024-0107',
      name: '绿色建材生产基地',
      county: '安溪县',
      stage: 'fullCapacity',
      next: null,
      investmentWan: 12_345,
    }),
  ],
  problems: [
    problem({}),
    problem({
      code: 'W-2025-0007',
      title: '220 千伏变电站配套线路未明确投资主体',
      project: { code: 'P-2025-0003', name: '年产30万吨高性能聚酯薄膜项目' },
      state: 'assigned',
      due: { date: '2025-12-26', time: '17:30' },
      overdue: true,
    }),
    problem({ code: 'W-2026-0001', title: '全县工业用水指标不足', project: null, state: 'raised', due: null }),
  ],
  due: [
    { kind: 'problem', name: '用地报批卡在林地手续，需省级批复', code: 'W-2025-0031', on: '2026-01-07' },
    { kind: 'milestone', code: 'P-2025-0012', name: '海丝国际物流港', stage: 'production', on: '2026-01-08' },
  ],
  ...over,
});

export const warning = (plan: string, over: Partial<PlanWarningItem> = {}): PlanWarningItem => ({
  project: { code: 'P-2025-0012', name: '海丝国际物流港', county: '石狮市' },
  stage: 'production',
  plan,
  pauseReason: null,
  ...over,
});

export const warnings: PlanWarningItem[] = [
  warning('2026-02-03'),
  warning('2026-01-03', {
    project: { code: 'P-2025-0003', name: '年产30万吨高性能聚酯薄膜项目', county: '晋江市' },
    stage: 'landing',
  }),
  warning('2026-01-11', {
    project: { code: 'P-2025-0021', name: '新能源汽车零部件产业园', county: '惠安县' },
    stage: 'completion',
  }),
  warning('2026-01-04', {
    project: { code: 'P-2024-0107', name: '绿色建材生产基地', county: null },
    stage: null,
    pauseReason: '企业增资方案未定',
  }),
];

export const overdueItem = (over: Partial<OverdueItem> = {}): OverdueItem => ({
  code: 'W-2025-0031',
  title: '用地报批卡在林地手续，需省级批复',
  project: { code: 'P-2025-0001', name: '泉州芯谷南安分园二期' },
  category: 'forestSea',
  state: 'handling',
  leadUnit: '市林业局',
  handler: '王小明',
  due: { date: '2025-12-30', time: '17:30' },
  ...{ county: '南安市', overdue: true, part: null, owing: [], extension: null, stands: 'act' },
  actions: [{ purpose: 'answerProblem', choice: null, href: `https://dispatch.example/l/${'s'.repeat(43)}` }],
  ...over,
});

export const overdueItems: OverdueItem[] = [
  overdueItem({}),
  overdueItem({
    code: 'W-2025-0007',
    title: '220 千伏变电站配套线路未明确投资主体',
    category: 'utilities',
    due: { date: '2025-12-12', time: '17:30' },
  }),
  overdueItem({
    code: 'W-2026-0001',
    title: '全县工业用水指标不足',
    project: null,
    category: 'other',
    state: 'raised',
    leadUnit: null,
    handler: null,
    due: { date: TODAY, time: '12:00' },
  }),
];
