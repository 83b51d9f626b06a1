import { ACCOUNT_MAILS } from './accounts/mails.ts';
import { DEPUTY_MAILS } from './deputy-mails.ts';
import type { MailKind } from './mail-kinds.ts';
import { refuse, type Refusal } from './refusal.ts';
import { WHISTLE_MAILS } from './whistle/notices.ts';

export const MAIL_LOCALES = ['zh-CN', 'en'] as const;
export type MailLocale = (typeof MAIL_LOCALES)[number];

/** The places of a mail where an office may speak for itself; facts, lists and buttons are the product's. */
export const MAIL_TEXT_PARTS = ['subject', 'opening', 'closing'] as const;
export type MailTextPart = (typeof MAIL_TEXT_PARTS)[number];

/** What an office says in a mail instead of our words; null leaves a part as it is. */
export interface MailText extends Record<MailTextPart, string | null> {
  kind: MailKind;
  /** Which of the mails of a kind; the only one of a kind is `usual`. */
  variant: string;
  language: MailLocale;
}

export interface TextSettings {
  mails: readonly MailText[];
}

export const DEFAULT_TEXTS: TextSettings = { mails: [] };

/** What every mail knows: its reader, his title, and the day its figures are of. */
const READER = ['reader', 'position', 'today'] as const;

const all = <const Variant extends string>(
  variants: readonly Variant[],
  ...fields: readonly string[]
): Record<Variant, readonly string[]> =>
  Object.fromEntries(variants.map(variant => [variant, fields])) as Record<Variant, readonly string[]>;

const MEETING = ['name', 'date', 'weekday', 'time'] as const;
const WHISTLE = ['county', 'date', 'weekday', 'time', 'due', 'topic', 'venue'] as const;

const OWN_FIELDS = {
  'meeting-reminder': all(['reminder', 'moved', 'last'], ...MEETING, 'venue', 'chair', 'theme'),
  'meeting-change': all(['moved', 'cancelled'], ...MEETING),
  'meeting-collection': all(['request', 'reminder'], 'unit', 'name', 'date', 'weekday'),
  'meeting-agenda': all(['agenda', 'approval'], ...MEETING, 'n'),
  'meeting-minutes': {
    ...all(['minutes', 'minutesDue'], 'name', 'date', 'weekday', 'due'),
    ...all(['decisions', 'missed', 'bulletin'], 'name', 'date', 'weekday', 'n'),
    ...all(['bulletinWithLedgers'], 'name', 'date', 'weekday', 'n', 'ledgers'),
  },
  'plan-warning': { ...all(['passed'], 'n', 'passed'), ...all(['ahead'], 'n') },
  'problem-overdue': all(['act', 'intake', 'press', 'relay', 'copied', 'mixed'], 'n'),
  'problem-notice': { ...all(['one', 'copy'], 'what', 'n'), ...all(['several', 'copies', 'lateRuling'], 'n') },
  'problem-paper': all(['blue', 'yellow', 'red', 'relay', 'copied'], 'paper', 'n'),
  'batch-follow-up': all(['usual'], 'name', 'code', 'date', 'months', 'n', 'still'),
  'report-request': all(['request', 'reminder'], 'county', 'month', 'date', 'n'),
  'review-request': { ...all(['request'], 'n', 'date'), ...all(['none']) },
  'visit-reminder': all(['ahead', 'missed'], 'date', 'weekday', 'n'),
  'county-whistle': {
    ...all(WHISTLE_MAILS, ...WHISTLE),
    ...all(['objection'], ...WHISTLE, 'department', 'reason'),
    ...all(['silent'], ...WHISTLE, 'n'),
    ...all(['held'], ...WHISTLE, 'result', 'outcome'),
    ...all(['calledOff'], ...WHISTLE, 'reason'),
  },
  'weekly-brief': all(['usual'], 'from', 'to', 'firstDay', 'lastDay', 'until'),
  account: all(ACCOUNT_MAILS),
  'address-dead': all(['usual'], 'name', 'n'),
  deputy: all(DEPUTY_MAILS, 'away', 'deputy', 'from', 'to'),
} as const satisfies Record<MailKind, Record<string, readonly string[]>>;

export type MailVariant<Kind extends MailKind> = keyof (typeof OWN_FIELDS)[Kind] & string;

export const variantsOf = <Kind extends MailKind>(kind: Kind): MailVariant<Kind>[] =>
  Object.keys(OWN_FIELDS[kind]) as MailVariant<Kind>[];

/** What may stand in braces in the texts of a mail; undefined: there is no such variant of the kind. */
export function fieldsOf(kind: MailKind, variant: string): readonly string[] | undefined {
  const variants: Readonly<Record<string, readonly string[]>> = OWN_FIELDS[kind];
  const own = Object.hasOwn(variants, variant) ? variants[variant] : undefined;
  return own && [...READER, ...own];
}

/** A word that is no HTML anywhere: a bracket of a tag, or an entity, which some programs read in text too. */
const MARKUP = /[<>]|&#?\w{1,31};/u;
const FIELD = /\{(\w+)\}/gu;

/**
 * A text as it may be kept: its braces hold fields that the mail knows and nothing else, a subject is one line, and nothing in it is
 * HTML. So a mail that leaves can meet no place that it cannot fill.
 */
export function checkedMailText(text: MailText): MailText | Refusal {
  const { kind, variant } = text;
  const fields = fieldsOf(kind, variant);
  if (!fields) return refuse('notInList', 'variant', variant, { list: variantsOf(kind) });
  const said = MAIL_TEXT_PARTS.filter(part => text[part] !== null);
  if (said.length === 0) return refuse('mailTextEmpty', 'subject', null, { kind });
  for (const part of said) {
    const wrong = faultIn(text[part] ?? '', { part, kind, fields });
    if (wrong) return wrong;
  }
  return text;
}

function faultIn(
  said: string,
  { part, kind, fields }: { part: MailTextPart; kind: MailKind; fields: readonly string[] },
): Refusal | null {
  if (part === 'subject' && said.includes('\n')) return refuse('mailSubjectBreaks', part, said, { kind });
  const markup = MARKUP.exec(said);
  if (markup) return refuse('mailTextMarkup', part, said, { kind, found: markup[0] });
  const list = fields.map(field => `{${field}}`);
  const unknown = [...said.matchAll(FIELD)].find(([, name = '']) => !fields.includes(name));
  if (unknown) return refuse('mailFieldUnknown', part, unknown[0], { kind, list });
  const brace = /[{}]/u.exec(said.replaceAll(FIELD, match => ' '.repeat(match.length)));
  return (
    brace && refuse('mailBraceOpen', part, said, { kind, at: Array.from(said.slice(0, brace.index)).length + 1, list })
  );
}
