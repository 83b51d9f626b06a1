import { addDays, type IsoDate } from '../../domain/calendar/dates.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { MailVariant } from '../../domain/mail-texts.ts';
import { NO_FACTS } from '../../domain/meeting/agenda/types.ts';
import type { Tidings } from '../../domain/problem/notices.ts';
import type { AgendaForMail } from './agenda-lines.ts';
import type { WhistleDepartment } from './county-whistle.ts';
import type { MessageData } from './index.ts';
import type { ProblemItem, ProjectItem } from './lines.ts';
import type { NoticeItem } from './problem-notice.ts';
import type { OverdueItem } from './problem-overdue.ts';
import { STANDINGS, type Standing } from './standings.ts';

/**
 * A made-up mail of every kind and variant, to show an office how its words will look. Nothing in them is anybody's: a preview must not be a
 * way to read other people's mail.
 */
type Sample<Kind extends MailKind> = (
  variant: MailVariant<Kind>,
  today: IsoDate,
) => Omit<MessageData[Kind], 'person' | 'today'>;

const person = { id: 'zhang', name: '张建国', title: '科长' };
const chips = { code: 'P-0001', name: '芯谷产业园二期' };
const film = { code: 'P-0002', name: '年产 30 万吨聚酯薄膜项目' };
const TITLE = '用地报批卡在林地手续';

const meetingOn = (today: IsoDate) => ({
  ...{ id: 'weekly/sample', name: '市重点项目周调度会', theme: '项目落地投产', durationMinutes: 90 },
  start: { date: addDays(today, 3), time: '09:00' },
});

const projectsOn = (today: IsoDate): ProjectItem[] => [
  {
    ...{ ...film, county: '晋江市', stage: 'signing', investmentWan: 250_500 },
    next: { stage: 'landing', plan: addDays(today, -15) },
  },
  {
    ...{ ...chips, county: '南安市', stage: 'landing', investmentWan: 138_000 },
    next: { stage: 'groundbreaking', plan: addDays(today, 40) },
  },
];

const problemsOn = (today: IsoDate): ProblemItem[] => [
  {
    ...{ code: 'W-0031', title: TITLE, project: chips, county: '南安市', state: 'handling', overdue: false },
    due: { date: addDays(today, 2), time: '17:30' },
  },
];

const agendaOn = (today: IsoDate): AgendaForMail => ({
  items: [
    {
      ...{ no: 1, kind: 'problem', subject: 'problem', code: 'W-0031', title: TITLE, unit: '市林业局', minutes: 15 },
      facts: { ...NO_FACTS, project: chips, proposal: '由市林业局专人赴省报批', promisedOn: addDays(today, 20) },
    },
  ],
  ...{ heldBack: [], minutes: 15, durationMinutes: 90, left: 0, silent: ['市水利局'], approved: false },
});

const overdueItem = (today: IsoDate, stands: Standing, code = 'W-0031'): Omit<OverdueItem, 'also'> => ({
  ...{ code, title: TITLE, project: chips, county: '南安市', category: 'forestSea', state: 'handling' },
  ...{ leadUnit: '市林业局', handler: '王小明', due: { date: addDays(today, -3), time: '17:30' } },
  ...{ overdue: true, part: null, owing: [], extension: null, stands, actions: [] },
});

const noticeOf = (today: IsoDate, what: Tidings, { copied = false, code = 'W-0031' } = {}): NoticeItem => ({
  ...overdueItem(today, 'act', code),
  ...{ overdue: what === 'objected', what, moved: null, old: null, promise: null, on: null },
  ...{ granted: false, upheld: false, note: null, copied },
});

const noticesOf = (variant: MailVariant<'problem-notice'>, today: IsoDate): NoticeItem[] => {
  const [first, second] = [{ code: 'W-0031' }, { code: 'W-0032' }];
  switch (variant) {
    case 'one':
      return [noticeOf(today, 'assigned')];
    case 'copy':
      return [noticeOf(today, 'assigned', { copied: true })];
    case 'copies':
      return [
        noticeOf(today, 'assigned', { ...first, copied: true }),
        noticeOf(today, 'rejected', { ...second, copied: true }),
      ];
    case 'several':
      return [noticeOf(today, 'assigned', first), noticeOf(today, 'toVerify', second)];
    case 'lateRuling':
      return [noticeOf(today, 'objected')];
  }
};

const department = (silent: boolean): WhistleDepartment => ({
  ...{ unit: 'water', name: '市水利局', late: false, silent, unreached: false, present: null },
  ...(silent ? { answer: null, remark: null } : { answer: 'objects', remark: '不属于本部门职责' }),
});

/** What is looked at leads nowhere. */
const PAGE = 'https://dispatch.example/';

