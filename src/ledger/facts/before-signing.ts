import type { Policy } from '../../domain/policy/area.ts';
import type { ProjectCommand, ReviewerFacts } from '../../domain/project/commands.ts';
import type { Database } from '../database.ts';

/** The experts a command on a review names, with what could make one of them a judge in his own matter. */
export async function expertsNamed(db: Database, command: ProjectCommand): Promise<ReviewerFacts[]> {
  const ids = namedIn(command);
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('expert')
    .innerJoin('person', 'person.id', 'expert.id')
    .innerJoin('unit', 'unit.id', 'person.unit_id')
    .select(['expert.id', 'expert.firms', 'expert.active', 'person.active as there'])
    .select(['person.unit_id', 'person.address', 'unit.county'])
    .where('expert.id', 'in', ids)
    .execute();
  return rows.map(({ id, firms, active, there, unit_id: unitId, county, address }) => ({
    ...{ id, firms, unitId, county },
    active: active && there,
    reachable: there && address !== null,
  }));
}

function namedIn(command: ProjectCommand): readonly string[] {
  if (command.type === 'askReview') return command.reviewers;
  return command.type === 'recuseReviewer' && command.instead !== undefined ? [command.instead] : [];
}

/** The entry of the handbook a promise names; null when there is none, undefined when the command names none. */
export async function policyNamed(db: Database, command: ProjectCommand): Promise<Policy | null | undefined> {
  if (command.type !== 'promise') return undefined;
  const row = await db.selectFrom('policy').selectAll().where('id', '=', command.policy).executeTakeFirst();
  if (!row) return null;
  const { id, title, offer, unit_id: unitId, valid_from: validFrom, valid_to: validTo } = row;
  return { id, title, unitId, offer, validFrom, validTo };
}
