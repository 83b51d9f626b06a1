import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../ui/card.tsx';
import { count, yi } from '../../words/say.ts';
import { periods } from '../../words/weeks.ts';
import { useProjectCount } from './counted.ts';
import { Figure } from './figure.tsx';

const THREE = ['signing', 'groundbreaking', 'production'] as const;

/** 三效齐增: signed, started and in production this year, and how many of each came this week. */
export function Efficiency() {
  const { t } = useTranslation();
  return (
    <Card
      title={t('overview.efficiency')}
      aside={<span className="quiet">{t('overview.ofYear', { year: periods().year.slice(0, 4) })}</span>}
      wide
    >
      <div className="figures large">
        {THREE.map(stage => (
          <One key={stage} stage={stage} />
        ))}
      </div>
    </Card>
  );
}

function One({ stage }: { stage: (typeof THREE)[number] }) {
  const { t } = useTranslation();
  const { year, today, thisWeek, lastWeek, lastSunday } = periods();
  const ofYear = useProjectCount({ reached: stage, reachedFrom: year, reachedTo: today, counted: 'true' });
  const week = useProjectCount({ reached: stage, reachedFrom: thisWeek, reachedTo: today, counted: 'true' });
  const before = useProjectCount({ reached: stage, reachedFrom: lastWeek, reachedTo: lastSunday, counted: 'true' });
  return (
    <div className="with-week">
      <Figure
        label={t(`overview.three.${stage}`)}
        value={numberOf(ofYear.total)}
        under={ofYear.yi === undefined ? undefined : t('overview.money', { yi: yi(ofYear.yi) })}
        to={ofYear.to}
      />
      <p className="week">
        <Link to={week.to}>{t('overview.thisWeek', { count: week.total ?? 0 })}</Link>
        <Link className="quiet" to={before.to}>
          {t('overview.lastWeek', { count: before.total ?? 0 })}
        </Link>
      </p>
    </div>
  );
}

export const numberOf = (total: number | undefined): string => (total === undefined ? '…' : count(total));
