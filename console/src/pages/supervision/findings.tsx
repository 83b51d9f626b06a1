import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import {
  CATEGORY_WORDS,
  FINDING_STANDING_WORDS,
  PROBLEM_STATE_WORDS,
} from '../../../../src/contract/catalogue/words.ts';
import type { VisitDetail } from '../../api/types.ts';
import { Card } from '../../ui/card.tsx';
import { Pictures } from '../../ui/pictures.tsx';
import { Tag } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';
import { stateTone } from '../problems/tones.ts';

/** What the visit found, in the order it was written down, with the photos and what became of each. */
export function Findings({ visit }: { visit: VisitDetail }) {
  const { t } = useTranslation();
  const { findings, counts, heldOn, status, people, peopleNames } = visit;
  return (
    <Card
      title={t('visits.findings')}
      aside={counts.solvedOnSpot > 0 && <Tag tone="good">{t('visits.onTheSpot', { count: counts.solvedOnSpot })}</Tag>}
    >
      {findings.length === 0 && (
        <p className="quiet">
          {t(heldOn === null && status !== 'cancelled' ? 'visits.notHeldYet' : 'visits.noFindings')}
        </p>
      )}
      <ol className="bare">
        {findings.map(finding => (
          <Finding key={finding.number} finding={finding} by={peopleNames[people.indexOf(finding.by)] ?? finding.by} />
        ))}
      </ol>
    </Card>
  );
}

/** `by` is who wrote it down, by name if he was there. */
function Finding({ finding, by }: { finding: VisitDetail['findings'][number]; by: string }) {
  const { t } = useTranslation();
  const { number, title, detail, category, solved, files, on, late, reason, problem, problemState } = finding;
  return (
    <li className="finding">
      <p>
        <span className="quiet number">{number}. </span>
        <strong>{problem === null ? title : <Link to={`/problems/${problem}`}>{title}</Link>}</strong>
      </p>
      <p className="tags">
        <span className="quiet">{word(CATEGORY_WORDS, category)}</span>
        {solved !== null && <Tag tone="good">{t('problem.onTheSpot')}</Tag>}
        {problemState === null ? (
          <Tag tone={finding.standing === 'refused' ? 'bad' : 'dim'}>
            {word(FINDING_STANDING_WORDS, finding.standing)}
          </Tag>
        ) : (
          <Tag tone={stateTone(problemState)}>{word(PROBLEM_STATE_WORDS, problemState)}</Tag>
        )}
        {late && <Tag tone="warn">{t('visits.late')}</Tag>}
      </p>
      {detail !== null && <p className="prose">{detail}</p>}
      {solved !== null && <p className="prose good-text">{solved}</p>}
      {finding.refusal !== null && <p className="bad-text">{finding.refusal.message}</p>}
      {reason !== null && <p className="quiet">{reason}</p>}
      <Pictures files={files} />
      <p className="quiet">{t('visits.by', { who: by, on })}</p>
    </li>
  );
}
