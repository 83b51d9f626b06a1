/**
 * What the mails say: one file per kind, its data type, its page and how the data becomes the words on it. Nothing here reads a
 * database or a clock; dates come in as the office's calendar shows them. A new mail is one file and one line in `KINDS`.
 */
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { MailText, MailTextPart, MailVariant } from '../../domain/mail-texts.ts';
import type { RenderedMail } from '../deliver.ts';
import { accountMail, type AccountMailData } from './account.ts';
import { addressDead, type AddressDeadData } from './address-dead.ts';
import { batchFollowUp, type BatchFollowUpData } from './batch-follow-up.ts';
import { fill, wordsOf, type MailLocale } from './catalogue.ts';
import { deputyMail, type DeputyData } from './deputy.ts';
import { compileMessage, type CompiledMessage, type Templates } from './compile.ts';
import { countyWhistle, type CountyWhistleData } from './county-whistle.ts';
import { meetingAgenda, type MeetingAgendaData } from './meeting-agenda.ts';
import { meetingCollection, type CollectionData } from './meeting-collection.ts';
import { meetingMinutes, type MeetingMinutesData } from './meeting-minutes.ts';
import { meetingChange, type MeetingChangeData } from './meeting-change.ts';
import { meetingReminder, type MeetingReminderData } from './meeting-reminder.ts';
import { planWarning, type PlanWarningData } from './plan-warning.ts';
import { problemNotice, type ProblemNoticeData } from './problem-notice.ts';
import { problemPaper, type ProblemPaperData } from './problem-paper.ts';
import { problemOverdue, type ProblemOverdueData } from './problem-overdue.ts';
import { reportRequest, type ReportRequestData } from './report-request.ts';
import { reviewRequest, type ReviewRequestData } from './review-request.ts';
import { longDate, oneLine } from './format.ts';
import type { Addressee, BuiltInText, BuiltInTexts, KindView, PageView } from './view.ts';
import { weeklyBrief, type WeeklyBriefData } from './weekly-brief.ts';
import { visitReminder, type VisitReminderData } from './visit-reminder.ts';

export type { AccountMailData } from './account.ts';
export { MAX_LINES } from './view.ts';

export type { AddressDeadData, DeadAddress } from './address-dead.ts';
export type { BatchFollowUpData, BatchFollowUpItem } from './batch-follow-up.ts';
export type { DeputyData } from './deputy.ts';
export type { MailLocale } from './catalogue.ts';
export type { CountyWhistleData, WhistleDepartment } from './county-whistle.ts';
export type { AgendaForMail } from './agenda-lines.ts';
export type { MeetingAgendaData } from './meeting-agenda.ts';
export type { CollectionData } from './meeting-collection.ts';
export type { MeetingChangeData } from './meeting-change.ts';
export type { DueItem, MeetingReminderData } from './meeting-reminder.ts';
export type { Coded } from './format.ts';
export type { LocalLimit, ProblemItem, ProjectItem } from './lines.ts';
export type { PlanWarningData, PlanWarningItem } from './plan-warning.ts';
export type { NoticeItem, ProblemNoticeData } from './problem-notice.ts';
export type { ProblemPaperData } from './problem-paper.ts';
export type { LinkButton } from './buttons.ts';
export { oneRowEach } from './one-row.ts';
export { longestFirst, type OverdueItem, type ProblemOverdueData } from './problem-overdue.ts';
export type { ReportRequestData, ReportRequestItem } from './report-request.ts';
export type { ReviewRequestData, ReviewRequestItem } from './review-request.ts';
export { STANDINGS, type Standing } from './standings.ts';
export type { VisitItem, VisitReminderData } from './visit-reminder.ts';
export type { WeeklyBriefData } from './weekly-brief.ts';

export interface MessageData {
  'meeting-reminder': MeetingReminderData;
  'meeting-change': MeetingChangeData;
  'meeting-collection': CollectionData;
  'meeting-agenda': MeetingAgendaData;
  'meeting-minutes': MeetingMinutesData;
  'plan-warning': PlanWarningData;
  'problem-overdue': ProblemOverdueData;
  'problem-notice': ProblemNoticeData;
  'problem-paper': ProblemPaperData;
  'batch-follow-up': BatchFollowUpData;
  'report-request': ReportRequestData;
  'review-request': ReviewRequestData;
  'visit-reminder': VisitReminderData;
  'county-whistle': CountyWhistleData;
  account: AccountMailData;
  'address-dead': AddressDeadData;
  deputy: DeputyData;
  'weekly-brief': WeeklyBriefData;
}

