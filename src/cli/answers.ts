import type { z } from 'zod';
import type * as audit from '../contract/schemas/audit.ts';
import type * as before from '../contract/schemas/before-signing.ts';
import type * as batch from '../contract/schemas/batch.ts';
import type * as meeting from '../contract/schemas/meeting.ts';
import type * as people from '../contract/schemas/people.ts';
import type * as problem from '../contract/schemas/problem.ts';
import type * as project from '../contract/schemas/project.ts';
import type * as common from '../contract/schemas/common.ts';
import type * as mail from '../contract/schemas/mail.ts';
import type * as brief from '../contract/schemas/brief.ts';
import type * as round from '../contract/schemas/round.ts';
import type * as settings from '../contract/schemas/settings/index.ts';
import type * as system from '../contract/schemas/system.ts';

/**
 * The API's answers as types only: what the server sends has passed its own schema, and loading zod would double the time every
 * command takes to start.
 */
export type { AccessAnswer, MyAccessAnswer } from '../contract/schemas/access.ts';
export type {
  AccountLinkAnswer,
  EndedAnswer,
  PasswordChangedAnswer,
  EnrolmentAnswer,
  FactorRemovedAnswer,
  MyFactorAnswer,
  RecoveryCodesAnswer,
  SessionAnswer,
  SessionsAnswer,
  SignedInAnswer,
} from '../contract/schemas/accounts.ts';
export type {
  BatchAnswer,
  BatchCheckAnswer,
  BatchDetailAnswer,
  BatchProjectAnswer,
} from '../contract/schemas/batch.ts';
export type {
  CapitalAnswer,
  ContactAnswer,
  ExpertAnswer,
  LeadSourcesAnswer,
  NotLandedAnswer,
  PolicyAnswer,
  PromisesAnswer,
  ReviewAnswer,
  ReviewsAnswer,
} from '../contract/schemas/before-signing.ts';
export type { CalendarAnswer, CalendarRevokedAnswer, MadeCalendarAnswer } from '../contract/schemas/calendar.ts';
export type { EventAnswer } from '../contract/schemas/common.ts';
export type {
  ColourRowAnswer,
  ColourTableAnswer,
  CompareColoursAnswer,
  EditionAnswer,
  EditionTableAnswer,
  FourBatchesAnswer,
  PaceAnswer,
  PublishColoursAnswer,
  SilenceAnswer,
  WhyColourAnswer,
} from '../contract/schemas/evaluation.ts';
export type { ImportAnswer, ImportRowAnswer } from '../contract/schemas/import.ts';
export type { KeptViewsAnswer } from '../contract/schemas/kept-views.ts';
export type { LinkAnswer, MadeLinkAnswer } from '../contract/schemas/link.ts';
export type { MinutesAnswer, MinutesCommandAnswer } from '../contract/schemas/minutes.ts';
export type { CollectionAnswer, CollectionCommandAnswer } from '../contract/schemas/collection.ts';
export type {
  AgendaAnswer,
  AgendaCommandAnswer,
  AgendaItemAnswer,
  AgendaSummary as AgendaSummaryAnswer,
} from '../contract/schemas/agenda.ts';
export type {
  AddressClearedAnswer,
  BounceAnswer,
  MailAheadAnswer,
  MailAnswer,
  MailPreviewAnswer,
  MailsAheadAnswer,
} from '../contract/schemas/mail.ts';
export type {
  AttendeesAnswer,
  InvitationAnswer,
  MeetingAnswer,
  MeetingDetailAnswer,
  SeriesAnswer,
} from '../contract/schemas/meeting.ts';
export type { OfficeCalendarAnswer } from '../contract/schemas/office-calendar.ts';
export type { HolidaysAnswer } from '../contract/schemas/holidays.ts';
export type { MailSampleAnswer, MailTextsAnswer } from '../contract/schemas/mail-texts.ts';
export type { MailPreferencesAnswer } from '../contract/schemas/mail-preferences.ts';
export type { PersonAnswer, UnitAnswer } from '../contract/schemas/people.ts';
export type { MovedLimitsAnswer } from '../contract/schemas/moved-limits.ts';
export type { ProblemFiguresAnswer, PromisesKeptAnswer } from '../contract/schemas/problem-figures.ts';
export type { ProblemAnswer, ProblemDetailAnswer } from '../contract/schemas/problem.ts';
export type { ProjectAnswer } from '../contract/schemas/project.ts';
export type { ProjectMoneyAnswer, SuggestedPlansAnswer } from '../contract/schemas/project-money.ts';
export type { BriefAnswer, BriefDetailAnswer, BriefPreviewAnswer } from '../contract/schemas/brief.ts';
export type { RoundAnswer, RoundDetailAnswer, RoundFormAnswer, RoundReportsAnswer } from '../contract/schemas/round.ts';
export type { SettingAnswer, SettingsAnswer, SettingVersionAnswer } from '../contract/schemas/settings/index.ts';
export type {
  ChargeAnswer,
  ChargeCommandAnswer,
  ChargesAnswer,
  TeamAnswer,
  TeamProjectAnswer,
  ToVerifyAnswer,
} from '../contract/schemas/supervision.ts';
export type {
  FindingAnswer,
  VisitAnswer,
  VisitListedAnswer,
  VisitCommandAnswer,
  VisitCountsAnswer,
  VisitDetailAnswer,
} from '../contract/schemas/visit.ts';
export type { WhistleAnswerWire, WhistleCommandAnswer, WhistleDetailAnswer } from '../contract/schemas/whistle.ts';
export type { List } from './client.ts';

