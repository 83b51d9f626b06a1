import { useTranslation } from 'react-i18next';
import { FOUR_BATCHES_WORDS } from '../../../../src/contract/catalogue/colours.ts';
import { STAGE_WORDS } from '../../../../src/contract/catalogue/words.ts';
import type { Filters } from '../../ui/filters.tsx';
import { Tag } from '../../ui/tag.tsx';
import { word } from '../../words/say.ts';

/** Filters that figures of the overview bring along and no choice sets: said in words, so that nobody wonders what is missing. */
export function BroughtAlong({ filters }: { filters: Filters }) {
  const { t } = useTranslation();
  const stage = filters.get('reached');
  const batch = filters.get('batch');
  const places = { from: filters.get('reachedFrom') ?? '…', to: filters.get('reachedTo') ?? '…' };
  return (
    <>
      {stage !== undefined && (
        <Tag tone="accent">{t('projects.reached', { ...places, stage: word(STAGE_WORDS, stage) })}</Tag>
      )}
      {batch !== undefined && <Tag tone="accent">{word(FOUR_BATCHES_WORDS, batch)}</Tag>}
    </>
  );
}
