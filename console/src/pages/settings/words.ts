import { settingWords, SETTING_VALUE_WORDS } from '../../../../src/contract/catalogue/setting-words.ts';
import { AGENDA_KIND_WORDS } from '../../../../src/contract/catalogue/words-meeting.ts';
import { MAIL_VARIANT_WORDS } from '../../../../src/contract/catalogue/words-mails.ts';
import {
  LAND_KIND_WORDS,
  MAIL_KIND_WORDS,
  MEETING_STEP_WORDS,
  ROLE_WORDS,
  SETTING_SECTION_WORDS,
  STAGE_WORDS,
  SUGGESTION_NOTE_WORDS,
  type Words,
} from '../../../../src/contract/catalogue/words.ts';
import type { Option } from '../../ui/fields/types.ts';
import { language } from '../../words/language.ts';
import { weekday } from '../../words/say.ts';

const lastOf = (path: string): string =>
  path
    .replaceAll(/\[\d+\]/g, '')
    .split('.')
    .at(-1) ?? path;
const said = (words: Words | undefined): string | undefined => words?.[language()];

/** Names that are values of the domain themselves: the stage of a gate, the kind of an item. */
const NAMED: Readonly<Record<string, Words>> = { ...AGENDA_KIND_WORDS, ...STAGE_WORDS };

/** What a place of the settings is called: `problem.leadWorkingDays` → `主办期限（工作日）`. */
export function settingName(path: string): string {
  const last = lastOf(path);
  const isNamed = /\.(gates|minutes)\.\w+$/.test(path.replaceAll(/\[\d+\]/g, ''));
  return (isNamed ? said(NAMED[last]) : undefined) ?? said(settingWords(path)?.name) ?? last;
}

/** With whatever it stands in, as far as the section: `时间表 3 · 时点 · 时间`. */
export function settingTitle(path: string): string {
  const parts = path.split('.');
  return parts
    .slice(1)
    .map((part, at) => {
      const row = /\[(\d+)\]$/.exec(part)?.[1];
      const name = settingName(
        parts
          .slice(0, at + 2)
          .join('.')
          .replace(/\[\d+\]$/, ''),
      );
      return row === undefined ? name : `${name} ${Number(row) + 1}`;
    })
    .join(' · ');
}

export const settingWhy = (path: string): string | undefined => said(settingWords(path)?.why ?? undefined);

const among = (...names: (keyof typeof SETTING_VALUE_WORDS)[]): Readonly<Record<string, Words>> =>
  Object.fromEntries(names.flatMap(name => (SETTING_VALUE_WORDS[name] ? [[name, SETTING_VALUE_WORDS[name]]] : [])));
const FAMILIES = among('points', 'relative', 'silence');

/** By the last name of the path, or by section and last name: what words its values have. */
const VALUES: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  ...{ stages: STAGE_WORDS, milestones: STAGE_WORDS, stage: STAGE_WORDS, step: MEETING_STEP_WORDS },
  ...{ landKind: LAND_KIND_WORDS, bulletinRoles: ROLE_WORDS, roles: ROLE_WORDS, secondFactorRoles: ROLE_WORDS },
  ...{
    'texts.kind': MAIL_KIND_WORDS,
    'texts.variant': Object.assign({}, ...Object.values(MAIL_VARIANT_WORDS)) as Record<string, Words>,
  },
  ...{
    level: among('asked', 'required'),
    'project.by': among('review'),
    needs: among('number', 'issuer', 'on', 'link', 'note', 'file'),
  },
  ...{ withoutProposal: among('marked', 'heldBack'), basis: among('days', 'months'), profile: among('asvs', 'djcp') },
  ...{ family: FAMILIES, project: FAMILIES, county: FAMILIES },
  ...{ language: among('zh-CN', 'en'), note: SUGGESTION_NOTE_WORDS },
};

const wordsAt = (path: string): Readonly<Record<string, Words>> | undefined =>
  VALUES[`${path.split('.', 1)[0]}.${lastOf(path)}`] ?? VALUES[lastOf(path)];

/** What may stand in a place, by its words; undefined where anything may. */
export function settingOptions(path: string): readonly Option[] | undefined {
  const words = wordsAt(path);
  return words && Object.entries(words).map(([value, named]) => ({ value, text: said(named) ?? value }));
}

interface Nothing {
  none: string;
  all: string;
  yes: string;
  no: string;
}

/** Where an empty list leaves nothing out. */
const MEANS_ALL: ReadonlySet<string> = new Set(['stages', 'types', 'dispatchSeries']);

const MIB = 1024 * 1024;

/** A value as people read it; what has no word stays as it is. */
export function settingValue(path: string, value: unknown, nothing: Nothing): string {
  const last = lastOf(path);
  if (value === null || value === undefined || value === '') return nothing.none;
  if (typeof value === 'boolean') return value ? nothing.yes : nothing.no;
  if (Array.isArray(value)) {
    if (value.length === 0) return MEANS_ALL.has(last) && !path.startsWith('project') ? nothing.all : nothing.none;
    return value.map(each => settingValue(path, each, nothing)).join(language() === 'zh' ? '、' : ', ');
  }
  if (last === 'digestWeekday') return weekday(Number(value));
  if (last === 'maxBytes') return `${value as number} (${Math.round((Number(value) / MIB) * 10) / 10} MiB)`;
  const words = wordsAt(path);
  return (
    (typeof value === 'string' && words && Object.hasOwn(words, value) ? said(words[value]) : undefined) ??
    String(value)
  );
}

export const sectionName = (section: string): string => said(SETTING_SECTION_WORDS[section as 'problem']) ?? section;
