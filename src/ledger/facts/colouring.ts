import type { Envelope } from '../../contract/commit.ts';
import type { ColouringRuleFacts, ColouringState } from '../../domain/colouring/types.ts';
import type { RuleContext } from '../../domain/entity.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { Database } from '../database.ts';
import { hashOf } from '../evaluation/canonical.ts';
import { colourTable } from '../evaluation/colours.ts';
import { editionColours } from '../reads/colour-editions.ts';

/** The table of the month as the ledger stands in this transaction, and that of the edition before. */
export async function colouringFacts(
  db: Database,
  { entityId: month, command }: Envelope<'colouring'>,
  { state, context }: { state: ColouringState | null; context: RuleContext },
): Promise<ColouringRuleFacts> {
  // Working a table out costs seconds in a large ledger; whoever may not publish is told so at once.
  if (!context.actor.roles.includes('coordinator')) return { month, table: null, closesOn: null, before: [] };
  const { today, calendar } = context;
  const source = { db, clock: calendar.clock };
  const found = await colourTable(source, { month, on: today, today, rules: command.rules });
  if (isRefusal(found)) return { month, table: found, closesOn: null, before: [] };
  const { rules, basis, rows, closesOn } = found;
  const made = {
    rules: { project: named(rules.project), county: named(rules.county) },
    basis,
  };
  return {
    month,
    table: { ...made, rows, hash: hashOf({ ...made, rows }) },
    closesOn,
    before: state ? await editionColours(db, month, state.edition) : [],
  };
}

const named = ({ id, version }: { id: string; version: number }) => ({ id, version });
