import type { NamedAddress } from '../../src/mail/address.ts';
import { HOLIDAYS } from '../../src/calendar/holidays.ts';
import { localClock } from '../../src/calendar/zone.ts';
import type { Envelope } from '../../src/contract/commit.ts';
import type { WorkCalendar } from '../../src/domain/calendar/office-hours.ts';
import type { Actor, EntityKind, RuleContext } from '../../src/domain/entity.ts';
import type { SeriesFacts } from '../../src/domain/meeting/types.ts';
import type { PersonCommand, UnitCommand } from '../../src/domain/people/areas.ts';
import type { ProblemPeople, ProblemRuleFacts } from '../../src/domain/problem/commands.ts';
import type { ProblemFacts } from '../../src/domain/problem/types.ts';
import type { ProjectRuleFacts } from '../../src/domain/project/commands.ts';
import type { ProjectFacts } from '../../src/domain/project/types.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';

/** Ready-made facts, contexts and commands for tests; every value can be replaced. */

const clock = localClock();

/** `2026-11-23 10:00`, local → epoch ms. */
export const at = (local: string): number => clock.toInstant(local.slice(0, 10), local.slice(11));
/** Epoch ms → `2026-11-23 10:00`, local. */
export const local = (ms: number): string => {
  const { date, time } = clock.toLocal(ms);
  return `${date} ${time}`;
};

/** A Monday morning in office hours. */
export const NOW = '2026-11-23 10:00';

export const makeCalendar = (): WorkCalendar => ({ table: HOLIDAYS, hours: DEFAULT_SETTINGS.officeHours, clock });

export const COORDINATOR: Actor = { id: 'coordinator', unitId: 'office', roles: ['coordinator'] };
export const HANDLER: Actor = { id: 'handler', unitId: 'land', roles: ['departmentHandler'] };
export const LEADER: Actor = { id: 'leader', unitId: 'office', roles: ['leader'] };
export const INSPECTOR: Actor = { id: 'inspector', unitId: 'team-1', roles: ['supervisionTeam'] };

export function makeContext(now: string | number = NOW, more: Partial<RuleContext> = {}): RuleContext {
  const nowMs = typeof now === 'number' ? now : at(now);
  return {
    nowMs,
    today: clock.toLocal(nowMs).date,
    actor: COORDINATOR,
    settings: DEFAULT_SETTINGS,
    calendar: makeCalendar(),
    via: 'person',
    ...more,
  };
}

export const makeProjectFacts = (more: Partial<ProjectFacts> = {}): ProjectFacts => ({
  name: '低温银浆项目',
  county: '鲤城区',
  investor: null,
  industry: null,
  projectType: null,
  agreement: 'contract',
  investmentWan: 200_000,
  leaderName: null,
  leaderId: null,
  teamUnitId: null,
  knownIssue: null,
  note: null,
  source: null,
  landKind: null,
  parent: null,
  ...more,
});

export const makeProjectRuleFacts = (more: Partial<ProjectRuleFacts> = {}): ProjectRuleFacts => ({
  code: 'QZ-1',
  team: ['reporter'],
  unknownPersonIds: [],
  unknownUnitIds: [],
  likely: [],
  other: null,
  ...more,
});

export const makeProblemFacts = (more: Partial<ProblemFacts> = {}): ProblemFacts => ({
  title: '用地指标未落实',
  detail: null,
  project: null,
  county: '鲤城区',
  category: 'land',
  source: 'meeting',
  ...more,
});

export const makeProblemPeople = (more: Partial<ProblemPeople> = {}): ProblemPeople => ({
  answerable: ['handler'],
  members: { land: ['handler'] },
  heads: [],
  supervisors: ['inspector'],
  team: [],
  supervisionTeams: [{ id: 'inspector', unitId: 'team-1' }],
  officers: [{ id: 'coordinator', unitId: 'office' }],
  firm: [],
  coordinators: ['coordinator'],
  leaders: ['leader'],
  leadingGroup: ['leader'],
  ...more,
});

export const makeProblemRuleFacts = (more: Partial<ProblemRuleFacts> = {}): ProblemRuleFacts => ({
  code: 'P-1',
  unknownUnitIds: [],
  unknownPersonIds: [],
  people: makeProblemPeople(),
  ...more,
});

export const makeSeriesFacts = (more: Partial<SeriesFacts> = {}): SeriesFacts => ({
  name: '周调度',
  weekday: 1,
  time: '09:00',
  durationMinutes: 90,
  venue: '第一会议室',
  chairId: 'coordinator',
  attendeeIds: ['handler', 'reporter'],
  themes: ['增资扩产', '项目落地投产', '省库项目申报'],
  holidayRule: 'nextWorkday',
  ...more,
});

let made = 0;

/** An envelope with a key and a digest of its own. */
export function makeEnvelope<Kind extends EntityKind>(
  kind: Kind,
  entityId: string,
  command: Envelope<Kind>['command'],
  more: Partial<Envelope<Kind>> = {},
): Envelope<Kind> {
  made += 1;
  return {
    commandId: `test:${made}`,
    digest: `digest-${made}`,
    kind,
    entityId,
    command,
    actor: COORDINATOR,
    via: 'person',
    atMs: at(NOW),
    ...more,
  };
}

const unit = (id: string, more: Partial<UnitCommand['unit']>): Envelope =>
  makeEnvelope('unit', id, { type: 'define', unit: { name: id, kind: 'department', county: null, ...more } });

export const person = (id: string, unitId: string, more: Partial<PersonCommand> = {}): Envelope =>
  makeEnvelope('person', id, {
    type: 'define',
    unitId,
    roles: ['departmentHandler'],
    active: true,
    personal: { name: id, title: null, address: `${id}@example.org` },
    ...more,
  });

/** Two batches: the units, then the people in them. A batch does not see what its own neighbours begin. */
export const makeOffice = (): [Envelope[], Envelope[]] => [
  [
    unit('office', { kind: 'office' }),
    unit('land', {}),
    unit('approvals', {}),
    unit('licheng', { kind: 'county', county: '鲤城区' }),
    unit('team-1', { kind: 'supervision' }),
  ],
  [
    person('coordinator', 'office', { roles: ['coordinator'] }),
    person('handler', 'land'),
    person('clerk', 'approvals'),
    person('reporter', 'licheng', { roles: ['countyReporter'] }),
    person('inspector', 'team-1', { roles: ['supervisionTeam'] }),
    person('leader', 'office', { roles: ['leader'] }),
    person('offline', 'land', { personal: { name: '无邮箱', title: null, address: null } }),
  ],
];

/** Who mails are from in tests. */
export const MAIL_FROM: NamedAddress = {
  ...{ name: '周调度', address: 'dispatch@office.example', local: 'dispatch', domain: 'office.example' },
};

/** What the API needs to know of mails, where none is looked at before it is sent. */
export const NO_PREVIEW = { mailFrom: MAIL_FROM, preview: () => () => Promise.resolve(new Map()) };
