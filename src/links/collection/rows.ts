import type { z } from 'zod';
import {
  MINUTES_COMMANDS,
  PROBLEM_COMMANDS,
  PROJECT_COMMANDS,
  raiseFactsOf,
  raiseProblemBody,
  refusalsOf,
} from '../../contract/schemas/index.ts';
import type { CommandsByKind } from '../../contract/commit.ts';
import { parseMoney } from '../../domain/money/money.ts';
import { DECISION_CHOICES } from '../../domain/link/types.ts';
import { CATEGORIES } from '../../domain/problem/types.ts';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.ts';
import type { Typed } from '../form.ts';
import type { CollectionForm, FormDecision, FormProject } from '../../domain/meeting/collection/form.ts';

/** The rows of the form of a unit and the commands they become, each checked by the schema of the same command over HTTP. */

/** One command of a row. `id` is null for a problem that has no code yet. */
export interface RowCommand {
  kind: 'project' | 'problem' | 'meeting';
  id: string | null;
  /** Which decision of a meeting. */
  part?: number;
  what: RowWhat;
  command: CommandsByKind['project'] | CommandsByKind['problem'] | CommandsByKind['meeting'];
  /** As HTTP would take it: what decides who may raise it. */
  body: object;
  /** Of the table of permissions. */
  operation: string;
  /** Which box of the row a refused field is in; the first one for all others. */
  boxes: Readonly<Record<string, string>>;
}

/** What one row asks for: all of it or nothing. */
export interface Row {
  key: string;
  commands: readonly RowCommand[];
}

/** Said at a box of the page. */
export interface BoxRefusal {
  box: string;
  refusal: Refusal;
}

export type FormRows = Pick<CollectionForm, 'month' | 'projects' | 'problems' | 'decisions' | 'county'>;

export const boxOf = (key: string, name: string): string => `${key}.${name}`;
export const projectKey = (code: string): string => `p.${code}`;
export const problemKey = (code: string): string => `q.${code}`;
export const decisionKey = ({ meetingId, no }: Pick<FormDecision, 'meetingId' | 'no'>): string =>
  `d.${meetingId}/${no}`;
export const RAISE_KEY = 'new';

export const PROJECT_BOXES = ['done', 'toDate', 'note', 'reached', 'plan', 'reason'] as const;
export const ANSWER_BOXES = { answer: ['text', 'nextOn'], coAnswer: ['text'] } as const;
export const DECISION_BOXES = ['standing', 'result', 'why', 'until'] as const;
export const RAISE_BOXES = ['title', 'category', 'project', 'detail'] as const;
/** What a form sends beside its rows. */
const CARRIED: readonly string[] = ['about', 'turn', 'answer', 'note'];
export const isCarried = (box: string): boolean => CARRIED.includes(box);

const keysOf = ({ projects, problems, decisions }: FormRows): [string, readonly string[]][] => [
  ...projects.map(({ code }): [string, readonly string[]] => [projectKey(code), PROJECT_BOXES]),
  ...problems.flatMap(({ state, mode }): [string, readonly string[]][] =>
    mode === null ? [] : [[problemKey(state.code), ANSWER_BOXES[mode]]],
  ),
  ...decisions.map((decision): [string, readonly string[]] => [decisionKey(decision), DECISION_BOXES]),
  [RAISE_KEY, RAISE_BOXES],
];

/** Chosen in every form, whether somebody raises a problem or not. */
const UNASKED: readonly string[] = [boxOf(RAISE_KEY, 'category'), boxOf(RAISE_KEY, 'project')];
export const isUnasked = (box: string): boolean => UNASKED.includes(box);

/** What was typed that the form has no box for: its project or problem is another one’s by now. */
export function strangeIn(typed: Typed, form: FormRows): string[] {
  const boxes = new Set(keysOf(form).flatMap(([key, names]) => names.map(name => boxOf(key, name))));
  return Object.keys(typed).filter(name => !isCarried(name) && !boxes.has(name) && (typed[name] ?? '').trim() !== '');
}

