import { PAPER, PROBLEM_STATE, SATISFACTION } from '../words.ts';
import { clock, inside, list, said, text, type Data, type Named, type Teller, type Telling } from './event-data.ts';
import { partsText } from './problem-parts.ts';

const promiseDay: Teller = ({ promise, reason }) => [text(inside(promise)['on']), text(reason)];

const heads = ({ texts }: Telling) => texts.problem.heads;

const moveText = (move: unknown, session: Named): string => {
  const { what, unitId, oldMs, newMs } = inside(move);
  const { moved } = session.texts.problem;
  const named = (moved as Readonly<Record<string, string>>)[text(what)] ?? text(what);
  return [named, session.nameOf(unitId), `${clock(oldMs)} → ${clock(newMs)}`].filter(Boolean).join(' ');
};

const due = ({ dueMs }: Data, { texts }: Telling): string => said(texts.heads.due, clock(dueMs));

/** What the events of the protocol of problems say of themselves; some share their names with events of projects. */
export const PROBLEM_TELLERS: Readonly<Record<string, Teller>> = {
  acknowledged: ({ unitId }, { nameOf }) => [nameOf(unitId)],
  objected: ({ reason, proposedUnitId }, session) => [
    text(reason),
    said(session.texts.problem.proposedUnit, session.nameOf(proposedUnitId)),
  ],
  objectionRuled: ({ upheld, reason }, { texts }) => [
    texts.problem.ruled[upheld === true ? 'upheld' : 'overruled'],
    text(reason),
  ],
  partAnswered: ({ unitId, text: words }, { nameOf }) => [nameOf(unitId), text(words)],
  tabled: ({ proposal, promisedOn }, session) => [text(proposal), said(heads(session).promises, text(promisedOn))],
  promiseKept: promiseDay,
  promiseMissed: promiseDay,
  promiseReplaced: promiseDay,
  promiseLapsed: promiseDay,
  missExplained: promiseDay,
  extensionAsked: ({ until, reason }) => [text(until), text(reason)],
  extensionLapsed: ({ until, reason }) => [text(until), text(reason)],
  assignmentChanged: ({ handlerId, dropped, parts }, session) => {
    const { texts, nameOf } = session;
    const added = partsText(Array.isArray(parts) ? parts : [], session).filter(Boolean);
    return [
      said(texts.problem.added, added.join(texts.comma)),
      said(texts.problem.dropped, list(dropped).map(nameOf).join(texts.comma)),
      said(texts.heads.handler, nameOf(handlerId)),
    ];
  },
  extensionRuled: ({ granted, until, reason, firmTold }, { texts }) => [
    `${texts.problem.ruled[granted === true ? 'granted' : 'refused']} ${text(until)}`,
    text(reason),
    firmTold === 'handler' ? texts.problem.firmByHandler : '',
  ],
  lookBackAsked: ({ lapsesMs }) => [clock(lapsesMs)],
  lookedBack: ({ satisfaction, note }, session) => [session.label(SATISFACTION, text(satisfaction)), text(note)],
  reopened: (data, session) => [`${heads(session).episode} ${text(data['episode'])}`, due(data, session)],
  mergedInto: ({ into, reason }) => [text(into), text(reason)],
  warned: ({ warning, unitId }, { texts, nameOf }) => [
    nameOf(unitId),
    warning === 'first' ? texts.problem.warnings.first : texts.problem.warnings.second,
  ],
  partOverdueTold: (data, session) => [session.nameOf(data['unitId']), due(data, session)],
  rulingOverdueTold: (data, session) => [due(data, session)],
  verificationOverdueTold: (data, session) => [due(data, session)],
  unassignedTold: () => [],
  rulingOfExtensionAsked: (data, session) => [due(data, session)],
  escalated: ({ level }, { texts }) => [texts.problem.levels[Number(level)] ?? text(level)],
  paperGiven: ({ paper }, session) => [session.label(PAPER, text(paper))],
  putOnAgenda: ({ meeting }) => [text(meeting)],
  carriedOver: ({ meeting }) => [text(meeting)],
  interviewed: ({ on, personId, record }, { nameOf }) => [text(on), nameOf(personId), text(record)],
  limitsMoved: ({ moves }, session) => [
    (Array.isArray(moves) ? moves : []).map(move => moveText(move, session)).join(session.texts.comma),
  ],
  imported: ({ status, imported, leadUnitId, splitUnitIds, coUnitIds }, session) => {
    const { texts, nameOf } = session;
    return [
      session.label(PROBLEM_STATE, text(status)),
      said(texts.problem.raisedOn, text(inside(imported)['raisedOn'])),
      said(texts.heads.leadUnit, nameOf(leadUnitId)),
      said(heads(session).splitUnits, list(splitUnitIds).map(nameOf).join(texts.comma)),
      said(texts.heads.coUnits, list(coUnitIds).map(nameOf).join(texts.comma)),
    ];
  },
};
