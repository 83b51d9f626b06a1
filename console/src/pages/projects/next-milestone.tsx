import { useTranslation } from 'react-i18next';
import { STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import { STAGES } from '../../../../src/domain/project/stages.ts';
import type { Project, Stage } from '../../api/types.ts';
import { Tag } from '../../ui/tag.tsx';
import { daysUntil, word } from '../../words/say.ts';

export interface Next {
  stage: Stage;
  plan: string;
  days: number | null;
}

/** The first milestone ahead that has a plan date; none of a project that has left its path. */
export function nextOf({ stage, status, milestones }: Project): Next | null {
  if (status !== 'active' && status !== 'paused') return null;
  for (const ahead of STAGES.slice(STAGES.indexOf(stage) + 1)) {
    const plan = milestones[ahead]?.plan;
    if (plan) return { stage: ahead, plan, days: daysUntil(plan) };
  }
  return null;
}

/** A date is near when a warning for it has been given: 30 days before. */
const NEAR_DAYS = 30;

export function NextMilestone({ next }: { next: Next | null }) {
  const { t } = useTranslation();
  if (next === null) return <span className="quiet">—</span>;
  const { stage, plan, days } = next;
  const late = days !== null && days < 0;
  return (
    <span className="next-milestone">
      <span>
        {word(STAGE_WORDS, stage)} <span className="number">{plan}</span>
      </span>{' '}
      {late && <Tag tone="bad">{t('projects.late', { count: -days })}</Tag>}
      {days !== null && !late && days <= NEAR_DAYS && (
        <Tag tone="warn">{days === 0 ? t('projects.dueToday') : t('projects.due', { count: days })}</Tag>
      )}
    </span>
  );
}