/** The boxes that each command is made of. */
const BOXES_OF = {
  ...{ report: ['done', 'toDate', 'note'], revisePlan: ['plan', 'reason'], advance: ['reached'] },
  ...{ answer: ANSWER_BOXES.answer, coAnswer: ANSWER_BOXES.coAnswer, raise: RAISE_BOXES },
  ...{ reportDecision: ['standing', 'result'], postponeDecision: ['standing', 'why', 'until'] },
} as const satisfies Record<string, readonly string[]>;
export type RowWhat = keyof typeof BOXES_OF;

const isWhat = (what: string): what is RowWhat => Object.hasOwn(BOXES_OF, what);

/** What was typed of one command: by these words a press of the same page is known, whatever has become of the row since. */
export const wordsOf = (typed: Typed, key: string, what: string): Record<string, string> =>
  isWhat(what) ? filled(typed, key, BOXES_OF[what]) : {};

/** What was typed of a command is done with. */
export function withoutWords(typed: Typed, key: string, what: string): Typed {
  const gone = new Set(isWhat(what) ? BOXES_OF[what].map(name => boxOf(key, name)) : []);
  return Object.fromEntries(Object.entries(typed).filter(([box]) => !gone.has(box)));
}

/** Whether a form holds anything to be given: its category alone is no new problem, and “no change” is said by a button of its own. */
export const holdsWords = (typed: Typed): boolean =>
  Object.entries(typed).some(([name, value]) => !isCarried(name) && !isUnasked(name) && value.trim() !== '');

/** The boxes of a row that were filled in. */
function filled(typed: Typed, key: string, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const box = boxOf(key, name);
      const value = Object.hasOwn(typed, box) ? (typed[box] ?? '') : '';
      return value.trim() === '' ? [] : [[name, value]];
    }),
  );
}

/** A row with a mistake becomes no command at all; the others are none the worse for it. */
export function readRows(typed: Typed, form: FormRows): { rows: Row[]; refused: BoxRefusal[] } {
  const read = [
    ...form.projects.map(project => projectRow(project, filled(typed, projectKey(project.code), PROJECT_BOXES), form)),
    ...form.problems.flatMap(({ state: { code }, mode }) =>
      mode === null ? [] : [answerRow({ code, mode }, filled(typed, problemKey(code), ANSWER_BOXES[mode]))],
    ),
    ...form.decisions.map(decision => decisionRow(decision, filled(typed, decisionKey(decision), DECISION_BOXES))),
    raiseRow(filled(typed, RAISE_KEY, RAISE_BOXES), form),
  ];
  return {
    rows: read.flatMap(({ row, refused }) => (refused.length === 0 && row.commands.length > 0 ? [row] : [])),
    refused: read.flatMap(({ refused }) => refused),
  };
}

interface ReadRow {
  row: Row;
  refused: BoxRefusal[];
}

type Asked = Omit<RowCommand, 'command' | 'kind' | 'body'> & {
  kind: RowCommand['kind'];
  schema: { body: z.ZodType; toCommand: (body: never) => RowCommand['command'] };
  input: object;
};

function rowOf(key: string, asked: readonly Asked[]): ReadRow {
  const commands: RowCommand[] = [];
  const refused: BoxRefusal[] = [];
  for (const { schema, input, ...rest } of asked) {
    const { data, error } = schema.body.safeParse(input);
    if (error)
      refused.push(...refusalsOf(error, input).map(refusal => ({ box: boxFor(key, rest.boxes, refusal), refusal })));
    // Body and command fit each other in each entry; over all of them the compiler cannot see it.
    else commands.push({ ...rest, body: data as object, command: schema.toCommand(data as never) });
  }
  return { row: { key, commands }, refused };
}

export const boxFor = (key: string, boxes: RowCommand['boxes'], { field }: Pick<Refusal, 'field'>): string =>
  boxOf(key, boxes[field] ?? Object.values(boxes)[0] ?? '');

