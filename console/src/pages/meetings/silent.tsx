import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../../api/client.ts';
import { useMay } from '../../app/me.ts';
import type { Of } from './agenda.tsx';

// Apart from the card of a meeting: the overview says it too, and loads nothing of an agenda for it.

/** What the units of a meeting have reported before it, the silent ones first; for who reads it as a whole. */
export function useCollection(of: Of | undefined) {
  const may = useMay();
  const { series = '', date = '' } = of ?? {};
  return useQuery({
    queryKey: ['meeting', series, date, 'collection'],
    queryFn: () => read(api.GET('/api/v1/meetings/{series}/{date}/collection', { params: { path: { series, date } } })),
    enabled: of !== undefined && may('meeting.collection'),
  });
}

const MOST_NAMES = 6;

/** In a line: who is silent before the next meeting; nothing while nobody is asked, or everybody has answered. */
export function Silent({ of }: { of: Of }) {
  const { t } = useTranslation();
  const { data } = useCollection(of);
  const silent = data?.units.filter(({ state }) => state === 'silent') ?? [];
  if (silent.length === 0) return null;
  const names = silent.slice(0, MOST_NAMES).map(({ unit, unitName }) => unitName ?? unit);
  return (
    <p className="bad-text">
      {t('collection.silentUnits', { count: silent.length, names: names.join('、') })}
      {silent.length > MOST_NAMES && ' …'}
    </p>
  );
}
