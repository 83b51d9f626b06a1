import type { CommandResult } from '../contract/commit.ts';
import type { Json } from '../contract/json.ts';
import type { NewLink } from '../contract/links.ts';
import type { EntityKind } from '../domain/entity.ts';
import type { LinkPurpose } from '../domain/link/types.ts';
import type { Role } from '../domain/people/types.ts';
import type { Database } from './database.ts';
import { pageFrom, type Page, type PageQuery } from './reads/paging.ts';
import { writeRows } from './rows.ts';
import { hashOf } from './secret-hash.ts';

/** Names a link to people without opening anything: the first 16 digits of its hash, as with tokens. */
const ID_LENGTH = 16;

export const linkIdOf = (secret: string): string => hashOf(secret).slice(0, ID_LENGTH);

/** Who gives the command of a link for a firm: the link itself, as the firm has no row. */
const FIRM_ACTOR = 'link';

/** Whom a link speaks for, as things are now. */
export type Holder =
  | {
      kind: 'person';
      id: string;
      name: string;
      unitId: string;
      unitName: string;
      roles: readonly Role[];
      active: boolean;
    }
  | { kind: 'firm'; id: string; name: string };

export interface LinkRow {
  id: string;
  purpose: LinkPurpose;
  /** `part`: which decision of a meeting. */
  entity: { kind: EntityKind; id: string; part?: number | null };
  holder: Holder;
  /** The command it gives, for ever the same one: this is what makes it single-use. */
  commandId: string;
  mailId: string | null;
  madeBy: string;
  madeAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  usedAt: Date | null;
}

interface Making {
  madeBy: string;
  atMs: number;
}

/** Writes links down by their hash, in the caller's transaction: with the mail that carries them, or with the command that made one. */
export async function insertLinks(
  db: Database,
  links: readonly (NewLink & { mailId: string | null })[],
  { madeBy, atMs }: Making,
): Promise<void> {
  const rows = links.map(({ secret, purpose, kind, entityId, part = null, holder, expiresMs, mailId }) => {
    const id = linkIdOf(secret);
    const person = 'person' in holder ? holder.person : null;
    return {
      id,
      hash: hashOf(secret),
      purpose,
      entity_kind: kind,
      entity_id: entityId,
      part,
      person_id: person,
      firm: 'firm' in holder ? holder.firm : null,
      command_id: `${person ?? `${FIRM_ACTOR}:${id}`}:link/${id}`,
      mail_id: mailId,
      made_by: madeBy,
      made_at: new Date(atMs).toISOString(),
      expires_at: new Date(expiresMs).toISOString(),
    };
  });
  await writeRows(db, 'link', rows);
}

/** The link that a secret opens; an altered secret and one that never was are the same nothing. */
export async function linkBySecret(db: Database, secret: string): Promise<LinkRow | null> {
  const row = await linkQuery(db).where('link.hash', '=', hashOf(secret)).executeTakeFirst();
  return row ? linkOf(row) : null;
}

export async function linkById(db: Database, id: string): Promise<LinkRow | null> {
  const row = await linkQuery(db).where('link.id', '=', id).executeTakeFirst();
  return row ? linkOf(row) : null;
}

/** The links of an entity, the newest first. */
export async function listLinks(
  db: Database,
  { kind, id }: { kind: EntityKind; id: string },
  page: PageQuery,
): Promise<Page<LinkRow>> {
  const { total } = await db
    .selectFrom('link')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('entity_kind', '=', kind)
    .where('entity_id', '=', id)
    .executeTakeFirstOrThrow();
  let query = linkQuery(db)
    .where('link.entity_kind', '=', kind)
    .where('link.entity_id', '=', id)
    .orderBy('link.position', 'desc')
    .limit(page.limit + 1);
  const after = Number(page.after?.[0] ?? Number.NaN);
  // A forged cursor reads from the beginning.
  if (Number.isSafeInteger(after)) query = query.where('link.position', '<', after);
  const found = pageFrom(await query.execute(), {
    limit: page.limit,
    total: Number(total),
    keys: row => [String(row.position)],
  });
  return { ...found, items: found.items.map(linkOf) };
}

