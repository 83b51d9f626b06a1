import { useTranslation } from 'react-i18next';
import { count } from '../../words/say.ts';

export interface MonthDone {
  month: string;
  toDateWan: number;
}

const [WIDE, HIGH, LEFT, LOW] = [360, 150, 8, 18];
const MONTHS = 12;

/** What is done of the year, month by month, against the line of an even year (序时); a table beside it says the same in figures. */
export function MoneyChart({
  year,
  planWan,
  months,
}: {
  year: number;
  planWan: number | null;
  months: readonly MonthDone[];
}) {
  const { t } = useTranslation();
  const last = months.at(-1);
  if (!last) return null;
  const top = Math.max(planWan ?? 0, ...months.map(({ toDateWan }) => toDateWan), 1);
  const x = (month: number): number => LEFT + ((WIDE - 2 * LEFT) * month) / MONTHS;
  const y = (wan: number): number => HIGH - LOW - ((HIGH - LOW - 12) * wan) / top;
  const monthOf = ({ month }: MonthDone): number => Number(month.slice(5));
  const points = [`${x(0)},${y(0)}`, ...months.map(each => `${x(monthOf(each))},${y(each.toDateWan)}`)].join(' ');
  const said = t('project.chart', { year, done: count(last.toDateWan), plan: planWan === null ? '—' : count(planWan) });
  return (
    <svg className="money-chart" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={said}>
      <line className="axis" x1={x(0)} y1={y(0)} x2={x(MONTHS)} y2={y(0)} />
      {planWan !== null && (
        <>
          <line className="even" x1={x(0)} y1={y(0)} x2={x(MONTHS)} y2={y(planWan)} />
          <text x={x(MONTHS)} y={y(planWan) - 4} textAnchor="end">
            {t('project.chartEven')}
          </text>
        </>
      )}
      <polyline className="done" points={points} />
      <circle className="done" cx={x(monthOf(last))} cy={y(last.toDateWan)} r="3.5" />
      {[1, 4, 7, 10, 12].map(month => (
        <text key={month} x={x(month)} y={HIGH - 4} textAnchor="middle">
          {month}
        </text>
      ))}
    </svg>
  );
}
