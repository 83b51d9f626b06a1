/** Somebody to answer for a unit that has something to report. */
export interface AskedUnit {
  unitId: string;
  /** Who was written to, or would have been with an address; nobody: the unit has nobody who reports. */
  people: readonly string[];
}

/** What was given with an answer: a command on a project or problem of its own, or on the decision of a meeting. */
export interface Given {
  kind: 'project' | 'problem' | 'meeting';
  id: string;
  /** Which decision of a meeting. */
  part?: number;
  /** The command: `report`, `advance`, `revisePlan`; `answer`, `coAnswer`, `raise`; `reportDecision`, `postponeDecision`. */
  what: string;
}

export interface UnitAnswer {
  unitId: string;
  /** Nothing has changed; false: what was reported stands in `given`, in the note, or in the ledger itself. */
  noChange: boolean;
  given: readonly Given[];
  note: string | null;
  by: string;
  /** A coordinator has entered what the unit said by telephone. */
  entered: boolean;
  atMs: number;
  /** After the freeze: taken, and marked. */
  late: boolean;
}

export interface Collection {
  asked: readonly AskedUnit[];
  /** One for each unit that has answered, in the order of the first answers. */
  answers: readonly UnitAnswer[];
  openedMs: number | null;
  frozenMs: number | null;
}

export const NO_COLLECTION: Collection = { asked: [], answers: [], openedMs: null, frozenMs: null };

export interface AnswerCollection {
  type: 'answerCollection';
  /** One's own when left out; coordinators may answer for every unit that was asked. */
  unit?: string | undefined;
  noChange: boolean;
  note?: string | undefined;
  /** By the form of a link only, which gives the commands itself. */
  given?: readonly Given[] | undefined;
}

export type CollectionEvent =
  | { type: 'collectionOpened'; asked: readonly AskedUnit[]; atMs: number }
  | ({ type: 'collectionAnswered' } & UnitAnswer)
  | { type: 'collectionFrozen'; silent: readonly string[]; atMs: number };

/** A unit as it can be asked now. */
export interface CollectionUnit extends AskedUnit {
  /** Those of them whom no mail reaches. */
  unreachable: readonly string[];
}
