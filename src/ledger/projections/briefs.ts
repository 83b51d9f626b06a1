import type { BriefCompiled, BriefState } from '../../domain/brief/types.ts';
import { rowsInto, type Write } from '../rows.ts';
import { iso, type Changed } from './changed.ts';

/** Never written again. */
export function briefRows(changed: readonly Changed<BriefState>[]): Write[] {
  const rows = changed.flatMap(({ events, envelope, atMs }) =>
    events.map(event => briefRow(event as BriefCompiled, { actorId: envelope.actor.id, atMs })),
  );
  return [rowsInto('brief', rows)];
}

const briefRow = (event: BriefCompiled, { actorId, atMs }: { actorId: string; atMs: number }) => ({
  week: event.week,
  since_at: iso(event.sinceMs),
  until_at: iso(event.untilMs),
  deliver_at: iso(event.deliverMs),
  late: event.late,
  recipients: event.recipients,
  unreachable: event.unreachable,
  content: event.content,
  hash: event.hash,
  actor_id: actorId,
  compiled_at: iso(atMs),
});
