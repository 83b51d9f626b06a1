import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client.ts';
import type { MyAccess } from '../api/types.ts';

const myAccess = queryOptions({
  queryKey: ['me'],
  queryFn: () => read(api.GET('/api/v1/access/me')),
  staleTime: 60_000,
});

/** Who is signed in and what he may do, as the table of permissions says today. */
export const useMe = (): MyAccess | undefined => useQuery(myAccess).data;

/** Whether an action of the table (`problem.verify`) is granted anywhere. Where exactly, the server judges. */
export function useMay(): (action: string) => boolean {
  const me = useMe();
  return action => me?.items.some(item => item.action === action) ?? false;
}
