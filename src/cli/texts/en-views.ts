import { fill } from './fill.ts';
import type { viewsZh } from './zh-views.ts';

/** What the commands about kept views say, in English. */
export const viewsEn: typeof viewsZh = {
  help: {
    group: 'views of the console’s lists that one keeps: list, keep, drop',
    list: 'the views one keeps',
    keep: 'keep a view: the list (projects, problems), a name, and what the address has after its ?; the same name is replaced',
    drop: 'keep a view no longer (its id is in views list)',
  },
  heads: { id: 'id', list: 'list', name: 'name', address: 'address' },
  kept: fill('kept: {name}'),
  dropped: fill('dropped: {id}'),
};
