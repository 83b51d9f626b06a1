import { useQuery } from '@tanstack/react-query';
import type { Option } from '../ui/fields/types.ts';
import { api, read } from './client.ts';

const FIVE_MINUTES_MS = 300_000;
const MOST = 200;

/** Units as options; of one kind, or all. */
export function useUnits(kind?: 'county' | 'department' | 'supervision'): readonly Option[] {
  const { data } = useQuery({
    queryKey: ['units', kind ?? 'all'],
    queryFn: () => read(api.GET('/api/v1/units', { params: { query: { limit: MOST, ...(kind ? { kind } : {}) } } })),
    staleTime: FIVE_MINUTES_MS,
  });
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, text: name }));
}

/** The counties that are units, by the name projects have them by. */
export function useCounties(): readonly Option[] {
  const { data } = useQuery({
    queryKey: ['units', 'county'],
    queryFn: () => read(api.GET('/api/v1/units', { params: { query: { limit: MOST, kind: 'county' } } })),
    staleTime: FIVE_MINUTES_MS,
  });
  return (data?.items ?? []).flatMap(({ county }) => (county === null ? [] : [{ value: county, text: county }]));
}

/** As many as one looks through. */
const MOST_FOUND = 20;
const LONGEST_SEARCH = 100;

/** Projects by a part of their code, their name, their investor, or of the pinyin initials of these. */
export async function findProjects(typed: string): Promise<readonly Option[]> {
  const q = typed.slice(0, LONGEST_SEARCH);
  const { items } = await read(
    api.GET('/api/v1/projects', { params: { query: { limit: MOST_FOUND, ...(q === '' ? {} : { q }) } } }),
  );
  return items.map(({ code, name }) => ({ value: code, text: `${name}（${code}）` }));
}

/** People who work today, as options; empty for whoever may not see them. */
export function usePeople(enabled: boolean): readonly Option[] {
  const { data } = useQuery({
    queryKey: ['people', 'active'],
    queryFn: () => read(api.GET('/api/v1/people', { params: { query: { limit: MOST, active: 'true' } } })),
    staleTime: FIVE_MINUTES_MS,
    enabled,
  });
  return (data?.items ?? []).map(({ id, name, title }) => ({ value: id, text: title ? `${name}（${title}）` : name }));
}
