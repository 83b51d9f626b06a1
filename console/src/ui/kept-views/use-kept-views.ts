import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, read } from '../../api/client.ts';
import type { components } from '../../api/schema.d.ts';
import { earlierViews, forgetEarlierView } from './earlier-views.ts';

export type ViewList = components['schemas']['KeepViewInput']['list'];
type KeptViews = components['schemas']['KeptViews'];

const VIEWS = ['kept-views'];
const keepView = (body: components['schemas']['KeepViewInput']): Promise<KeptViews> =>
  read(api.PUT('/api/v1/me/views', { body }));

/** The views that somebody keeps of one list, wherever he signs in. */
export function useKeptViews(person: string, list: ViewList) {
  const queries = useQueryClient();
  const { data, error } = useQuery({ queryKey: VIEWS, queryFn: () => read(api.GET('/api/v1/me/views')) });
  // Each answer has all that is kept now.
  const onSuccess = (kept: KeptViews): void => void queries.setQueryData(VIEWS, kept);
  const keep = useMutation({
    mutationFn: (view: { name: string; query: string }) => keepView({ list, ...view }),
    networkMode: 'always',
    onSuccess,
  });
  const drop = useMutation({
    mutationFn: (view: string) => read(api.DELETE('/api/v1/me/views/{view}', { params: { path: { view } } })),
    networkMode: 'always',
    onSuccess,
  });
  useEffect(() => {
    if (earlierViews(person).length === 0) return;
    // What could not be moved stays where it is for another day.
    void moveEarlierViews(person)
      .catch(() => undefined)
      .finally(() => queries.invalidateQueries({ queryKey: VIEWS }));
  }, [person, queries]);
  return { views: data?.items.filter(view => view.list === list) ?? [], error, keep, drop };
}

/** Views of before the server kept them: each is let go of in this browser when it is there, beside one of the same name from another browser. */
async function moveEarlierViews(person: string): Promise<void> {
  let kept = await read(api.GET('/api/v1/me/views'));
  for (const { name, search: query } of earlierViews(person)) {
    const there = kept.items.find(view => view.list === 'projects' && view.name === name);
    const beside = there === undefined || there.query === query ? name : `${name} (2)`;
    kept = await keepView({ list: 'projects', name: beside, query });
    forgetEarlierView(person, name);
  }
}
