import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';

interface Page<Row> {
  items: Row[];
  total: number;
  next: string | null;
}

/** A list read page by page as far as it is looked at. While a filter changes, the rows before stay, so that nothing jumps. */
export function usePages<Answer extends Page<unknown>>(
  queryKey: readonly unknown[],
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Answer>,
) {
  const query = useInfiniteQuery<Answer, Error, InfiniteData<Answer>, readonly unknown[], string | undefined>({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const more = hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined;
  const rows = (data?.pages.flatMap(({ items }) => items) ?? []) as Answer['items'];
  return { ...query, rows, first: data?.pages[0], more };
}
