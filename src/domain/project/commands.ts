import type { IsoDate, PartialDate } from '../calendar/dates.ts';
import type { Wan } from '../money/money.ts';
import type { PathTemplate } from './path.ts';
import type { Stage } from './stages.ts';
import type { Policy } from '../policy/area.ts';
import type {
  Agreement,
  Arrival,
  CapitalDue,
  CorrectableField,
  Evidence,
  Keeping,
  Month,
  Opinion,
  OpinionVerdict,
  PolicyPromise,
  ProjectFacts,
  ProjectStatus,
  PROMISE_ENDS,
  ReviewOutcome,
} from './types.ts';

// What can be asked of a project and what can happen to it; the rules between the two are in the files named after them.

export interface StartCommand {
  type: 'start';
  facts: ProjectFacts;
  /** Id of one of the sources in the settings. */
  leadSource?: string | null | undefined;
  /** Id of the path template; the standard one when left out. */
  pathId?: string | undefined;
  stage: Stage;
  stageAssumed?: boolean | undefined;
  /** Codes of projects that look like this one and are not, with the reason why. */
  distinctFrom?: { codes: readonly string[]; reason: string } | undefined;
  plans?: Partial<Record<Stage, IsoDate>> | undefined;
  actuals?: Partial<Record<Stage, PartialDate>> | undefined;
  evidence?: readonly Evidence[] | undefined;
}
export interface AdvanceCommand {
  type: 'advance';
  to: Stage;
  /** Null only on import: reached, date not known. */
  on: PartialDate | null;
  /** Actual dates of the stages passed over on the way. */
  passed?: Partial<Record<Stage, PartialDate>> | undefined;
  evidence?: readonly Evidence[] | undefined;
}
export interface RevisePlanCommand {
  type: 'revisePlan';
  stage: Stage;
  date: IsoDate;
  reason: string;
  approvedBy?: string | undefined;
}
export interface CorrectCommand {
  type: 'correct';
  field: CorrectableField;
  value: string | number | null;
  reason: string;
}
/** gates.ts */
export type GateCommand =
  /** Papers that came after the stage was reached. */
  | { type: 'prove'; stage: Stage; evidence: readonly Evidence[] }
  | { type: 'waive'; stage: Stage; kind: string; reason: string }
  | { type: 'movePath'; pathId: string; reason: string };
/** agreement.ts */
export interface UpgradeCommand {
  type: 'upgrade';
  agreement: Agreement;
  on: IsoDate;
  /** The money of the new agreement, in place of the old; left out, it stays as it was. */
  investmentWan?: Wan | undefined;
  evidence?: readonly Evidence[] | undefined;
}
/** investment.ts */
export type MoneyCommand =
  | { type: 'planYear'; year: number; amountWan: Wan; reason?: string | undefined }
  | { type: 'report'; month: Month; doneWan: Wan; toDateWan?: Wan | undefined; note?: string | undefined }
  | { type: 'correctReport'; month: Month; doneWan: Wan; toDateWan?: Wan | undefined; reason: string }
  | { type: 'arrive'; on: IsoDate; currency: string; amount: string; note?: string | undefined }
  | { type: 'correctArrival'; number: number; amount: string; reason: string }
  | { type: 'dueCapital'; on: IsoDate; currency: string; amount: string; note?: string | undefined }
  /** What is left out stays as it was; an amount of 0: it fell away. */
  | { type: 'correctDue'; number: number; on?: IsoDate | undefined; amount?: string | undefined; reason: string }
  | { type: 'enterStatistics'; on: IsoDate };
/** leaving.ts */
export type LifeCommand =
  | { type: 'pause'; reason: string; reviewOn: IsoDate }
  | { type: 'resume'; reason?: string | undefined }
  | { type: 'withdraw'; reason: string }
  | { type: 'merge'; into: string; reason: string }
  | { type: 'remove'; reason: string }
  | { type: 'restore'; reason: string };

/** review.ts */
export type ReviewCommand =
  | { type: 'askReview'; reviewers: readonly string[]; dueOn?: IsoDate | undefined }
  | { type: 'recuseReviewer'; reviewer: string; reason: string; instead?: string | undefined }
  /** Without a reviewer: the one who gives the command. */
  | { type: 'giveOpinion'; reviewer?: string | undefined; verdict: OpinionVerdict; reason: string }
  | { type: 'concludeReview'; outcome: ReviewOutcome; reason: string };
/** promises.ts */
export type PromiseCommand =
  | {
      type: 'promise';
      policy: string;
      text: string;
      amountWan?: Wan | undefined;
      dueOn: IsoDate;
      /** Today when left out. */
      on?: IsoDate | undefined;
    }
  | {
      type: 'keepPromise';
      number: number;
      on: IsoDate;
      amountWan?: Wan | undefined;
      evidence?: readonly Evidence[] | undefined;
    }
  | { type: 'endPromise'; number: number; outcome: (typeof PROMISE_ENDS)[number]; reason: string };

export type ProjectCommand =
  | StartCommand
  | AdvanceCommand
  | RevisePlanCommand
  | CorrectCommand
  | GateCommand
  | MoneyCommand
  | UpgradeCommand
  | LifeCommand
  | ReviewCommand
  | PromiseCommand
  /** From the clock: the warning named by `slot` is due. */
  | { type: 'warn'; slot: string };

