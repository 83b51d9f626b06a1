import { keepViewBody, keptViewParams, keptViewsAnswer } from '../../contract/schemas/index.ts';
import { refuse } from '../../domain/refusal.ts';
import { dropView, keepView, keptViewsOf } from '../../ledger/kept-views.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';
import { REFUSALS, type App } from './shared.ts';

const TAGS = ['people'];

/**
 * How one likes to look at a list. No command of the ledger and nothing for the audit: nobody else sees or meets it, and what a name says could
 * never be erased from there. No key either: keeping the same view twice is keeping it once.
 */
export function keptViewRoutes(app: App, deps: ApiDependencies): void {
  const { db, now } = deps;
  app.get(
    '/me/views',
    {
      schema: {
        tags: TAGS,
        operationId: 'listMyViews',
        summary: 'The views of lists one keeps',
        response: { 200: keptViewsAnswer, ...REFUSALS },
      },
    },
    ({ signedIn }) => viewsWire(deps, signedIn.id),
  );
  app.put(
    '/me/views',
    {
      schema: {
        tags: TAGS,
        operationId: 'keepMyView',
        summary: 'Keep a view of a list under a name; the same name again replaces it',
        body: keepViewBody,
        response: { 200: keptViewsAnswer, ...REFUSALS },
      },
    },
    async ({ signedIn: { id }, body: view }) => {
      const refusal = await db.transaction().execute(tx => keepView(tx, id, { view, atMs: now() }));
      if (refusal) throw new Refused(refusal);
      return viewsWire(deps, id);
    },
  );
  app.delete(
    '/me/views/:view',
    {
      schema: {
        tags: TAGS,
        operationId: 'dropMyView',
        summary: 'Keep a view no longer',
        params: keptViewParams,
        response: { 200: keptViewsAnswer, ...REFUSALS },
      },
    },
    async ({ signedIn: { id }, params: { view } }) => {
      if (!(await dropView(db, id, view))) throw new Refused(refuse('notFound', 'view', view));
      return viewsWire(deps, id);
    },
  );
}

async function viewsWire({ db }: ApiDependencies, personId: string) {
  const rows = await keptViewsOf(db, personId);
  const items = rows.map(({ id, list, name, query, kept_at }) => ({
    id,
    list,
    name,
    query,
    keptAt: instantOf(kept_at),
  }));
  return { items, total: items.length };
}
