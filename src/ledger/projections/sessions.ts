import { sql } from 'kysely';
import { standingOf } from '../../domain/accounts/session.ts';
import type { PersonState } from '../../domain/people/areas.ts';
import { rowsParameter, type Write } from '../rows.ts';
import type { Changed } from './changed.ts';

/** Who has left, or has another unit or other roles, is signed out with the change itself, wherever he sits. */
export function endedSessions(changed: readonly Changed<PersonState>[]): Write {
  if (changed.length === 0) return null;
  const rows = changed.map(({ state, envelope }) => ({
    id: state.id,
    standing: standingOf(state),
    active: state.active,
    at: new Date(envelope.atMs).toISOString(),
    by: envelope.actor.id,
  }));
  return sql`update session s set ended_at = p.at, ended_by = p.by, ended_why = 'standing'
    from jsonb_to_recordset(${rowsParameter(rows)}) as p(id text, standing text, active boolean, at timestamptz, by text)
    where s.person_id = p.id and s.ended_at is null and (not p.active or s.standing <> p.standing)`;
}