export type GateEvent =
  | { type: 'proved'; stage: Stage; evidence: readonly Evidence[] }
  | { type: 'waived'; stage: Stage; kind: string; reason: string; by: string; on: IsoDate }
  | { type: 'pathMoved'; from: string; path: PathTemplate; reason: string };
export interface UpgradedEvent {
  type: 'agreementUpgraded';
  from: Agreement | null;
  to: Agreement;
  on: IsoDate;
  investmentFrom: Wan | null;
  investmentTo: Wan | null;
  evidence: readonly Evidence[];
}
export type MoneyEvent =
  | { type: 'yearPlanned'; year: number; from: Wan | null; to: Wan; reason: string | null }
  | {
      type: 'reported';
      month: Month;
      doneWan: Wan;
      toDateWan: Wan;
      on: IsoDate;
      late: boolean;
      note: string | null;
    }
  | {
      type: 'reportCorrected';
      month: Month;
      old: { doneWan: Wan; toDateWan: Wan };
      new: { doneWan: Wan; toDateWan: Wan };
      reason: string;
    }
  | ({ type: 'capitalArrived' } & Arrival)
  | { type: 'arrivalCorrected'; number: number; old: string; new: string; reason: string }
  | ({ type: 'capitalDue' } & CapitalDue)
  | { type: 'dueCorrected'; number: number; old: DueTerms; new: DueTerms; reason: string }
  | { type: 'statisticsEntered'; on: IsoDate };
/** What a correction of an instalment can change. */
export type DueTerms = Pick<CapitalDue, 'on' | 'amount'>;
export type LifeEvent =
  /** `on` is missing in events from before it was kept. */
  | { type: 'paused'; reason: string; reviewOn: IsoDate; on?: IsoDate }
  | { type: 'resumed'; reason: string | null; on?: IsoDate }
  | { type: 'withdrawn'; reason: string }
  | { type: 'mergedInto'; into: string; reason: string }
  | { type: 'removed'; reason: string; on: IsoDate }
  | { type: 'restored'; reason: string };

export type ReviewEvent =
  | { type: 'reviewAsked'; reviewers: readonly string[]; dueOn: IsoDate; on: IsoDate }
  | { type: 'reviewerRecused'; reviewer: string; reason: string; instead: string | null }
  | ({ type: 'opinionGiven'; reviewer: string } & Opinion)
  | {
      type: 'reviewConcluded';
      outcome: ReviewOutcome;
      reason: string;
      /** How many said what, as it stood then. */
      opinions: Readonly<Record<OpinionVerdict, number>>;
      by: string;
      on: IsoDate;
    };
export type PromiseEvent =
  | ({ type: 'promised' } & Omit<PolicyPromise, 'kept' | 'end'>)
  | ({ type: 'promiseKept'; number: number } & Keeping)
  | ({ type: 'promiseEnded'; number: number } & NonNullable<PolicyPromise['end']>);

export type ProjectEvent =
  | {
      type: 'started';
      code: string;
      /** Missing in events older than the templates: the standard path was the only one. */
      path?: PathTemplate | undefined;
      facts: ProjectFacts;
      /** Missing in events older than the sources. */
      leadSource?: string | null | undefined;
      stage: Stage;
      stageAssumed: boolean;
      distinctFrom: { codes: readonly string[]; reason: string } | null;
      plans: Partial<Record<Stage, IsoDate>>;
      on: IsoDate;
    }
  | { type: 'stageReached'; stage: Stage; on: PartialDate | null; passedOver: boolean; evidence: readonly Evidence[] }
  | {
      type: 'planRevised';
      stage: Stage;
      from: IsoDate | null;
      to: IsoDate;
      reason: string;
      approvedBy: string | null;
      on: IsoDate;
    }
  | GateEvent
  | UpgradedEvent
  | MoneyEvent
  | LifeEvent
  | ReviewEvent
  | PromiseEvent
  | {
      type: 'corrected';
      field: CorrectableField;
      old: string | number | null;
      new: string | number | null;
      reason: string;
    }
  | { type: 'warned'; slot: string; stage: Stage | null; dayOffset: number };

/** What a pre-review must know of an expert to keep those out who have a side. */
export interface ReviewerFacts {
  id: string;
  active: boolean;
  firms: readonly string[];
  unitId: string;
  /** The county his unit speaks for. */
  county: string | null;
  /** Somebody a mail can be sent to. */
  reachable: boolean;
}

/** What the rules need that lies outside the project. */
export interface ProjectRuleFacts {
  /** The code the command is addressed to. */
  code: string;
  /** People told when a plan date draws near: the county's reporters and the team; the coordinators when there are none. */
  team: readonly string[];
  /** Ids named in the command that are not in the ledger. */
  unknownPersonIds: readonly string[];
  unknownUnitIds: readonly string[];
  /** Files named in evidence that nobody stored. */
  unknownFiles?: readonly string[] | undefined;
  /** For a start: projects of the same name that may stand in the same place. */
  likely: readonly { code: string; name: string; county: string | null }[];
  /** For a pre-review: the experts the command names, as far as the pool has them. */
  experts?: readonly ReviewerFacts[] | undefined;
  /** For a promise: the entry of the handbook it names; null when there is none. */
  policy?: Policy | null | undefined;
  /** The other project the command names (parent, merge target), when there is one. */
  other: { code: string; status: ProjectStatus; phases: readonly number[] } | null;
}
