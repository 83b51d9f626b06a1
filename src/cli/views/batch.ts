import type {
  BatchAnswer,
  BatchCheckAnswer,
  BatchCommandAnswer,
  BatchDetailAnswer,
  BatchProjectAnswer,
  List,
} from '../answers.ts';
import type { Session } from '../session.ts';
import { BATCH_STAGE, BATCH_STATUS, CHECK_VERDICT, PROJECT_STATUS, STAGE, STANDING } from '../words.ts';
import { tellDone, tellTotal } from './common.ts';

type Total = BatchAnswer['totals']['all'];

/** `12 个，35.2 亿元`: the money is of those whose amount is known, and how many are not is said beside it. */
function totalText({ count, investmentYi: amount, unknown }: Total, { texts }: Session): string {
  return texts.batch.total({ count, amount, unknown: unknown > 0 ? texts.batch.unknownMoney({ count: unknown }) : '' });
}

export async function showBatches(session: Session, found: List<BatchAnswer>): Promise<void> {
  const { heads, batch } = session.texts;
  await session.out.table<BatchAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: batch.heads.kind, cell: row => session.label(BATCH_STAGE, row.stage), whole: true },
      { head: batch.heads.on, cell: row => row.heldOn ?? row.on, whole: true },
      { head: heads.status, cell: row => session.label(BATCH_STATUS, row.status), whole: true },
      { head: batch.heads.projects, cell: row => row.progress.total, align: 'right', whole: true },
      { head: batch.heads.moved, cell: row => row.progress.moved || null, align: 'right', whole: true },
      { head: batch.heads.refused, cell: row => row.progress.refused || null, align: 'right', whole: true },
      {
        head: heads.investment,
        cell: row => session.texts.yi({ amount: row.totals.all.investmentYi }),
        align: 'right',
        whole: true,
      },
    ],
    found.items,
  );
  tellTotal(session, found);
}

/** What the event is, its sums by result and by venue, then the list. */
export async function showBatch(session: Session, batch: BatchDetailAnswer): Promise<void> {
  const { heads, batch: texts, comma } = session.texts;
  const { totals } = batch;
  const some = (total: Total): string | null => (total.count === 0 ? null : totalText(total, session));
  session.out.details([
    [heads.code, batch.code],
    [heads.name, batch.name],
    [texts.heads.kind, session.label(BATCH_STAGE, batch.stage)],
    [heads.status, session.label(BATCH_STATUS, batch.status)],
    [texts.heads.on, batch.on],
    [texts.heads.cutOff, batch.cutOff],
    [texts.heads.heldOn, batch.heldOn],
    [texts.heads.confirmedBy, batch.confirmedBy],
    [texts.heads.cancelled, batch.cancelReason],
    [texts.heads.projects, totalText(totals.all, session)],
    [texts.heads.waiting, batch.heldOn === null ? null : some(totals.listed)],
    [texts.heads.moved, some(totals.moved)],
    [texts.heads.refused, some(totals.refused)],
    [session.label(STANDING, 'dropped'), some(totals.dropped)],
    [
      texts.heads.followUps,
      batch.followUps.map(each => (each.told ? texts.followedUp : texts.followUp)(each)).join(comma),
    ],
    ...batch.venues.map(venue => [venue.venue, totalText(venue, session)] as const),
  ]);
  session.out.line();
  await showProjects(session, batch.projects);
}

async function showProjects(session: Session, projects: readonly BatchProjectAnswer[]): Promise<void> {
  const { heads, batch } = session.texts;
  await session.out.table<BatchProjectAnswer>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.county, cell: row => row.county },
      { head: batch.heads.venue, cell: row => row.venue },
      {
        head: heads.investment,
        cell: row => (row.investmentYi === null ? null : session.texts.yi({ amount: row.investmentYi })),
        align: 'right',
        whole: true,
      },
      { head: batch.heads.standing, cell: row => session.label(STANDING, row.standing), whole: true },
      { head: batch.heads.now, cell: row => nowText(row, session), whole: true },
      { head: batch.heads.remark, cell: row => remarkOf(row, session) },
    ],
    projects,
  );
}

/** A project that is on its way says where; one that is not says why first. */
const nowText = ({ stage, status }: BatchProjectAnswer, session: Session): string =>
  [status === 'active' ? '' : session.label(PROJECT_STATUS, status), session.label(STAGE, stage)]
    .filter(Boolean)
    .join(' ');

function remarkOf({ refusal, late, reason, replaces, replacedBy }: BatchProjectAnswer, { texts }: Session): string {
  if (refusal) return refusal.message;
  const parts = [
    late ? texts.batch.late : '',
    replaces === null ? '' : texts.batch.replaces({ code: replaces }),
    replacedBy === null ? '' : texts.batch.replacedBy({ code: replacedBy }),
    reason ?? '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Who cannot take part comes first, then who lacks papers: that is what there is to do. */
export async function showCheck(session: Session, { items, counts }: BatchCheckAnswer): Promise<void> {
  const { heads, batch, comma } = session.texts;
  const urgency = { cannot: 0, lacking: 1, ready: 2 };
  await session.out.table<BatchCheckAnswer['items'][number]>(
    [
      { head: heads.code, cell: row => row.code, whole: true },
      { head: heads.name, cell: row => row.name },
      { head: heads.verdict, cell: row => session.label(CHECK_VERDICT, row.verdict), whole: true },
      { head: batch.heads.missing, cell: row => row.missing.map(({ kind }) => kind).join(comma) },
      { head: batch.heads.remark, cell: row => row.refusal?.message },
    ],
    [...items].sort((a, b) => urgency[a.verdict] - urgency[b.verdict]),
  );
  session.out.line(batch.checked(counts));
}

export async function tellBatchCommand(session: Session, answer: BatchCommandAnswer): Promise<void> {
  const { out, texts } = session;
  await out.show(answer, () => {
    tellDone(session, answer.code, answer.command);
    const { name, stage, status, totals } = answer;
    const words = [name, session.label(BATCH_STAGE, stage), session.label(BATCH_STATUS, status)];
    out.line(`  ${words.join(' · ')} · ${totalText(totals.all, session)}`);
    if (status === 'moving')
      out.line(`  ${texts.batch.confirmedOnly({ count: totals.listed.count, code: answer.code })}`);
  });
}

/** Only who was refused is listed: `batch show` has the others. */
export async function tellMoved(session: Session, batch: BatchDetailAnswer): Promise<void> {
  const { out, texts } = session;
  const refused = batch.projects.filter(({ standing }) => standing === 'refused');
  if (refused.length > 0) await showProjects(session, refused);
  const { moved } = batch.totals;
  const told = { moved: moved.count, amount: moved.investmentYi, refused: refused.length };
  // An event that moved nobody is no success, whatever took place.
  const mark = batch.status === 'noneMoved' ? out.colors.red('✗') : out.colors.green('✓');
  out.styled(`${mark} ${batch.code} ${texts.batch.moved(told)}`);
}
