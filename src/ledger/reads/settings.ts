import type { IsoDate } from '../../domain/calendar/dates.ts';
import { completed, replacedOn, versionOn } from '../../domain/settings/versions.ts';
import type { SettingSection, SettingValue, SettingVersion } from '../../domain/settings/types.ts';
import type { Database } from '../database.ts';
import { pageFrom, type Page, type PageQuery } from './paging.ts';

/** A version as its section's history tells it. The default is version 0, which nobody set. */
export interface SettingRow {
  section: SettingSection;
  version: number;
  validFrom: IsoDate | null;
  /** The first day on which another version is the rule instead. */
  replacedOn: IsoDate | null;
  value: SettingValue;
  /** What was the rule on `validFrom` when this version was set. */
  old: SettingValue;
  reason: string | null;
  setBy: { id: string; name: string | null } | null;
  setAt: Date | null;
}

/** A section as it is the rule on `day`. */
export async function settingOn(db: Database, section: SettingSection, day: IsoDate): Promise<SettingRow> {
  const versions = await allVersions(db, section);
  const standing = versionOn(versions, day);
  return standing ? rowOf(section, standing, versions) : defaultRow(section, versions);
}

/** What one command set. */
export async function settingOfCommand(
  db: Database,
  section: SettingSection,
  commandId: string,
): Promise<SettingRow | undefined> {
  const versions = await allVersions(db, section);
  const set = versions.find(version => version.commandId === commandId);
  return set && rowOf(section, set, versions);
}

/** Every version of a section in the order they were set. A page is cut from all of them: each needs its neighbours. */
export async function settingHistory(
  db: Database,
  section: SettingSection,
  { limit, after }: PageQuery,
): Promise<Page<SettingRow>> {
  const versions = await allVersions(db, section);
  const known = Number(after?.[0] ?? 0);
  const rest = versions.filter(({ version }) => version > (Number.isSafeInteger(known) ? known : 0));
  const rows = rest.slice(0, limit + 1).map(version => rowOf(section, version, versions));
  return pageFrom(rows, { limit, total: versions.length, keys: ({ version }) => [String(version)] });
}

interface KnownVersion extends SettingVersion {
  commandId: string;
  setBy: { id: string; name: string | null };
  setAt: Date;
}

/** From the events: they know who and when of each version. */
async function allVersions(db: Database, section: SettingSection): Promise<KnownVersion[]> {
  const rows = await db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.actor_id')
    .select(['event.data', 'event.at', 'event.command_id', 'event.actor_id', 'person.name'])
    .where('entity_kind', '=', 'setting')
    .where('entity_id', '=', section)
    .orderBy('seq')
    .execute();
  return rows.map(({ data, at, command_id, actor_id, name }) => ({
    ...(data as unknown as SettingVersion),
    commandId: command_id,
    setBy: { id: actor_id, name },
    setAt: at,
  }));
}

function rowOf(section: SettingSection, set: KnownVersion, versions: readonly KnownVersion[]): SettingRow {
  const { version, validFrom, value, reason, setBy, setAt } = set;
  const before = versionOn(
    versions.filter(other => other.version < version),
    validFrom,
  );
  return {
    ...{ section, version, validFrom, reason, setBy, setAt },
    replacedOn: replacedOn(set, versions),
    value: completed(section, value),
    old: completed(section, before?.value),
  };
}

function defaultRow(section: SettingSection, versions: readonly KnownVersion[]): SettingRow {
  const value = completed(section, undefined);
  return {
    ...{ section, version: 0, validFrom: null, value, old: value, reason: null, setBy: null, setAt: null },
    replacedOn: replacedOn({ version: 0, validFrom: '' }, versions),
  };
}
