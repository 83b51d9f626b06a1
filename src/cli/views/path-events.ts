import { factChange, factValue } from '../../contract/catalogue/facts.ts';
import { AGREEMENT, STAGE } from '../words.ts';
import { evidenceText, inside, said, text, type Data, type Teller, type Telling } from './event-data.ts';

/** What a year plans and a month does is told in the unit it is asked for in, as an import tells it. */
const wan = (value: unknown, { lang }: Telling): string =>
  typeof value === 'number' ? factValue('done.', value, lang) : '—';

/** `2026-10 · 本月完成 3200 万元 · 本年累计 41000 万元` */
const figures = ({ doneWan, toDateWan }: Data, session: Telling): string[] => {
  const { monthDone, toDate } = session.texts.path.heads;
  return [said(monthDone, wan(doneWan, session)), said(toDate, wan(toDateWan, session))];
};

/** Gates, money and the ways out of the counts; the others are in `events.ts`. */
export const PATH_TELLERS: Readonly<Record<string, Teller>> = {
  proved: ({ stage, evidence }, session) => [session.label(STAGE, text(stage)), evidenceText(evidence)],
  waived: ({ stage, kind, reason }, session) => [session.label(STAGE, text(stage)), text(kind), text(reason)],
  pathMoved: ({ from, path, reason }) => [
    `${text(from)} → ${text(inside(path)['id'])} ${text(inside(path)['name'])}`.trim(),
    text(reason),
  ],
  agreementUpgraded: ({ from, to, on, investmentFrom, investmentTo }, session) => [
    `${session.label(AGREEMENT, text(from)) || '—'} → ${session.label(AGREEMENT, text(to))}`,
    text(on),
    investmentFrom === investmentTo
      ? ''
      : factChange({ field: 'investmentWan', old: plain(investmentFrom), new: plain(investmentTo) }, session.lang),
  ],
  yearPlanned: ({ year, from, to, reason }, session) => [
    `${text(year)} ${from === null ? '' : `${wan(from, session)} → `}${wan(to, session)}`,
    text(reason),
  ],
  reported: ({ month, late, note, ...data }, session) => [
    text(month),
    ...figures(data, session),
    late === true ? session.texts.path.late : '',
    text(note),
  ],
  reportCorrected: ({ month, old, new: right, reason }, session) => [
    `${text(month)} ${wan(inside(old)['doneWan'], session)} → ${wan(inside(right)['doneWan'], session)}`,
    figures(inside(right), session)[1] ?? '',
    text(reason),
  ],
  capitalArrived: ({ on, currency, amount, note }) => [text(on), `${text(amount)} ${text(currency)}`, text(note)],
  arrivalCorrected: ({ number, old, new: right, reason }) => [
    `#${text(number)} ${text(old)} → ${text(right)}`,
    text(reason),
  ],
  statisticsEntered: ({ on }) => [text(on)],
  mergedInto: ({ into, reason }) => [`→ ${text(into)}`, text(reason)],
  removed: ({ reason }) => [text(reason)],
};

const plain = (value: unknown): number | null => (typeof value === 'number' ? value : null);