function projectRow({ code, next }: FormProject, typed: Record<string, string>, { month }: FormRows): ReadRow {
  const { done, toDate, note, reached, plan, reason } = typed;
  const about = { kind: 'project', id: code } as const;
  const stage = next?.stage;
  const asked: Asked[] = [
    ...(done !== undefined || toDate !== undefined || note !== undefined
      ? [
          {
            ...{ ...about, what: 'report' as const, operation: 'reportProject', schema: PROJECT_COMMANDS.report },
            boxes: { doneWan: 'done', toDateWan: 'toDate', note: 'note' },
            input: given({ month, doneWan: money(done), toDateWan: money(toDate), note }),
          },
        ]
      : []),
    ...(plan !== undefined || reason !== undefined
      ? [
          {
            ...{ ...about, what: 'revisePlan' as const, operation: 'revisePlanProject' },
            schema: PROJECT_COMMANDS['revise-plan'],
            boxes: { date: 'plan', reason: 'reason' },
            input: given({ stage, date: plan, reason }),
          },
        ]
      : []),
    ...(reached === undefined
      ? []
      : [
          {
            ...{ ...about, what: 'advance' as const, operation: 'advanceProject', schema: PROJECT_COMMANDS.advance },
            boxes: { on: 'reached' },
            input: given({ to: stage, on: reached }),
          },
        ]),
  ];
  return rowOf(projectKey(code), asked);
}

function answerRow(
  { code, mode }: { code: string; mode: 'answer' | 'coAnswer' },
  typed: Record<string, string>,
): ReadRow {
  const isLead = mode === 'answer';
  const asked: Asked = {
    ...{ kind: 'problem', id: code, what: mode, operation: isLead ? 'answerProblem' : 'coAnswerProblem' },
    schema: isLead ? PROBLEM_COMMANDS.answer : PROBLEM_COMMANDS['co-answer'],
    boxes: { text: 'text', ...(isLead && { nextOn: 'nextOn' }) },
    input: typed,
  };
  return rowOf(problemKey(code), Object.keys(typed).length === 0 ? [] : [asked]);
}

/** One question with two answers, as behind the link of a decision's own mail. */
function decisionRow({ meetingId, no }: FormDecision, typed: Record<string, string>): ReadRow {
  const { standing, result, why, until } = typed;
  const key = decisionKey({ meetingId, no });
  const about = { kind: 'meeting', id: meetingId, part: no } as const;
  if (Object.keys(typed).length === 0) return rowOf(key, []);
  switch (standing) {
    case 'done':
      return rowOf(key, [
        {
          ...{ ...about, what: 'reportDecision', operation: 'reportDecision', schema: MINUTES_COMMANDS.report },
          ...{ boxes: { decision: 'standing', result: 'result' }, input: given({ decision: no, result }) },
        },
      ]);
    case 'notDone':
      return rowOf(key, [
        {
          ...{ ...about, what: 'postponeDecision', operation: 'postponeDecision', schema: MINUTES_COMMANDS.postpone },
          boxes: { decision: 'standing', reason: 'why', until: 'until' },
          input: given({ decision: no, reason: why, until }),
        },
      ]);
    default: {
      const refusal =
        standing === undefined
          ? refuse('required', 'standing', null)
          : refuse('notInList', 'standing', standing, { list: DECISION_CHOICES });
      return { row: { key, commands: [] }, refused: [{ box: boxOf(key, 'standing'), refusal }] };
    }
  }
}

function raiseRow({ title, category, project, detail }: Record<string, string>, form: FormRows): ReadRow {
  const place = project === undefined ? { county: form.county ?? undefined } : { project };
  const asked: Asked = {
    ...{ kind: 'problem', id: null, what: 'raise', operation: 'raiseProblem' },
    schema: { body: raiseProblemBody, toCommand: (body: never) => ({ type: 'raise', facts: raiseFactsOf(body) }) },
    boxes: { title: 'title', category: 'category', project: 'project', county: 'project', detail: 'detail' },
    input: given({ title, category, detail, source: 'meeting', ...place }),
  };
  const isEmpty = [title, project, detail].every(each => each === undefined);
  return rowOf(RAISE_KEY, isEmpty ? [] : [asked]);
}

/** Digits as people write them, with commas too; the rest the schema refuses by what was typed, less than nothing as such. */
function money(text: string | undefined): number | string | undefined {
  if (text === undefined) return undefined;
  const wan = parseMoney(text, '万元', '');
  if (!isRefusal(wan)) return wan;
  return /^-\d+$/.test(text) ? Number(text) : text;
}

const given = (fields: Record<string, unknown>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

export const CATEGORY_OPTIONS = CATEGORIES;
