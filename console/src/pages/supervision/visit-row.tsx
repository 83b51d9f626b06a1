import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { VISIT_STATUS_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { components } from '../../api/schema.d.ts';
import { Tag } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';
import { UnitName } from '../problems/unit-name.tsx';
import { visitTone } from './tones.ts';

export type VisitLine = components['schemas']['VisitListed'];

/** One visit in a list, tall enough for a thumb. */
export function VisitRow({ visit }: { visit: VisitLine }) {
  const { t } = useTranslation();
  const { code, on, heldOn, project, projectName, county, team, status, counts, unplanned } = visit;
  return (
    <li>
      <Link to={`/supervision/visits/${code}`} className="row-link">
        <span className="number">{heldOn ?? on}</span> {[projectName ?? project, county].filter(Boolean).join(' · ')}
      </Link>
      <span className="quiet">
        <UnitName id={team} />
      </span>
      <Tag tone={visitTone(status)}>{word(VISIT_STATUS_WORDS, status)}</Tag>
      {unplanned && <Tag>{t('visits.unplanned')}</Tag>}
      {counts.findings > 0 && <span className="quiet">{t('supervision.findings', { count: counts.findings })}</span>}
      {counts.solvedOnSpot > 0 && (
        <span className="good-text">{t('visits.onTheSpot', { count: counts.solvedOnSpot })}</span>
      )}
    </li>
  );
}
