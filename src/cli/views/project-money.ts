import { factWord } from '../../contract/catalogue/facts.ts';
import type { ProjectMoneyAnswer, SuggestedPlansAnswer } from '../answers.ts';
import type { Session } from '../session.ts';
import { LAND_KIND, STAGE, SUGGESTION_NOTE } from '../words.ts';
import { moneyText } from './money-text.ts';

/** Years, months, foreign capital; a part nobody spoke of is left out. */
export async function showMoney(session: Session, money: ProjectMoneyAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads } = texts.path;
  out.details([
    [texts.heads.code, money.code],
    [heads.statistics, money.statisticsOn],
  ]);
  if (money.years.length + money.arrivals.length + money.dues.length === 0) return out.line(texts.path.noMoney);
  await showYears(session, money.years);
  await showMonths(session, money.months);
  await showArrivals(session, money);
  await showDues(session, money.dues);
}

async function showYears(session: Session, years: ProjectMoneyAnswer['years']): Promise<void> {
  const { heads } = session.texts.path;
  if (years.length === 0) return;
  session.out.line();
  await session.out.table(
    [
      { head: heads.year, cell: row => row.year, whole: true },
      { head: heads.yearPlan, cell: row => moneyText(row.planWan, session), align: 'right', whole: true },
      { head: session.texts.heads.done, cell: row => moneyText(row.doneWan, session), align: 'right', whole: true },
      { head: heads.lastReported, cell: row => row.lastMonth, whole: true },
    ],
    years,
  );
}

async function showMonths(session: Session, months: ProjectMoneyAnswer['months']): Promise<void> {
  const { heads, late, times } = session.texts.path;
  if (months.length === 0) return;
  session.out.line();
  await session.out.table(
    [
      { head: heads.month, cell: row => row.month, whole: true },
      { head: heads.monthDone, cell: row => moneyText(row.doneWan, session), align: 'right', whole: true },
      { head: heads.toDate, cell: row => moneyText(row.toDateWan, session), align: 'right', whole: true },
      { head: heads.reportedOn, cell: row => row.reportedOn, whole: true },
      { head: heads.late, cell: row => (row.late ? late : ''), whole: true },
      { head: heads.corrections, cell: row => (row.corrections === 0 ? '' : times({ count: row.corrections })) },
    ],
    months,
  );
}

/** Currencies are never added to each other: nobody knows at which rate. */
async function showArrivals(session: Session, { arrivals, arrived }: ProjectMoneyAnswer): Promise<void> {
  const { out, texts } = session;
  const { heads } = texts.path;
  if (arrivals.length === 0) return;
  out.line();
  await out.table(
    [
      { head: heads.number, cell: row => row.number, align: 'right', whole: true },
      { head: texts.heads.at, cell: row => row.on, whole: true },
      { head: heads.amount, cell: row => row.amount, align: 'right', whole: true },
      { head: heads.currency, cell: row => row.currency, whole: true },
      { head: texts.heads.note, cell: row => row.note },
    ],
    arrivals,
  );
  const sums = arrived.map(({ currency, amount }) => `${amount} ${currency}`).join(texts.comma);
  out.styled(out.colors.dim(texts.path.arrived({ sums })));
}

/** What is to come; one that fell away stays in its place with nothing, because commands call the others by their number. */
async function showDues(session: Session, dues: ProjectMoneyAnswer['dues']): Promise<void> {
  const { texts } = session;
  const { heads } = texts.path;
  if (dues.length === 0) return;
  session.out.line();
  await session.out.table(
    [
      { head: heads.number, cell: row => row.number, align: 'right', whole: true },
      { head: heads.capitalDue, cell: row => row.on, whole: true },
      { head: heads.amount, cell: row => row.amount, align: 'right', whole: true },
      { head: heads.currency, cell: row => row.currency, whole: true },
      { head: texts.heads.note, cell: row => row.note },
    ],
    dues,
  );
}

/** One line a date, and how to take it over; without what it needs, what that is. */
export function showSuggestions(session: Session, answer: SuggestedPlansAnswer): void {
  const { out, texts, lang } = session;
  const { path } = texts;
  out.details([
    [texts.heads.code, answer.code],
    [path.heads.land, session.label(LAND_KIND, answer.landKind)],
    [factWord('actual.signing', lang), answer.signedOn],
  ]);
  out.line();
  for (const { stage, date, note, plan } of answer.plans) {
    const word = note === null ? '' : ` (${session.label(SUGGESTION_NOTE, note)})`;
    const inForce = plan === null ? '' : path.inForce({ date: plan });
    out.line(path.suggestedPlan({ stage: session.label(STAGE, stage), date, note: word, plan: inForce }));
    out.styled(out.colors.dim(`  ${path.takeOver({ code: answer.code, stage: session.label(STAGE, stage), date })}`));
  }
  for (const { by, atLeastPercent, atLeastWan } of answer.money) {
    const amount = atLeastWan === null ? '' : path.amountOf({ amount: moneyText(atLeastWan, session) });
    out.line(path.atLeast({ by, percent: atLeastPercent, amount }));
  }
  if (answer.needs.length > 0) {
    out.line(path.needs({ needs: answer.needs.map(need => factWord(need, lang)).join(texts.comma) }));
  } else if (answer.plans.length + answer.money.length === 0) out.line(path.nothingSuggested);
}
