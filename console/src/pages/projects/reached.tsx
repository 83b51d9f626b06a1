import { useTranslation } from 'react-i18next';
import { STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { Filters } from '../../ui/filters.tsx';
import { Tag } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';

/** A filter that figures of the overview bring along and no choice sets: said in words, so that nobody wonders what is missing. */
export function ReachedChip({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const stage = filters.get('reached');
  if (stage === undefined) return null;
  const places = {
    stage: word(STAGE_WORDS, stage),
    from: filters.get('reachedFrom') ?? '…',
    to: filters.get('reachedTo') ?? '…',
  };
  return <Tag tone="accent">{t('projects.reached', places)}</Tag>;
}
