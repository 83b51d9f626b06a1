import type { PersonDataAnswer } from '../../contract/schemas/index.ts';
import { shownTo, type Viewer } from '../../access/fields.ts';
import { withoutSecrets } from '../../links/secret.ts';
import type { dataOfPerson } from '../../ledger/person-data.ts';
import { instantOf, maybeInstant } from './instants.ts';
import { personWire } from './people.ts';

type Data = NonNullable<Awaited<ReturnType<typeof dataOfPerson>>>;

/**
 * Links in mails open nothing here: whoever may read what is held of somebody does not thereby act for him; nor read what he may not read elsewhere,
 * which is what mails say (`opensMails`) and why somebody does not come.
 */
export const personDataWire = (
  data: Data,
  { viewer, opensMails }: { viewer: Viewer; opensMails: boolean },
): PersonDataAnswer => ({
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
  passwordSince: maybeInstant(data.passwordSince),
  authenticatorSince: maybeInstant(data.authenticatorSince),
  identities: data.identities.map(({ issuer, subject, bound_at }) => ({
    ...{ issuer, subject, boundAt: instantOf(bound_at) },
  })),
  accountLinks: data.accountLinks.map(({ purpose, made_by: madeBy, made_at, expires_at, used_at, revoked_at }) => ({
    ...{ purpose, madeBy, madeAt: instantOf(made_at), expiresAt: instantOf(expires_at) },
    ...{ usedAt: maybeInstant(used_at), revokedAt: maybeInstant(revoked_at) },
  })),
  calendars: data.calendars.map(({ id, made_by: madeBy, made_at, revoked_at, read_at }) => ({
    ...{ id, madeBy, madeAt: instantOf(made_at) },
    ...{ revokedAt: maybeInstant(revoked_at), readAt: maybeInstant(read_at) },
  })),
  muted: data.muted.map(({ kind, muted_at }) => ({ kind, since: instantOf(muted_at) })),
  views: data.views.map(({ list, name, query, kept_at }) => ({ list, name, query, keptAt: instantOf(kept_at) })),
  absences: data.absences.map(({ deputy_id: deputy, from_day: from, to_day: to, reason, ended_at }) => ({
    ...{ deputy, from, to, reason, endedAt: maybeInstant(ended_at) },
  })),
  standsInFor: data.standsInFor.map(({ person_id: person, from_day: from, to_day: to, ended_at }) => ({
    ...{ person, from, to, endedAt: maybeInstant(ended_at) },
  })),
  invitations: data.invitations.map(({ at, note, ...answer }) => ({
    ...answer,
    note: shownTo(viewer, 'responseNote', { value: note, ownerId: data.person.id }),
    at: instantOf(at),
  })),
  bounces: data.bounces.map(({ id: mail, address, status, hard, diagnostic, reported_at }) => ({
    ...{ mail, address, status, hard, diagnostic, reportedAt: instantOf(reported_at) },
  })),
  mails: data.mails.map(({ id, kind, to_name: name, to_address: address, state, subject, text, ...mail }) => ({
    ...{ id, kind, name, address, state },
    ...(opensMails ? { subject, text: text && withoutSecrets(text) } : { subject: null, text: null }),
    ...{ createdAt: instantOf(mail.created_at), sentAt: maybeInstant(mail.sent_at) },
  })),
  actions: data.actions.map(({ at, action, kind, id, address }) => ({
    ...{ at: instantOf(at), action, kind, entity: id, address },
  })),
});
