import { useTranslation } from 'react-i18next';
import { STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { Milestone, ProjectDetail, Stage } from '../../api/types.ts';
import { Card } from '../../ui/card.tsx';
import { Tag } from '../../ui/tag.tsx';
import { daysUntil, word } from '../../words/say.ts';

/** They are no milestones. */
const PREPARING: ReadonlySet<Stage> = new Set(['lead', 'negotiation']);

/** The path as it was planned, as it was planned first, and as it went. */
export function Path({ project }: { project: ProjectDetail }) {
  const { t } = useTranslation();
  const { pathStages, stage: present } = project;
  const at = pathStages.indexOf(present);
  // Signed projects are looked at from their signing on; what prepared it is shown when there is a word about it.
  const shown = pathStages.filter(
    (stage, index) => index >= at || project.milestones[stage] !== undefined || !PREPARING.has(stage),
  );
  return (
    <Card title={t('project.path')} aside={<span className="quiet">{project.pathName}</span>} wide>
      <ol className="path">
        {shown.map(stage => {
          const index = pathStages.indexOf(stage);
          const reached = index <= at;
          const standing = index === at ? 'here' : reached ? 'behind' : 'ahead';
          return (
            <li key={stage} className={standing} aria-current={index === at ? 'step' : undefined}>
              <h3>
                {word(STAGE_WORDS, stage)} {index === at && <Tag tone="accent">{t('project.now')}</Tag>}
              </h3>
              <Step milestone={project.milestones[stage]} missing={missingAt(project, stage)} reached={reached} />
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

const missingAt = ({ missingEvidence }: ProjectDetail, stage: Stage): string[] =>
  missingEvidence.filter(key => key.startsWith(`${stage}:`)).map(key => key.slice(stage.length + 1));

interface StepProps {
  milestone: Milestone | undefined;
  missing: readonly string[];
  reached: boolean;
}

function Step({ milestone, missing, reached }: StepProps) {
  const { t } = useTranslation();
  if (!milestone) return reached ? <p className="quiet">{t('project.reachedUnknown')}</p> : null;
  const { plan, baseline, revisions, actual, slippageDays, latenessDays, dateUnknown, evidence } = milestone;
  const overdue = !reached && plan !== null && (daysUntil(plan) ?? 0) < 0;
  return (
    <>
      {plan !== null && (
        <p>
          {t('project.plan')} <span className="number">{plan}</span>
          {overdue && (
            <>
              {' '}
              <Tag tone="bad">{t('projects.late', { count: -(daysUntil(plan) ?? 0) })}</Tag>
            </>
          )}
          {baseline !== null && baseline !== plan && (
            <span className="quiet"> {t('project.baseline', { on: baseline })}</span>
          )}
          {revisions > 0 && <span className="quiet"> {t('project.revisions', { count: revisions })}</span>}
        </p>
      )}
      {slippageDays !== null && slippageDays > 0 && actual === null && (
        <p className="warn-text">{t('project.slippage', { count: slippageDays })}</p>
      )}
      {actual !== null && (
        <p>
          {t('project.actual')} <strong className="number">{actual}</strong>{' '}
          {latenessDays !== null && latenessDays > 0 && (
            <Tag tone="warn">{t('project.lateBy', { count: latenessDays })}</Tag>
          )}
          {latenessDays !== null && latenessDays < 0 && (
            <Tag tone="good">{t('project.earlyBy', { count: -latenessDays })}</Tag>
          )}
        </p>
      )}
      {dateUnknown && actual === null && <p className="quiet">{t('project.reachedUnknown')}</p>}
      {evidence.length > 0 && (
        <ul className="bare papers">
          {evidence.map(({ kind, number, issuer, on, file }, place) => (
            <li key={place}>
              {file ? <a href={`/api/v1/files/${file}`}>{kind}</a> : kind}{' '}
              <span className="quiet">{[number, issuer, on].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      )}
      {missing.length > 0 && <p className="warn-text">{t('project.missing', { kinds: missing.join('、') })}</p>}
    </>
  );
}