export type BatchCommandAnswer = z.output<typeof batch.batchCommandAnswer>;
export type ContactCommandAnswer = z.output<typeof before.contactCommandAnswer>;
export type ExpertCommandAnswer = z.output<typeof before.expertCommandAnswer>;
export type PolicyCommandAnswer = z.output<typeof before.policyCommandAnswer>;
export type CommandResultAnswer = z.output<typeof common.commandResult>;
export type WaitingAnswer = z.output<typeof common.waitingAnswer>;
/** What a list of projects tells beside its rows: the day it is of, and the sums of all of them. */
export type ProjectsBeside = Pick<z.output<typeof project.projectPage>, 'asOf' | 'sums'>;
export type ProjectDetailAnswer = z.output<typeof project.projectDetailAnswer>;
export type ProjectCommandAnswer = z.output<typeof project.projectCommandAnswer>;
export type ProblemCommandAnswer = z.output<typeof problem.problemCommandAnswer>;
export type SeriesCommandAnswer = z.output<typeof meeting.seriesCommandAnswer>;
export type MeetingCommandAnswer = z.output<typeof meeting.meetingCommandAnswer>;
export type MailDetailAnswer = z.output<typeof mail.mailDetailAnswer>;
export type MailsReleasedAnswer = z.output<typeof mail.mailsReleasedAnswer>;
export type PersonCommandAnswer = z.output<typeof people.personCommandAnswer>;
export type UnitCommandAnswer = z.output<typeof people.unitCommandAnswer>;
export type IssuedTokenAnswer = z.output<typeof people.issuedTokenAnswer>;
export type BriefCommandAnswer = z.output<typeof brief.briefCommandAnswer>;
export type RoundCommandAnswer = z.output<typeof round.roundCommandAnswer>;
export type SettingCommandAnswer = z.output<typeof settings.settingCommandAnswer>;
export type ScheduleDifferenceAnswer = z.output<typeof system.scheduleDifferenceAnswer>;
export type AuditEntryAnswer = z.output<typeof audit.auditEntryAnswer>;
export type AuditVerificationAnswer = z.output<typeof audit.auditVerificationAnswer>;
export type AuditArchiveAnswer = z.output<typeof audit.auditArchiveAnswer>;
export type RecoveryAnswer = z.output<typeof system.recoveryAnswer>;
export type AheadOfLedgerAnswer = z.output<typeof system.aheadOfLedgerAnswer>;
export type FollowLedgerAnswer = z.output<typeof system.followLedgerAnswer>;
export type RebuildAnswer = z.output<typeof system.rebuildAnswer>;
export type ReadyAnswer = z.output<typeof system.readyAnswer>;
export type MeAnswer = z.output<typeof system.meAnswer>;
export type HealthAnswer = z.output<typeof system.healthAnswer>;
