import Handlebars from 'handlebars';
import {
  CATEGORY_WORDS,
  PROBLEM_STATE_WORDS,
  refusalText,
  STAGE_WORDS,
  type Locale,
} from '../../contract/catalogue/index.ts';
import type { CollectionForm, FormDecision, FormProblem, FormProject } from '../../domain/meeting/collection/form.ts';
import { DECISION_CHOICES } from '../../domain/link/types.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { filled, linkWords } from '../catalogue.ts';
import type { Typed } from '../form.ts';
import type { LinkPage } from '../pages/build.ts';
import { common } from '../pages/build.ts';
import { document } from '../pages/document.ts';
import { joined, localTime, type Telling } from '../telling.ts';
import { collectionWords } from '../words-collection.ts';
import {
  ANSWER_BOXES,
  boxOf,
  CATEGORY_OPTIONS,
  DECISION_BOXES,
  decisionKey,
  problemKey,
  projectKey,
  PROJECT_BOXES,
  RAISE_BOXES,
  RAISE_KEY,
  type BoxRefusal,
} from './rows.ts';
import { labelOfBox } from './labels.ts';
import { COLLECTION } from './template.ts';

/** The page by which a unit reports before a meeting: one button for “no change”, and below it a row for each thing there is to say. */

const engine = Handlebars.create();
const template = engine.compile(document(COLLECTION), { strict: true, knownHelpersOnly: true });

type BoxKind = 'text' | 'line' | 'date' | 'select';

interface BoxView {
  text: boolean;
  line: boolean;
  date: boolean;
  select: boolean;
  id: string;
  label: string;
  hint: string | null;
  /** Digits first on a telephone's keyboard. */
  digits: boolean;
  value: string;
  options: readonly { value: string; label: string; chosen: boolean }[];
  error: string | null;
}

interface RowView {
  id: string;
  title: string;
  facts: string;
  badge: string | null;
  open: boolean;
  boxes: readonly BoxView[];
}

interface SectionView {
  heading: string;
  rows: readonly RowView[];
  more: string | null;
  empty: string | null;
}

export interface CollectionState {
  about: string;
  turn: number;
  lastDay: string;
  typed: Typed;
  refused: readonly BoxRefusal[];
  /** What belongs to no box. */
  general: readonly string[];
  /** Recorded by this press, beside what was refused. */
  recorded: number;
  unanswered: boolean;
}

export const FRESH = { typed: {}, refused: [], general: [], recorded: 0, unanswered: false } as const;

export function renderCollection(
  page: LinkPage,
  form: CollectionForm,
  { telling, ...state }: CollectionState & { telling: Telling },
): string {
  const { locale, holder } = page;
  const words = linkWords(locale);
  const own = collectionWords(locale);
  const view = new Rows(form, { telling, ...state });
  const sections = view.sections();
  const { title } = words.purposes.reportCollection;
  return template({
    ...common(page),
    title,
    lead: filled(own.lead, { unit: form.unitName }),
    about: state.about,
    turn: String(state.turn),
    action: `?lang=${locale}`,
    noChange: { button: own.noChangeButton, text: own.noChangeText },
    recorded: state.recorded > 0 ? filled(own.recorded, { n: String(state.recorded) }) : null,
    again: state.unanswered ? words.again : null,
    errorsTitle: state.recorded > 0 ? own.errors : words.errors,
    errors: [...state.general.map(text => ({ id: null, text })), ...view.errors()],
    heading: own.formHeading,
    blank: own.blank,
    sections,
    note: { label: own.note, hint: own.noteHint, value: state.typed['note'] ?? '' },
    submit: words.purposes.reportCollection.submit,
    holder: filled(words.holder, { name: holder.name, unit: holder.unit ?? '' }),
    unchanged: words.unchanged,
    once: filled(words.often, { day: state.lastDay }),
  });
}

/** Once the month is reported they are gone; a correction has its reason, and is a command. */
const MONEY_BOXES: readonly string[] = ['done', 'toDate', 'note'];

/** So few are all open: nobody has to look behind a line. */
const FEW = 4;

class Rows {
  readonly #form: CollectionForm;
  readonly #state: CollectionState & { telling: Telling };
  readonly #locale: Locale;

  constructor(form: CollectionForm, state: CollectionState & { telling: Telling }) {
    this.#form = form;
    this.#state = state;
    this.#locale = state.telling.locale;
  }

