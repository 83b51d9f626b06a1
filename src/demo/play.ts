import type { CommandsByKind, EntityView, Envelope } from '../contract/commit.ts';
import type { Ledger } from '../contract/ports.ts';
import { SYSTEM_ACTOR, type Actor, type EntityKind } from '../domain/entity.ts';
import { hashOf } from '../ledger/evaluation/canonical.ts';

/** One command of the past; `command` may be worked out when its time has come, and null says that there is nothing to do. */
export type Line = {
  [Kind in EntityKind]: {
    kind: Kind;
    id: string;
    atMs: number;
    actor: Actor;
    command: CommandsByKind[Kind] | (() => Promise<CommandsByKind[Kind] | null>);
    /** Told by the clock and not by a person. */
    byClock?: true;
  };
}[EntityKind];

interface Watched {
  kind: 'problem' | 'meeting' | 'visit';
  id: string;
  next: NonNullable<EntityView['next']>;
}

interface Stage {
  ledger: Ledger;
  untilMs: number;
  /** Once a meeting has passed: what its workflow would tell the problems. */
  followUp: (meetingId: string, atMs: number) => Promise<Line[]>;
}

/**
 * Plays what people did and, between it, what the workflows' clocks would have done: warnings, limits that passed, steps of meetings, in the
 * order of time. What the rules refuse did not happen.
 */
export async function play(lines: readonly Line[], { ledger, untilMs, followUp }: Stage): Promise<{ refused: number }> {
  const queue = lines.filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs);
  const watched = new Map<string, Watched>();
  let refused = 0;
  const commit = async (line: Line): Promise<void> => {
    const envelope = await envelopeOf(line);
    if (envelope === null) return;
    const [outcome] = await ledger.commit([envelope]);
    if (!outcome) return;
    if (!outcome.ok) refused += 1;
    if (outcome.view !== null) watch(watched, line, outcome.view);
  };
  for (;;) {
    const due = earliest(watched, untilMs);
    const [line] = queue;
    if (due !== null && (line === undefined || due.next.atMs <= line.atMs)) {
      const { kind, id, next } = due;
      // One that moves nothing is not asked for again.
      watched.delete(`${kind}/${id}`);
      for (const told of next.slot === 'followUp' ? await followUp(id, next.atMs) : []) await commit(told);
      await commit(byClock(due));
    } else if (line !== undefined) {
      queue.shift();
      await commit(line);
    } else return { refused };
  }
}

function watch(watched: Map<string, Watched>, { kind, id }: Line, { next, open }: EntityView): void {
  if (kind !== 'problem' && kind !== 'meeting' && kind !== 'visit') return;
  const key = `${kind}/${id}`;
  if (open && next !== null) watched.set(key, { kind, id, next });
  else watched.delete(key);
}

function earliest(watched: ReadonlyMap<string, Watched>, untilMs: number): Watched | null {
  let first: Watched | null = null;
  for (const each of watched.values()) {
    if (each.next.atMs <= untilMs && (first === null || each.next.atMs < first.next.atMs)) first = each;
  }
  return first;
}

function byClock({ kind, id, next: { slot, atMs } }: Watched): Line {
  const shared = { id, atMs, actor: SYSTEM_ACTOR, byClock: true } as const;
  if (kind === 'meeting') return { ...shared, kind, command: { type: 'step', slot } };
  if (kind === 'visit') return { ...shared, kind, command: { type: 'remind', slot } };
  return { ...shared, kind, command: { type: slot.startsWith('overdue:') ? 'overdue' : 'remind', slot } };
}

async function envelopeOf({ kind, id, atMs, actor, command: given, byClock: clock }: Line): Promise<Envelope | null> {
  const command = typeof given === 'function' ? await given() : given;
  if (command === null) return null;
  return {
    commandId: `demo:${kind}:${id}:${hashOf({ atMs, command }).slice(0, 32)}`,
    digest: hashOf(command),
    ...{ kind, entityId: id, command, actor, atMs },
    via: clock ? 'clock' : 'person',
  } as Envelope;
}
