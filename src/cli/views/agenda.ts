import { lacksProposal } from '../../domain/meeting/agenda/proposal.ts';
import { STATES_OWED } from '../../domain/problem/standing.ts';
import type { AgendaAnswer, AgendaCommandAnswer, AgendaItemAnswer, AgendaSummaryAnswer } from '../answers.ts';
import { clockTime } from '../output.ts';
import type { Session } from '../session.ts';
import { AGENDA_KIND, MAIL_STATE, PROBLEM_STATE } from '../words.ts';
import { namedText, tellDone } from './common.ts';

/** `12 项，共 85 分钟 · 未经审定`, for a line of its own beside other facts. */
export function agendaSummaryText(session: Session, agenda: AgendaSummaryAnswer): string {
  return summaryOf(session, { ...agenda, count: agenda.items });
}

type Counted = Omit<AgendaSummaryAnswer, 'items' | 'heldBack'> & { count: number };

function summaryOf({ texts: { agenda: words } }: Session, { count, minutes, overMinutes, left, ...rest }: Counted) {
  const approved = rest.sentAs === null ? rest.approvedAt !== null : rest.sentAs === 'approved';
  const approvedLater = !approved && rest.approvedAt !== null;
  return [
    words.summary({ count, minutes }),
    overMinutes > 0 && words.over({ minutes: overMinutes }),
    left > 0 && words.left({ count: left }),
    approvedLater ? words.approvedLater : approved ? words.approvedText : words.notApproved,
    rest.changedSinceSent && words.changedSince,
  ]
    .filter(Boolean)
    .join(' · ');
}

export async function showAgenda(session: Session, agenda: AgendaAnswer): Promise<void> {
  const { heads: common, agenda: words } = session.texts;
  const { heads } = words;
  session.out.details([
    [common.meeting, agenda.id],
    [common.when, clockTime(agenda.startAt)],
    [common.theme, agenda.theme],
    [heads.agenda, summaryOf(session, { ...agenda, count: agenda.items.length })],
    [heads.composed, agenda.composedAt === null ? words.notComposed : clockTime(agenda.composedAt)],
    [heads.silent, agenda.silent.map(({ unit, unitName }) => unitName ?? unit).join(session.texts.comma) || null],
    [heads.approved, agenda.approvedAt && `${agenda.approvedBy ?? ''} ${clockTime(agenda.approvedAt)}`],
  ]);
  session.out.line();
  await session.out.table<AgendaItemAnswer & { place: number }>(
    [
      { head: heads.place, cell: row => row.place, align: 'right', whole: true },
      { head: heads.no, cell: row => row.no, align: 'right', whole: true },
      { head: heads.kind, cell: row => session.label(AGENDA_KIND, row.kind), whole: true },
      { head: common.code, cell: row => row.code, whole: true },
      { head: heads.item, cell: row => row.title },
      { head: heads.unit, cell: row => row.unit && namedText(row.unit, row.unitName) },
      { head: heads.minutes, cell: row => row.minutes, align: 'right', whole: true },
      { head: heads.state, cell: row => standingOf(session, row) },
    ],
    agenda.items.map((item, index) => ({ ...item, place: index + 1 })),
  );
  tellRest(session, agenda);
}

/** What makes it an item: how often it was carried, how long it is over, what was promised. */
function standingOf(session: Session, item: AgendaItemAnswer): string {
  const { agenda: words, comma } = session.texts;
  return [
    item.carried > 0 && words.carried({ n: item.carried }),
    item.daysOver > 0 && words.daysOver({ n: item.daysOver }),
    lacksProposal(item) && words.noProposal,
    item.promisedOn && words.promised({ date: item.promisedOn }),
    item.missed && words.missed({ date: item.missed.on }),
    item.whistle && words.whistle({ code: item.whistle }),
    item.redIn && words.redIn({ month: item.redIn }),
    item.problemState && !STATES_OWED.includes(item.problemState) && session.label(PROBLEM_STATE, item.problemState),
    item.projectsTotal > 0 && words.projects({ count: item.projectsTotal }),
  ]
    .filter(Boolean)
    .join(comma);
}

/** What is not on it: as much as the list itself, this is what a coordinator has to see before he approves. */
function tellRest(session: Session, { heldBack, dropped, leftOff }: AgendaAnswer): void {
  const { agenda: words, comma } = session.texts;
  const { dim } = session.out.colors;
  const kinds = Object.entries(leftOff).map(([kind, count]) => `${session.label(AGENDA_KIND, kind)} ${count}`);
  if (kinds.length > 0) session.out.styled(dim(words.leftOff({ kinds: kinds.join(comma) })));
  if (heldBack.length > 0) session.out.line(`\n${words.heldBack}`);
  for (const { code, title, unit, unitName, told } of heldBack) {
    const people = told.map(({ toName, state }) => `${toName} (${session.label(MAIL_STATE, state)})`).join(comma);
    session.out.line(`  ${[code, title, unit && namedText(unit, unitName), people].filter(Boolean).join(' ')}`);
  }
  if (dropped.length > 0) session.out.line(`\n${words.dropped}`);
  for (const { no, code, name, reason } of dropped) {
    session.out.line(`  ${[no, code, name].filter(Boolean).join(' ')} · ${reason}`);
  }
}

export async function tellAgenda(session: Session, answer: AgendaCommandAnswer): Promise<void> {
  await session.out.show(answer, () => {
    tellDone(session, answer.id, answer.command, session.texts.agenda.events);
    session.out.line(`  ${summaryOf(session, { ...answer, count: answer.items.length })}`);
  });
}