  sections(): SectionView[] {
    const { projects, projectsTotal, problems, problemsTotal, decisions, month } = this.#form;
    const own = collectionWords(this.#locale);
    const more = (total: number, shown: number): string | null =>
      total > shown ? filled(own.more, { n: String(total - shown) }) : null;
    return [
      ...(this.#form.county === null
        ? []
        : [
            {
              heading: filled(own.projects, { n: String(projectsTotal), month }),
              rows: projects.map(project => this.#project(project, projects.length <= FEW)),
              more: more(projectsTotal, projects.length),
              empty: projects.length === 0 ? own.noProjects : null,
            },
          ]),
      {
        heading: filled(own.problems, { n: String(problemsTotal) }),
        rows: problems.map(problem => this.#problem(problem, problems.length <= FEW)),
        more: more(problemsTotal, problems.length),
        empty: problems.length === 0 ? own.noProblems : null,
      },
      {
        heading: filled(own.decisions, { n: String(decisions.length) }),
        rows: decisions.map(decision => this.#decision(decision, decisions.length <= FEW)),
        more: null,
        empty: decisions.length === 0 ? own.noDecisions : null,
      },
      { heading: own.raise, rows: [this.#raise()], more: null, empty: null },
    ];
  }

  /** For the list at the head of the page, each with the box it is about. */
  errors(): { id: string; text: string }[] {
    return this.#state.refused.map(({ box, refusal }) => ({ id: box, text: this.#sentence(box, refusal) }));
  }

  #project({ code, name, stage, next, owesMoney, toDateWan }: FormProject, open: boolean): RowView {
    const own = collectionWords(this.#locale);
    const key = projectKey(code);
    const said = (each: typeof stage): string => STAGE_WORDS[each][this.#locale];
    const { month } = this.#form;
    const nextText = next && filled(own.next, { stage: said(next.stage), plan: next.plan ?? own.noPlan });
    const money = owesMoney || this.#isTouched(key, MONEY_BOXES);
    const boxes = PROJECT_BOXES.filter(name => (MONEY_BOXES.includes(name) ? money : next !== null));
    return {
      id: key,
      title: `${code} ${name}`,
      facts: joined(
        said(stage),
        nextText,
        toDateWan === null ? null : filled(own.toDateSoFar, { wan: String(toDateWan) }),
      ),
      badge: owesMoney ? filled(own.owes, { month }) : null,
      open: open || this.#isTouched(key, boxes),
      boxes: boxes.map(name => this.#box(key, name, { places: { month, stage: next ? said(next.stage) : '', code } })),
    };
  }

  #problem({ state, projectName, mode }: FormProblem, open: boolean): RowView {
    const own = collectionWords(this.#locale);
    const { clock, nowMs } = this.#state.telling;
    const { code, title, project, county, dueMs, status } = state;
    const key = problemKey(code);
    const names = mode === null ? [] : ANSWER_BOXES[mode];
    return {
      id: key,
      title: `${code} ${title}`,
      facts: joined(
        project === null ? county : joined(project, projectName),
        PROBLEM_STATE_WORDS[status][this.#locale],
        dueMs === null ? null : filled(own.limit, { date: localTime(clock, dueMs) }),
        mode === null ? own.notYours : null,
      ),
      badge: dueMs !== null && dueMs <= nowMs ? own.overdue : null,
      open: (open && mode !== null) || this.#isTouched(key, names),
      boxes: names.map(name => this.#box(key, name, { places: { code } })),
    };
  }

  #decision({ meetingId, no, text, dueOn, postponedTo }: FormDecision, open: boolean): RowView {
    const own = collectionWords(this.#locale);
    const { clock, nowMs } = this.#state.telling;
    const key = decisionKey({ meetingId, no });
    const { none, ...choices } = own.standings;
    const options = [{ value: '', label: none }, ...DECISION_CHOICES.map(value => ({ value, label: choices[value] }))];
    return {
      id: key,
      title: text,
      facts: joined(
        filled(own.due, { date: dueOn }),
        postponedTo === null ? null : filled(own.postponed, { date: postponedTo }),
        `${meetingId} · ${no}`,
      ),
      badge: (postponedTo ?? dueOn) < clock.toLocal(nowMs).date ? own.overdue : null,
      open: open || this.#isTouched(key, DECISION_BOXES),
      boxes: DECISION_BOXES.map(name => this.#box(key, name, { places: {}, ...(name === 'standing' && { options }) })),
    };
  }

  #raise(): RowView {
    const own = collectionWords(this.#locale);
    const options = {
      category: CATEGORY_OPTIONS.map(value => ({ value, label: CATEGORY_WORDS[value][this.#locale] })),
      project: [
        ...(this.#form.county === null
          ? []
          : [{ value: '', label: filled(own.wholeCounty, { county: this.#form.county }) }]),
        ...this.#form.projects.map(({ code, name }) => ({ value: code, label: `${code} ${name}` })),
      ],
    };
    const places = { code: own.raiseTitle };
    const byList = options.project.length > 0;
    return {
      id: RAISE_KEY,
      ...{
        title: own.raiseTitle,
        facts: own.raiseText,
        badge: null,
        open: this.#isTouched(RAISE_KEY, ['title', 'project', 'detail']),
      },
      boxes: RAISE_BOXES.map(name =>
        this.#box(RAISE_KEY, name, {
          places,
          ...(name === 'category' && { options: options.category }),
          ...(name === 'project' && byList && { options: options.project }),
        }),
      ),
    };
  }

  #isTouched(key: string, names: readonly string[]): boolean {
    const ids = names.map(name => boxOf(key, name));
    const { typed, refused } = this.#state;
    return ids.some(id => (typed[id] ?? '') !== '' || refused.some(({ box }) => box === id));
  }

  #box(
    key: string,
    name: string,
    { options = [], places }: { options?: readonly { value: string; label: string }[]; places: Record<string, string> },
  ): BoxView {
    const { boxes } = collectionWords(this.#locale);
    const { label, hint = null } = boxes[name as keyof typeof boxes] as { label: string; hint?: string };
    const id = boxOf(key, name);
    const value = this.#state.typed[id] ?? '';
    const refusal = this.#state.refused.find(({ box }) => box === id)?.refusal;
    const kind = options.length > 0 ? 'select' : (KINDS[name] ?? 'line');
    return {
      ...{ text: kind === 'text', line: kind === 'line', date: kind === 'date', select: kind === 'select' },
      ...{ id, value, digits: name === 'done' || name === 'toDate' },
      label: filled(label, places),
      hint: hint === null ? null : filled(hint, places),
      options: options.map(option => ({ ...option, chosen: option.value === value })),
      error: refusal ? this.#sentence(id, refusal) : null,
    };
  }

  #sentence(box: string, refusal: Refusal): string {
    return refusalText({ ...refusal, field: labelOfBox(box, this.#locale) }, this.#locale);
  }
}

const KINDS: Readonly<Record<string, BoxKind>> = {
  ...{ note: 'line', reached: 'date', plan: 'date', text: 'text', nextOn: 'date', detail: 'text' },
  ...{ result: 'text', why: 'text', until: 'date' },
};
