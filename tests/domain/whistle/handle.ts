import type { Actor, Decision } from '../../../src/domain/entity.ts';
import { isRefusal, type Refusal } from '../../../src/domain/refusal.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/domain/settings.ts';
import { whistleArea } from '../../../src/domain/whistle/area.ts';
import { decideWhistle } from '../../../src/domain/whistle/decide.ts';
import { evolveWhistle } from '../../../src/domain/whistle/evolve.ts';
import type {
  BlowCommand,
  WhistleCommand,
  WhistleEvent,
  WhistleRuleFacts,
  WhistleState,
} from '../../../src/domain/whistle/types.ts';
import { local, makeContext } from '../../support/make.ts';
import { starting, walk } from '../project/walk.ts';

export interface Given {
  by?: Actor;
  now?: string;
  facts?: Partial<WhistleRuleFacts>;
  settings?: Partial<Settings['whistle']>;
}

export const REPORTER: Actor = { id: 'reporter', unitId: 'licheng', roles: ['countyReporter'] };
export const CLERK: Actor = { id: 'clerk', unitId: 'approvals', roles: ['departmentHandler'] };
export const PROJECT = { ...walk(null, [starting({})]), code: 'P-1', county: '鲤城区' };

export const decide = (
  state: WhistleState | null,
  command: WhistleCommand,
  { by = REPORTER, now, facts = {}, settings = {} }: Given = {},
): Decision<WhistleEvent> | Refusal =>
  decideWhistle(
    state,
    command,
    {
      code: 'W-1',
      actorCounty: by.unitId === 'licheng' ? '鲤城区' : null,
      countyKnown: true,
      project: PROJECT,
      problem: { county: '鲤城区', state: 'assigned', open: true },
      unitKinds: new Map([
        ['land', 'department'],
        ['approvals', 'department'],
        ['licheng', 'county'],
        ['team-1', 'supervision'],
      ]),
      person: { unit: 'approvals', active: true },
      blown: [],
      handlers: new Map([
        ['land', ['handler']],
        ['approvals', ['clerk']],
      ]),
      coordinators: ['coordinator'],
      supervisors: ['inspector'],
      ...facts,
    },
    makeContext(now, {
      actor: by,
      settings: { ...DEFAULT_SETTINGS, whistle: { ...DEFAULT_SETTINGS.whistle, ...settings } },
    }),
  );

export const evolve = (state: WhistleState | null, events: readonly WhistleEvent[]): WhistleState =>
  events.reduce<WhistleState | null>((current, event) => evolveWhistle(current, event), state) as WhistleState;

/** The whistle after a command that must be allowed. */
export function after(state: WhistleState | null, command: WhistleCommand, given: Given = {}): WhistleState {
  const answer = decide(state, command, given);
  if (isRefusal(answer)) throw new Error(`${command.type} was refused: ${JSON.stringify(answer)}`);
  return evolve(state, answer.events);
}

/** Monday 23 November 2026, 10:00, for the Wednesday afternoon. */
export const blow = (more: Partial<BlowCommand> = {}): BlowCommand => ({
  type: 'blow',
  county: '鲤城区',
  problem: 'Q-1',
  topic: '用地指标现场协调',
  departments: ['land', 'approvals'],
  on: '2026-11-25',
  time: '15:00',
  venue: '区政务中心',
  ...more,
});

export const blown = (more: Partial<BlowCommand> = {}, given: Given = {}): WhistleState =>
  after(null, blow(more), given);

export const next = (state: WhistleState, now: string): [string, string] | null => {
  const reminder = whistleArea.nextReminder(state, makeContext(now));
  return reminder && [reminder.slot, local(reminder.atMs)];
};

/** What the clock does when it is due. */
export function give(state: WhistleState, now: string, given: Given = {}) {
  const slot = whistleArea.nextReminder(state, makeContext(now))?.slot ?? '';
  const answer = decide(state, { type: 'step', slot }, { now, ...given });
  if (isRefusal(answer)) throw new Error(`${slot} was refused: ${answer.code}`);
  return { state: evolve(state, answer.events), notices: answer.notices };
}

/** `clerk approvals/reminder`, without the whistle's code. */
export const mailsOf = ({ notices }: Pick<Decision<WhistleEvent>, 'notices'>): string[] =>
  notices.map(({ personId, slot }) => `${personId} ${slot.slice('W-1/'.length)}`);