/** Revoking again keeps the first instant. */
export async function revokeLink(db: Database, id: string, { by, atMs }: { by: string; atMs: number }): Promise<void> {
  await db
    .updateTable('link')
    .set({ revoked_by: by, revoked_at: new Date(atMs) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** What the command of a link did. */
export interface LinkResult {
  at: Date;
  result: CommandResult;
  events: readonly { type: string; data: Json }[];
}

/** The command of each use: the first has the link's own id, a further one its number behind it. */
export const commandOfUse = ({ commandId }: Pick<LinkRow, 'commandId'>, use: number): string =>
  use === 1 ? commandId : `${commandId}/${use}`;

/** How often it was used. */
export async function usesOfLink(db: Database, link: Pick<LinkRow, 'commandId'>): Promise<number> {
  const { commandId } = link;
  const { uses } = await db
    .selectFrom('command')
    .select(({ fn }) => fn.countAll<number>().as('uses'))
    // `0` follows `/`: all ids that begin with the link's own and a slash.
    .where(({ or, and, eb }) =>
      or([eb('id', '=', commandId), and([eb('id', '>', `${commandId}/`), eb('id', '<', `${commandId}0`)])]),
    )
    .executeTakeFirstOrThrow();
  return Number(uses);
}

/** The commands whose ids begin with `prefix`, which ends with a slash: what a page that gives several has given so far, by the rest of the id. */
export async function commandsUnder(db: Database, prefix: string): Promise<Map<string, CommandResult>> {
  const rows = await db
    .selectFrom('command')
    .select(['id', 'result'])
    .where('id', '>', prefix)
    .where('id', '<', `${prefix.slice(0, -1)}0`)
    .execute();
  return new Map(rows.map(({ id, result }) => [id.slice(prefix.length), result as unknown as CommandResult]));
}

export async function resultOfLink(db: Database, link: LinkRow, use = 1): Promise<LinkResult | null> {
  const { entity } = link;
  const commandId = commandOfUse(link, use);
  const command = await db
    .selectFrom('command')
    .select(['at', 'result'])
    .where('id', '=', commandId)
    .executeTakeFirst();
  if (!command) return null;
  const events = await db
    .selectFrom('event')
    .select(['type', 'data'])
    .where('entity_kind', '=', entity.kind)
    .where('entity_id', '=', entity.id)
    .where('command_id', '=', commandId)
    .orderBy('seq')
    .execute();
  return { at: command.at, result: command.result as unknown as CommandResult, events };
}

const linkQuery = (db: Database) =>
  db
    .selectFrom('link')
    .leftJoin('person', 'person.id', 'link.person_id')
    .leftJoin('unit', 'unit.id', 'person.unit_id')
    .leftJoin('command', 'command.id', 'link.command_id')
    .select([
      'link.id',
      'link.position',
      'purpose',
      'link.entity_kind',
      'link.entity_id',
      'link.part',
      'person_id',
      'firm',
      'command_id',
    ])
    .select(['mail_id', 'made_by', 'made_at', 'expires_at', 'revoked_at', 'command.at as used_at'])
    .select(['person.name as personName', 'person.unit_id', 'person.roles', 'person.active', 'unit.name as unitName']);

type Joined = Awaited<ReturnType<ReturnType<typeof linkQuery>['execute']>>[number];

/** The casts: what the columns hold was written from these very types. */
const linkOf = (row: Joined): LinkRow => ({
  id: row.id,
  purpose: row.purpose as LinkPurpose,
  entity: { kind: row.entity_kind as EntityKind, id: row.entity_id, part: row.part },
  holder: holderOf(row),
  commandId: row.command_id,
  mailId: row.mail_id,
  madeBy: row.made_by,
  madeAt: row.made_at,
  expiresAt: row.expires_at,
  revokedAt: row.revoked_at,
  usedAt: row.used_at,
});

function holderOf({ id: linkId, person_id: id, firm, ...person }: Joined): Holder {
  if (id === null) return { kind: 'firm', id: `${FIRM_ACTOR}:${linkId}`, name: firm ?? '' };
  const { personName, unit_id, unitName, roles, active } = person;
  return {
    kind: 'person',
    id,
    name: personName ?? id,
    unitId: unit_id ?? '',
    unitName: unitName ?? '',
    roles: (roles ?? []) as Role[],
    active: active === true,
  };
}
