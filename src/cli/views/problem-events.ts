import { PAPER, SATISFACTION } from '../words.ts';
import { clock, inside, list, said, text, type Data, type Teller, type Telling } from './event-data.ts';

const promiseDay: Teller = ({ promise, reason }) => [text(inside(promise)['on']), text(reason)];

const heads = ({ texts }: Telling) => texts.problem.heads;

const moveText = (move: unknown, session: Telling): string => {
  const { what, unitId, oldMs, newMs } = inside(move);
  const { moved } = session.texts.problem;
  const named = (moved as Readonly<Record<string, string>>)[text(what)] ?? text(what);
  return [named, text(unitId), `${clock(oldMs)} → ${clock(newMs)}`].filter(Boolean).join(' ');
};

const due = ({ dueMs }: Data, { texts }: Telling): string => said(texts.heads.due, clock(dueMs));

/** What the events of the protocol of problems say of themselves; some share their names with events of projects. */
export const PROBLEM_TELLERS: Readonly<Record<string, Teller>> = {
  acknowledged: ({ unitId }) => [text(unitId)],
  objected: ({ reason, proposedUnitId }, session) => [
    text(reason),
    said(session.texts.heads.leadUnit, text(proposedUnitId)),
  ],
  objectionRuled: ({ upheld, reason }, { texts }) => [
    texts.problem.ruled[upheld === true ? 'upheld' : 'overruled'],
    text(reason),
  ],
  partAnswered: ({ unitId, text: words }) => [text(unitId), text(words)],
  tabled: ({ proposal, promisedOn }, session) => [text(proposal), said(heads(session).promises, text(promisedOn))],
  promiseKept: promiseDay,
  promiseMissed: promiseDay,
  promiseReplaced: promiseDay,
  promiseLapsed: promiseDay,
  missExplained: promiseDay,
  extensionAsked: ({ until, reason }) => [text(until), text(reason)],
  extensionLapsed: ({ until, reason }) => [text(until), text(reason)],
  assignmentChanged: ({ handlerId, kept, dropped, parts }, { texts }) => [
    said(
      texts.problem.heads.parts,
      [...list(kept), ...(Array.isArray(parts) ? parts : []).map(part => text(inside(part)['unitId']))].join(
        texts.comma,
      ),
    ),
    said(texts.problem.dropped, list(dropped).join(texts.comma)),
    said(texts.heads.handler, text(handlerId)),
  ],
  extensionRuled: ({ granted, until, reason, firmTold }, { texts }) => [
    `${texts.problem.ruled[granted === true ? 'granted' : 'refused']} ${text(until)}`,
    text(reason),
    firmTold === 'handler' ? texts.problem.firmByHandler : '',
  ],
  lookBackAsked: ({ lapsesMs }) => [clock(lapsesMs)],
  lookedBack: ({ satisfaction, note }, session) => [session.label(SATISFACTION, text(satisfaction)), text(note)],
  reopened: (data, session) => [`${heads(session).episode} ${text(data['episode'])}`, due(data, session)],
  mergedInto: ({ into, reason }) => [text(into), text(reason)],
  warned: ({ warning }, { texts }) => [
    warning === 'first' ? texts.problem.warnings.first : texts.problem.warnings.second,
  ],
  partOverdueTold: (data, session) => [text(data['unitId']), due(data, session)],
  rulingOverdueTold: (data, session) => [due(data, session)],
  verificationOverdueTold: (data, session) => [due(data, session)],
  unassignedTold: () => [],
  rulingOfExtensionAsked: (data, session) => [due(data, session)],
  escalated: ({ level }, { texts }) => [texts.problem.levels[Number(level)] ?? text(level)],
  paperGiven: ({ paper }, session) => [session.label(PAPER, text(paper))],
  putOnAgenda: () => [],
  carriedOver: ({ meeting }) => [text(meeting)],
  interviewed: ({ on, personId, record }) => [text(on), text(personId), text(record)],
  limitsMoved: ({ moves }, session) => [
    (Array.isArray(moves) ? moves : []).map(move => moveText(move, session)).join(session.texts.comma),
  ],
  imported: ({ status, imported }) => [text(status), ...list([inside(imported)['raisedOn']])],
};