type MessageKind<Kind extends MailKind> = Templates & {
  says: BuiltInTexts<Kind>;
  view: (data: MessageData[Kind], locale: MailLocale) => KindView<Kind>;
};

const KINDS: { [Kind in MailKind]: MessageKind<Kind> } = {
  'meeting-reminder': meetingReminder,
  'meeting-change': meetingChange,
  'meeting-collection': meetingCollection,
  'meeting-agenda': meetingAgenda,
  'meeting-minutes': meetingMinutes,
  'plan-warning': planWarning,
  'problem-overdue': problemOverdue,
  'problem-notice': problemNotice,
  'problem-paper': problemPaper,
  'batch-follow-up': batchFollowUp,
  'report-request': reportRequest,
  'review-request': reviewRequest,
  'visit-reminder': visitReminder,
  'county-whistle': countyWhistle,
  account: accountMail,
  'address-dead': addressDead,
  deputy: deputyMail,
  'weekly-brief': weeklyBrief,
};

export type Rendered = Required<Pick<RenderedMail, 'subject' | 'html' | 'text'>>;

const compiled = new Map<MailKind, Promise<CompiledMessage>>();

/** Compiled at the first use of a kind in this process; a failure is not remembered. */
function compiledOf(kind: MailKind): Promise<CompiledMessage> {
  const known = compiled.get(kind);
  if (known) return known;
  const made = compileMessage(KINDS[kind]);
  compiled.set(kind, made);
  made.catch(() => compiled.delete(kind));
  return made;
}

export const isMailKind = (word: string): word is MailKind => Object.hasOwn(KINDS, word);

/** A language, and what an office says in it instead of our words. */
interface Speech {
  locale: MailLocale;
  texts: readonly MailText[];
}

/** What a mail says where the office says nothing of its own. */
export const builtInText = <Kind extends MailKind>(
  kind: Kind,
  variant: MailVariant<Kind>,
  locale: MailLocale,
): BuiltInText => KINDS[kind].says(variant, wordsOf(locale));

function pageOf<Kind extends MailKind>(kind: Kind, data: MessageData[Kind], { locale, texts }: Speech): PageView {
  const { variant, fields, ...view } = KINDS[kind].view(data, locale);
  const own = texts.find(text => text.kind === kind && text.variant === variant && text.language === locale);
  const builtIn = builtInText(kind, variant, locale);
  const known = inOneLine({ ...fields, ...readerFields(data, locale) });
  const linesOf = (part: MailTextPart): string[] => {
    const said = own?.[part] ?? (part === 'closing' ? null : builtIn[part]);
    // Cut into lines before it is filled: a value is none.
    return said === null ? [] : said.split('\n').map(line => fill(line, known));
  };
  return { ...view, subject: linesOf('subject').join(' '), opening: linesOf('opening'), closing: linesOf('closing') };
}

const LONGEST_FIELD = 400;

const inOneLine = (fields: Readonly<Record<string, string | number>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, oneLine(String(value), LONGEST_FIELD)]));

const readerFields = ({ person, today }: { person: Addressee; today: string }, locale: MailLocale) => ({
  reader: oneLine(person.name, 40),
  position: oneLine(person.title ?? '', 40),
  today: longDate(today, locale),
});

/** The messages of an office: `render` gives a mail, after the first of its kind in a fraction of a millisecond. */
export function messagesIn(speech: Speech) {
  return {
    async render<Kind extends MailKind>(kind: Kind, data: MessageData[Kind]): Promise<Rendered> {
      const templates = await compiledOf(kind);
      const view = pageOf(kind, data, speech);
      return { subject: view.subject, html: templates.html(view), text: templates.text(view) };
    },
    /** The text part alone: what a calendar entry says, without what only the mail's reader may press. */
    async text<Kind extends MailKind>(kind: Kind, data: MessageData[Kind]): Promise<string> {
      const templates = await compiledOf(kind);
      return templates.text(pageOf(kind, data, speech));
    },
  };
}
export type Messages = ReturnType<typeof messagesIn>;

/** A mail in our own words. */
export const renderMessage = <Kind extends MailKind>(
  kind: Kind,
  locale: MailLocale,
  data: MessageData[Kind],
): Promise<Rendered> => messagesIn({ locale, texts: [] }).render(kind, data);

/** Compiles everything ahead, so that the first mailing does not pay for it. */
export async function prepareMessages(): Promise<void> {
  await Promise.all((Object.keys(KINDS) as MailKind[]).map(compiledOf));
}
