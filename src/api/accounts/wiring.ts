import type { FastifyRequest } from 'fastify';
import type { Accounts, Caller } from '../../accounts/context.ts';
import { tellToAudit } from '../../accounts/events.ts';
import { partyOf } from '../../accounts/passkeys.ts';
import type { SessionRow } from '../../accounts/sessions.ts';
import type { SessionAnswer } from '../../contract/schemas/index.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';

/** What `src/accounts` works with, of what the API works with. */
export const accountsOf = ({ db, calendar, now, accountsKey: key, publicUrl }: ApiDependencies): Accounts => ({
  db,
  clock: calendar.clock,
  now,
  key,
  party: partyOf(publicUrl),
  tell: tellToAudit,
});

export const callerOf = ({ ip, headers, id }: FastifyRequest): Caller => ({
  address: ip,
  agent: String(headers['user-agent'] ?? ''),
  requestId: id,
});

/** The answer, or its refusal thrown. */
export function taken<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Refused(answer);
  return answer;
}

export const sessionWire = (row: SessionRow, current: string | null): SessionAnswer => ({
  id: row.id,
  person: row.personId,
  method: row.method,
  address: row.address,
  agent: row.agent,
  createdAt: instantOf(row.createdAt),
  seenAt: instantOf(row.seenAt),
  expiresAt: instantOf(row.expiresAt),
  current: row.id === current,
});
