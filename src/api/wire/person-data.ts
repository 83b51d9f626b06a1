import type { PersonDataAnswer } from '../../contract/schemas/index.ts';
import { withoutSecrets } from '../../links/secret.ts';
import type { dataOfPerson } from '../../ledger/person-data.ts';
import { instantOf, maybeInstant } from './instants.ts';
import { personWire } from './people.ts';

type Data = NonNullable<Awaited<ReturnType<typeof dataOfPerson>>>;

/** Links in mails open nothing here: whoever may read what is held of somebody does not thereby act for him. */
export const personDataWire = (data: Data): PersonDataAnswer => ({
  // His own, whoever takes it out: it is all that is held of him.
  person: personWire(data.person, { id: data.person.id, roles: [] }),
  expert: data.expert && { fields: data.expert.fields, firms: data.expert.firms, active: data.expert.active },
  history: data.roles.map(({ at, data: event }) => ({ at: instantOf(at), data: event as Record<string, unknown> })),
  tokens: data.tokens.map(({ id, label, createdAt, revokedAt }) => ({
    ...{ id, label, createdAt: instantOf(createdAt), revokedAt: maybeInstant(revokedAt) },
  })),
  sessions: data.sessions.map(({ id, method, address, agent, created_at, seen_at, ended_at }) => ({
    ...{ id, method, address, agent },
    ...{ createdAt: instantOf(created_at), seenAt: instantOf(seen_at), endedAt: maybeInstant(ended_at) },
  })),
  passkeys: data.passkeys.map(({ name, created_at, used_at }) => ({
    ...{ name, createdAt: instantOf(created_at), usedAt: maybeInstant(used_at) },
  })),
  links: data.links.map(({ id, purpose, entity_kind: kind, entity_id: entity, made_at, expires_at, revoked_at }) => ({
    ...{ id, purpose, kind, entity },
    ...{ madeAt: instantOf(made_at), expiresAt: instantOf(expires_at), revokedAt: maybeInstant(revoked_at) },
  })),
  mails: data.mails.map(({ id, kind, to_name: name, to_address: address, state, subject, text, ...mail }) => ({
    ...{ id, kind, name, address, state, subject, text: text && withoutSecrets(text) },
    ...{ createdAt: instantOf(mail.created_at), sentAt: maybeInstant(mail.sent_at) },
  })),
  actions: data.actions.map(({ at, action, kind, id, address }) => ({
    ...{ at: instantOf(at), action, kind, entity: id, address },
  })),
});
