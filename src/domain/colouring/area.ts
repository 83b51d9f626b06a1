import { SUBJECTS, type Subject } from '../colour/types.ts';
import type { ColourCounts } from '../colour/compare.ts';
import { decided, type Area, type Decision, type RuleContext } from '../entity.ts';
import { onlyCoordinator } from '../project/leaving.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type {
  ColouringRuleFacts,
  ColouringState,
  ColourRow,
  EditionChange,
  PublishCommand,
  PublishedEvent,
} from './types.ts';

/**
 * Publishes a month: the first edition, or another one with the reason for it; with one also before its closing day has passed. An edition that says just what the one before says is none.
 */
function decideColouring(
  state: ColouringState | null,
  { reason }: PublishCommand,
  { month, table, closesOn, before }: ColouringRuleFacts,
  { actor, today }: RuleContext,
): Decision<PublishedEvent> | Refusal {
  const stranger = onlyCoordinator(actor);
  if (stranger) return stranger;
  if (table === null) return refuse('notFound', 'month', month);
  if (isRefusal(table)) return table;
  // What is published of a month whose figures still come in will not stay; whoever wants it all the same says why.
  if (closesOn !== null && today <= closesOn && reason === undefined)
    return refuse('monthOpen', 'month', month, { closes: closesOn, today });
  if (state && table.hash === state.hash) {
    return refuse('colouringUnchanged', 'month', month, { edition: state.edition });
  }
  if (state && reason === undefined) return refuse('monthPublished', 'month', month, { edition: state.edition });
  const event: PublishedEvent = {
    type: 'published',
    month,
    edition: (state?.edition ?? 0) + 1,
    on: today,
    reason: reason ?? null,
    ...table,
    counts: { project: countsOf(table.rows, 'project'), county: countsOf(table.rows, 'county') },
    changes: state ? changesBetween(before, table.rows) : [],
  };
  return decided([event]);
}

export const colouringArea: Area<ColouringState, PublishCommand, PublishedEvent, ColouringRuleFacts> = {
  kind: 'colouring',
  decide: decideColouring,
  evolve: (_state, { month, edition, hash }) => ({ month, edition, hash }),
  nextReminder: () => null,
};

/** How many rows of a subject there are of each colour. */
export function countsOf(rows: readonly Pick<ColourRow, 'subject' | 'colour'>[], subject: Subject): ColourCounts {
  const counts: ColourCounts = { green: 0, yellow: 0, red: 0, none: 0 };
  for (const row of rows) if (row.subject === subject) counts[row.colour] += 1;
  return counts;
}

type Named = Pick<ColourRow, 'subject' | 'id' | 'name' | 'colour'>;

/** Who has another colour, who has come and who has gone; those that have gone last. */
export function changesBetween(before: readonly Named[], after: readonly Named[]): EditionChange[] {
  return SUBJECTS.flatMap(subject => {
    const of = (rows: readonly Named[]) =>
      new Map(rows.filter(row => row.subject === subject).map(row => [row.id, row]));
    const [old, now] = [of(before), of(after)];
    const seen = [...now.values()].map(({ id, name, colour }) => ({
      id,
      name,
      from: old.get(id)?.colour ?? null,
      to: colour,
    }));
    const gone = [...old.values()]
      .filter(({ id }) => !now.has(id))
      .map(({ id, name, colour }) => ({ id, name, from: colour, to: null }));
    return [...seen, ...gone].filter(({ from, to }) => from !== to).map(change => ({ subject, ...change }));
  });
}
