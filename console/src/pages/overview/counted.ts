import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client.ts';
import type { paths } from '../../api/schema.d.ts';

type ProjectQuery = NonNullable<paths['/api/v1/projects']['get']['parameters']['query']>;
type ProblemQuery = NonNullable<paths['/api/v1/problems']['get']['parameters']['query']>;

/** A figure is the length of the list behind it, asked of that list: the two cannot differ. */
export interface CountedList {
  to: string;
  total: number | undefined;
  yi: string | undefined;
  error: unknown;
}

const search = (query: object): string =>
  new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();

export function useProjectCount(query: ProjectQuery): CountedList {
  const { data, error } = useQuery({
    queryKey: ['figures', 'projects', query],
    queryFn: () => read(api.GET('/api/v1/projects', { params: { query: { ...query, limit: 1 } } })),
  });
  return { to: `/projects?${search(query)}`, total: data?.total, yi: data?.sums.investmentYi, error };
}

export function useProblemCount(query: ProblemQuery): CountedList {
  const { data, error } = useQuery({
    queryKey: ['figures', 'problems', query],
    queryFn: () => read(api.GET('/api/v1/problems', { params: { query: { ...query, limit: 1 } } })),
  });
  return { to: `/problems?${search(query)}`, total: data?.total, yi: undefined, error };
}
