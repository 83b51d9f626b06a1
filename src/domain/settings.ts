import { DEFAULT_ACCOUNTS, type AccountSettings } from './accounts/settings.ts';
import { DEFAULT_BRIEF, type BriefSettings } from './brief/settings.ts';
import type { OfficeHours } from './calendar/office-hours.ts';
import { DEFAULT_HOLIDAYS, type HolidaySettings } from './calendar/published-years.ts';
import { DEFAULT_COLOURS } from './colour/rule-sets.ts';
import type { ColourSettings } from './colour/types.ts';
import { DEFAULT_TIERS_WAN } from './evaluation/counts.ts';
import { DEFAULT_FILES, type FileSettings } from './files.ts';
import { DEFAULT_AGENDA, type AgendaSettings } from './meeting/agenda/settings.ts';
import { DEFAULT_TEXTS, type TextSettings } from './mail-texts.ts';
import type { TimetableRow } from './meeting/timetable.ts';
import { TIMETABLE } from './meeting/timetable.ts';
import type { Wan } from './money/money.ts';
import { DEFAULT_ACCESS, type AccessSettings } from './people/access-settings.ts';
import type { Role } from './people/types.ts';
import { DEFAULT_PROBLEM, type ProblemSettings } from './problem/settings.ts';
import { DEFAULT_PATHS, type PathTemplate } from './project/path.ts';
import { DEFAULT_REVIEW, type ReviewSettings } from './project/review-settings.ts';
import { DEFAULT_LEAD_SOURCES, type LeadSource } from './project/sources.ts';
import { DEFAULT_SUGGESTIONS, type SuggestionSettings } from './project/suggested-plans.ts';
import { DEFAULT_IMPORTS, type ImportSettings } from './reading/types.ts';

/**
 * Every number a rule uses. Offices differ and next year's rule must not repaint last year's table, so a value is looked up as
 * of the day a command is decided (`ledger/settings.ts`); what stands here is only where an office starts.
 */
export interface Settings {
  officeHours: OfficeHours;
  /** Published years that the program does not know yet. */
  holidays: HolidaySettings;
  project: {
    paths: readonly PathTemplate[];
    /** Days before a planned milestone on which the team is warned; the day itself is always one more. */
    warnDaysBefore: readonly number[];
    /** 1 (Monday) to 7: the day of the week on which late milestones are told, every week. */
    digestWeekday: number;
    /** Plan dates proposed after signing, by land kind. */
    suggestions: SuggestionSettings;
    /** Where leads come from; a project names one by its id. */
    leadSources: readonly LeadSource[];
  };
  /** How a pre-review (项目预审) is asked for and concluded. */
  review: ReviewSettings;
  money: {
    /** The figures of a month are in time until this day of the month after; later they count as late. */
    closingDay: number;
    /** The day of a month on which its reporting round opens. */
    opensDay: number;
    /** Working days before the closing day on which silent counties are reminded. */
    remindWorkingDaysBefore: readonly number[];
  };
  problem: ProblemSettings;
  meeting: {
    /** How many days before its date an occurrence is opened; longer than the longest public holiday. */
    openDaysAhead: number;
    timetable: readonly TimetableRow[];
    agenda: AgendaSettings;
    /** Who gets the bulletin (通报) besides those who attend and who carry out what was decided. */
    bulletinRoles: readonly Role[];
  };
  /** What a week came to, compiled on its last working day and delivered after it. */
  brief: BriefSettings;
  colours: ColourSettings;
  evaluation: {
    /** From which investment on a tier counts (≥ 1, 10, 20, 50, 100 亿元), in 万元. */
    tiersWan: readonly Wan[];
  };
  batch: {
    /** Months after a batch event at which its projects are looked at again. */
    followUpMonths: readonly number[];
  };
  /** What evidence may come as. */
  files: FileSettings;
  /** One-click links of mails. */
  links: {
    /** Days on which a link of one of our own people works, after the day it was made. */
    validDays: number;
    /** The same of a link for a firm outside. */
    firmValidDays: number;
  };
  /** What the office says in mails instead of our words. */
  texts: TextSettings;
  supervision: {
    /** From which investment on a project may have a supervision team of its own, in 万元 (≥ 10 亿元). */
    projectFromWan: Wan;
    /** Working days before a planned visit on which those who go are reminded. */
    visitRemindWorkingDays: number;
    /** Working days after the planned day on which it is told that nobody has said how the visit went. */
    visitReportWorkingDays: number;
  };
  whistle: {
    /** A whistle calls its meeting within so many working days. */
    withinWorkingDays: number;
    /** Whistles a county may blow in a month. */
    perCountyMonth: number;
    /** Working days the departments have to answer; never past the start of the meeting. */
    answerWorkingDays: number;
    /** Hours before that limit at which those that have not answered are reminded. */
    remindHoursBefore: number;
    /** Working days after the meeting on which a missing result is asked for. */
    resultWorkingDays: number;
  };
  /** What the office's own headers and words in ledgers mean. */
  imports: ImportSettings;
  /** How the administration of the product is shared out. */
  access: AccessSettings;
  /** How people sign in. */
  accounts: AccountSettings;
  audit: {
    /** Days that an entry stays in the ledger before it may be put away in a file. */
    keepDays: number;
  };
}

/** What the law asks for (网络安全法 §21: six months) and offices' inspections take as 200 days. */
export const LEAST_AUDIT_DAYS = 200;

export const DEFAULT_SETTINGS: Settings = {
  officeHours: { start: '09:00', end: '17:30' },
  holidays: DEFAULT_HOLIDAYS,
  project: {
    paths: DEFAULT_PATHS,
    warnDaysBefore: [30, 7],
    digestWeekday: 1,
    suggestions: DEFAULT_SUGGESTIONS,
    leadSources: DEFAULT_LEAD_SOURCES,
  },
  review: DEFAULT_REVIEW,
  money: { closingDay: 3, opensDay: 25, remindWorkingDaysBefore: [3, 1] },
  problem: DEFAULT_PROBLEM,
  meeting: {
    openDaysAhead: 21,
    timetable: TIMETABLE,
    agenda: DEFAULT_AGENDA,
    bulletinRoles: ['leader', 'coordinator'],
  },
  brief: DEFAULT_BRIEF,
  colours: DEFAULT_COLOURS,
  evaluation: { tiersWan: DEFAULT_TIERS_WAN },
  batch: { followUpMonths: [1, 3, 6] },
  files: DEFAULT_FILES,
  links: { validDays: 14, firmValidDays: 30 },
  texts: DEFAULT_TEXTS,
  supervision: { projectFromWan: 100_000, visitRemindWorkingDays: 1, visitReportWorkingDays: 1 },
  whistle: {
    withinWorkingDays: 3,
    perCountyMonth: 2,
    answerWorkingDays: 1,
    remindHoursBefore: 4,
    resultWorkingDays: 1,
  },
  imports: DEFAULT_IMPORTS,
  access: DEFAULT_ACCESS,
  accounts: DEFAULT_ACCOUNTS,
  audit: { keepDays: LEAST_AUDIT_DAYS },
};