const SAMPLES: { readonly [Kind in MailKind]: Sample<Kind> } = {
  'meeting-reminder': (variant, today) => ({
    ...{ last: variant === 'last', answer: [], agenda: agendaOn(today), due: [] },
    meeting: {
      ...{ ...meetingOn(today), venue: '市行政中心 1002 会议室', chair: '李副市长', movedFor: null },
      movedFrom: variant === 'moved' ? addDays(today, 5) : null,
    },
    ...{ projects: projectsOn(today), problems: problemsOn(today) },
  }),
  'meeting-change': (variant, today) => {
    const { name, durationMinutes, start } = meetingOn(today);
    const before = { start, venue: '市行政中心 1002 会议室' };
    const after = variant === 'moved' ? { ...before, start: { date: addDays(today, 4), time: '15:00' } } : before;
    return { change: variant, name, durationMinutes, before, after, reason: '市委会议', answer: [] };
  },
  'meeting-collection': (variant, today) => ({
    ...{ reminder: variant === 'reminder', unit: '市林业局', meeting: meetingOn(today), ask: [], decisions: [] },
    closes: { date: addDays(today, 2), time: '12:00' },
    month: today.slice(0, 7),
    projects: projectsOn(today).map(project => ({ ...project, owesMoney: true })),
    problems: problemsOn(today),
  }),
  'meeting-agenda': (variant, today) => ({
    mail: variant,
    meeting: meetingOn(today),
    agenda: agendaOn(today),
    href: PAGE,
  }),
  'meeting-minutes': (variant, today) => ({
    mail: variant === 'bulletinWithLedgers' ? 'bulletin' : variant,
    ledgers: variant === 'bulletinWithLedgers' ? ['problems', 'projects'] : [],
    meeting: { ...meetingOn(today), start: { date: addDays(today, -3), time: '09:00' } },
    ...{ href: PAGE, due: { date: addDays(today, 1), time: '17:30' } },
    decisions: [
      { no: 1, text: '补齐林地审批材料', unit: '市林业局', dueOn: addDays(today, variant === 'missed' ? -1 : 7) },
    ],
    items: [{ title: TITLE, code: 'W-0031', outcome: 'decided' }],
  }),
  'plan-warning': (variant, today) => {
    const warning = { project: { ...chips, county: '南安市' }, stage: 'groundbreaking', pauseReason: null } as const;
    const ahead = { ...warning, plan: addDays(today, 7) };
    return { items: variant === 'passed' ? [ahead, { ...warning, plan: addDays(today, -2) }] : [ahead] };
  },
  'problem-overdue': (variant, today) => ({
    items:
      variant === 'mixed'
        ? STANDINGS.slice(0, 2).map((stands, at) => overdueItem(today, stands, `W-003${at}`))
        : [overdueItem(today, variant)],
  }),
  'problem-notice': (variant, today) => ({ items: noticesOf(variant, today) }),
  'problem-paper': (variant, today) => {
    const paper = variant === 'relay' || variant === 'copied' ? 'yellow' : variant;
    const stands = paper === variant ? 'act' : (variant as Standing);
    return { paper, items: [overdueItem(today, stands)] };
  },
  'batch-follow-up': (_variant, today) => ({
    batch: { code: 'B-0001', name: '三季度集中签约', stage: 'signing', on: addDays(today, -92), months: 3 },
    items: projectsOn(today).map(project => ({ ...project, status: 'active' })),
  }),
  'report-request': (variant, today) => ({
    ...{ county: '南安市', month: today.slice(0, 7), closesOn: addDays(today, 5), reminder: variant === 'reminder' },
    href: PAGE,
    items: [{ ...chips, href: PAGE, yearPlanWan: 60_000, lastMonth: null, toDateWan: null }],
  }),
  'review-request': (variant, today) => ({
    items:
      variant === 'none'
        ? []
        : [
            {
              ...{ ...chips, county: '南安市', investor: '芯谷科技', industry: '集成电路', investmentWan: 138_000 },
              dueOn: addDays(today, 5),
            },
          ],
  }),
  'visit-reminder': (variant, today) => ({
    on: addDays(today, variant === 'missed' ? -1 : 1),
    missed: variant === 'missed',
    items: [
      {
        code: 'X-0001',
        project: chips,
        county: '南安市',
        team: '第一督查组',
        purpose: '核实开工条件',
        people: ['王小明'],
      },
    ],
  }),
  'county-whistle': (variant, today) => ({
    mail: variant,
    whistle: {
      ...{
        code: 'C-0001',
        county: '南安市',
        topic: '园区供水',
        venue: '南安市政府 3 楼会议室',
        problem: null,
        project: chips,
      },
      start: { date: addDays(today, 2), time: '15:00' },
      answerDue: { date: addDays(today, 1), time: '17:30' },
      callOffReason: variant === 'calledOff' ? '已电话协调解决' : null,
      ...(variant === 'held' ? { result: 'resolved', outcome: '年底前通水' } : { result: null, outcome: null }),
    },
    department: variant === 'objection' ? department(false) : null,
    departments: [department(variant !== 'objection')],
  }),
  'weekly-brief': (_variant, today) => {
    const none = { items: [], total: 0 };
    const project = {
      ...chips,
      county: '南安市',
      investor: '芯谷科技',
      investmentWan: 138_000,
      leader: '李副市长',
      on: today,
    };
    const problem = { code: 'W-0031', title: TITLE, county: '南安市', unit: '市林业局', dueOn: addDays(today, 2) };
    return {
      ...{ from: addDays(today, -6), to: today, until: { date: today, time: '15:00' }, late: false, meetings: [] },
      projects: { signing: { items: [project], total: 1 }, groundbreaking: none, production: none },
      problems: { raised: { items: [problem], total: 1 }, solved: none, closed: none, overdue: none },
      promises: { due: 0, kept: 0, missed: 0, open: 0, percent: null, misses: none },
      colours: none,
    };
  },
  account: (variant, today) => ({
    what: variant,
    href: variant === 'invitation' || variant === 'reset' ? 'https://dispatch.example/' : null,
    until: `${addDays(today, 1)} 09:00`,
  }),
  'address-dead': () => ({
    items: [
      { person: 'wang', name: '王小明', unit: '市林业局', address: 'wang@example.org', reply: '550 no such user' },
    ],
  }),
  deputy: (variant, today) => ({
    ...{ what: variant, away: '李芳', deputy: '张建国', from: addDays(today, 1), to: addDays(today, 5) },
    href: variant === 'named' ? 'https://dispatch.example/' : null,
  }),
};

export const sampleOf = <Kind extends MailKind>(
  kind: Kind,
  variant: MailVariant<Kind>,
  today: IsoDate,
): MessageData[Kind] => ({ person, today, ...SAMPLES[kind](variant, today) }) as unknown as MessageData[Kind];
