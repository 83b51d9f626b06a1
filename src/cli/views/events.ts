import { factChange, factValue } from '../../contract/catalogue/facts.ts';
import type { EventAnswer } from '../answers.ts';
import { BATCH_STAGE, CATEGORY, labelOf, MEETING_STEP, STAGE } from '../words.ts';
import { BEFORE_TELLERS } from './before-events.ts';
import {
  clock,
  evidenceText,
  inside,
  list,
  said,
  text,
  type Data,
  type Named,
  type Teller,
  type Telling,
} from './event-data.ts';
import { partsText } from './problem-parts.ts';
import { PATH_TELLERS } from './path-events.ts';
import { supervisionSlot, SUPERVISION_TELLERS } from './supervision-events.ts';

export type Tellers = Readonly<Record<string, Teller>>;

/** What each event says of itself; ids and flags that only the machine needs are left to `--json`. */
const TELLERS: Readonly<Record<string, Teller>> = {
  ...PATH_TELLERS,
  ...BEFORE_TELLERS,
  ...SUPERVISION_TELLERS,
  started: ({ facts, stage, distinctFrom }, session) => {
    const { name, county, investmentWan, parent } = inside(facts);
    const money = typeof investmentWan === 'number' ? factValue('investmentWan', investmentWan, session.lang) : '';
    return [
      ...[text(name), text(county), session.label(STAGE, text(stage)), money],
      said(session.texts.path.heads.parent, text(inside(parent)['code'])),
      distinctText(inside(distinctFrom), session),
    ];
  },
  stageReached: ({ stage, on, passedOver, evidence }, session) => {
    const { texts } = session;
    return [
      session.label(STAGE, text(stage)),
      text(on) || texts.dateUnknown,
      passedOver === true ? texts.passedOverMark : '',
      said(texts.heads.evidence, evidenceText(evidence)),
    ];
  },
  planRevised: ({ stage, from, to, reason, approvedBy }, session) => [
    `${session.label(STAGE, text(stage))} ${text(from) || '—'} → ${text(to)}`,
    text(reason),
    said(session.texts.heads.approvedBy, text(approvedBy)),
  ],
  paused: ({ reason, reviewOn }, { texts }) => [text(reason), said(texts.pauseReview, text(reviewOn))],
  corrected: ({ field, old, new: next, reason }, { lang }) => [
    factChange({ field: text(field), old: plainOf(old), new: plainOf(next) }, lang),
    text(reason),
  ],
  warned: ({ slot }, session) => [slotText(text(slot), session)],
  raised: ({ facts, dueMs }, session) => {
    const { title, category, project, county } = inside(facts);
    const place = text(project) || text(county);
    const due = said(session.texts.heads.due, clock(dueMs));
    return [text(title), place, session.label(CATEGORY, text(category)), due];
  },
  assigned: assignedText,
  answered: ({ text: words, nextOn }, { texts }) => [text(words), said(texts.heads.due, text(nextOn))],
  resolved: ({ solution }, { texts }) => {
    const { result, evidence } = inside(solution);
    return [text(result), said(texts.heads.evidence, evidenceText(evidence))];
  },
  closed: ({ note }) => [text(note)],
  rejected: ({ reason, dueMs }, { texts }) => [text(reason), said(texts.heads.due, clock(dueMs))],
  overdueTold: ({ dueMs }, { texts }) => [said(texts.heads.due, clock(dueMs))],
};

/** What changed on a list: whether it came late, and why. */
const lateAndWhy = ({ late, reason }: Data, { texts }: Telling): string[] => [
  late === true ? texts.batch.late : '',
  text(reason),
];

const batchTellers: Readonly<Record<string, Teller>> = {
  batchPlanned: ({ name, stage, on, projects }, session) => [
    text(name),
    session.label(BATCH_STAGE, text(stage)),
    text(on),
    session.texts.batch.count({ count: Array.isArray(projects) ? projects.length : 0 }),
  ],
  projectAdded: (data, session) => [text(data['code']), text(data['venue']), ...lateAndWhy(data, session)],
  projectDropped: (data, session) => [text(data['code']), ...lateAndWhy(data, session)],
  projectSubstituted: (data, session) => [
    `${text(data['out'])} → ${text(data['in'])}`,
    text(data['venue']),
    ...lateAndWhy(data, session),
  ],
  listClosed: ({ cutOff }) => [text(cutOff)],
  batchConfirmed: ({ on }) => [text(on)],
  projectsMoved: ({ results }, { texts }) => [
    texts.batch.count({ count: Array.isArray(results) ? results.length : 0 }),
  ],
  batchMoved: ({ moved, refused }, { texts }) => [
    `${texts.batch.heads.moved} ${text(moved)}`,
    refused === 0 ? '' : `${texts.batch.heads.refused} ${text(refused)}`,
  ],
  batchCancelled: ({ reason }) => [text(reason)],
  followedUp: ({ months, on }, { texts }) => [texts.batch.months({ months: text(months) }), text(on)],
};

/** Earlier events name their co-departments without a part. */
function assignedText(data: Data, session: Named): readonly string[] {
  const { texts, nameOf } = session;
  const { leadUnitId, coUnitIds, parts, handlerId, before, reason } = data;
  return [
    said(texts.heads.leadUnit, [nameOf(before), nameOf(leadUnitId)].filter(Boolean).join(' → ')),
    ...(Array.isArray(parts)
      ? partsText(parts, session)
      : [said(texts.heads.coUnits, list(coUnitIds).map(nameOf).join(texts.comma))]),
    said(texts.heads.handler, nameOf(handlerId)),
    said(texts.heads.due, clock(data['dueMs'])),
    text(reason),
  ];
}

const distinctText = ({ codes, reason }: Data, { texts }: Telling): string =>
  list(codes).length === 0 ? '' : texts.path.distinct({ codes: list(codes).join(texts.comma), reason: text(reason) });

const plainOf = (value: unknown): string | number | null =>
  typeof value === 'string' || typeof value === 'number' ? value : null;

/** An event this CLI does not know yet is told by its plain values. */
const unknownEvent: Teller = data =>
  Object.values(data).filter((value): value is string => typeof value === 'string' && value !== '');

/** One event in a line: what a reader of the file asks, not every field of it. */
export function eventText({ type, data, names = {} }: EventAnswer, session: Telling, own: Tellers = {}): string {
  const teller = own[type] ?? TELLERS[type] ?? batchTellers[type] ?? unknownEvent;
  const { lang, texts } = session;
  const nameOf = (id: unknown): string => names[text(id)] ?? text(id);
  const telling = { lang, texts, label: session.label.bind(session), nameOf };
  return teller(data, telling).filter(Boolean).join(' · ');
}

/** `completion:2027-06-30:-30`, `review:2027-03-01`, `overdue:<ms>` or a step of a meeting, in words. */
export function slotText(slot: string, session: Telling): string {
  const { texts, lang } = session;
  const known = supervisionSlot(slot, session);
  if (known !== undefined) return known;
  const [head = '', date = '', offset] = slot.split(':');
  if (head === 'overdue') return texts.overdueNext;
  const ofProblem = texts.problem.slots[head];
  if (ofProblem !== undefined) return ofProblem;
  if (head === 'review') return `${texts.pauseReview} ${date}`;
  if (offset === undefined) return labelOf(MEETING_STEP, slot, lang);
  const days = Number(offset);
  const when = days < 0 ? texts.aheadBy({ days: -days }) : texts.lateBy({ days });
  return `${labelOf(STAGE, head, lang)} ${date} ${when}`;
}
