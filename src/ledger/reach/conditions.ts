import { sql, type RawBuilder } from 'kysely';
import type { Narrow } from '../../access/reach.ts';
import type { NarrowScope } from '../../access/types.ts';

/**
 * What somebody with a narrow reach sees, in SQL: the one place that says what `county`, `unit`, `charge` and `own` mean for each kind of
 * thing. A list, its total, its export, a figure and a command on one thing all ask the same condition, so they agree. A scope that means
 * nothing for a kind lets nobody in.
 */
export type Condition = RawBuilder<boolean>;
export type Within = (reach: Narrow, alias?: string) => Condition;

const NOTHING = sql<boolean>`false`;

function anyOf({ scopes }: Narrow, conditions: Partial<Record<NarrowScope, Condition>>): Condition {
  const held = scopes.flatMap(scope => conditions[scope] ?? []);
  return held.length === 0 ? NOTHING : sql<boolean>`(${sql.join(held, sql` or `)})`;
}

/** Null for a unit that speaks for no county: then no county equals it. */
const countyOf = ({ unitId }: Narrow) => sql<string | null>`(select county from unit where id = ${unitId})`;

/** The county somebody speaks for, as a condition on any expression. */
const inCounty = (reach: Narrow, county: RawBuilder<unknown>): Condition =>
  sql<boolean>`${county} = ${countyOf(reach)}`;

/** By a list that is worked out once: there are as many charges as teams, counties and large projects. */
const charged = (scope: 'project' | 'county', subject: RawBuilder<unknown>, team: Condition): Condition =>
  sql<boolean>`coalesce(${subject} in (select charge.subject from charge where charge.scope = ${sql.lit(scope)} and ${team}), false)`;
const toMine = ({ unitId }: Narrow): Condition => sql<boolean>`charge.team_unit_id = ${unitId}`;
const toAnother = ({ unitId }: Narrow): Condition => sql<boolean>`charge.team_unit_id <> ${unitId}`;

/**
 * What is entrusted to one's team, by the project's own charge or else its county's; what is entrusted to none is every team's, so that
 * nothing is nobody's.
 */
const entrusted = (reach: Narrow, project: RawBuilder<unknown>, county: RawBuilder<unknown>): Condition =>
  sql<boolean>`(${charged('project', project, toMine(reach))} or
    not (${charged('project', project, toAnother(reach))} or ${charged('county', county, toAnother(reach))}))`;

/** By containment, which an index answers where `= any` would look at every row. */
const partOf = ({ unitId }: Narrow, problem: string): Condition =>
  sql<boolean>`(${sql.ref(`${problem}.lead_unit_id`)} = ${unitId}
    or ${sql.ref(`${problem}.co_unit_ids`)} @> array[${unitId}]::text[]
    or ${sql.ref(`${problem}.split_unit_ids`)} @> array[${unitId}]::text[])`;

/** A department sees the projects its own unit drives (专班), and those it has a problem of. */
export const projectWithin: Within = (reach, alias = 'project') => {
  const [code, county] = [sql.ref(`${alias}.code`), sql.ref(`${alias}.county`)];
  return anyOf(reach, {
    county: inCounty(reach, county),
    unit: sql<boolean>`(${sql.ref(`${alias}.team_unit_id`)} = ${reach.unitId} or exists (
      select 1 from problem reached where reached.project_code = ${code} and ${partOf(reach, 'reached')}))`,
    charge: entrusted(reach, code, county),
    // As one who is asked for his opinion of it.
    own: sql<boolean>`exists (select 1 from entity where entity.kind = 'project' and entity.id = ${code}
      and entity.state -> 'reviews' @> ${JSON.stringify([{ reviewers: [{ id: reach.id }] }])}::jsonb)`,
  });
};

/**
 * What belongs to a project lies where the project does, wherever its own county is typed. Put as conditions that a list of thousands looks up
 * once, and not row by row.
 */
const placed = (project: RawBuilder<unknown>, condition: Condition): Condition =>
  sql<boolean>`exists (select 1 from project placed where placed.code = ${project} and ${condition})`;
const isPlaced = sql<boolean>`placed.county is not null`;

function placedInCounty(reach: Narrow, alias: string): Condition {
  const [project, typed] = [sql.ref(`${alias}.project_code`), sql.ref(`${alias}.county`)];
  return sql<boolean>`(${placed(project, inCounty(reach, sql.ref('placed.county')))}
    or (${inCounty(reach, typed)} and not ${placed(project, isPlaced)}))`;
}

function placedAndEntrusted(reach: Narrow, alias: string): Condition {
  const [project, typed] = [sql.ref(`${alias}.project_code`), sql.ref(`${alias}.county`)];
  return entrusted(reach, project, countyOfPlace(project, typed));
}

const countyOfPlace = (project: RawBuilder<unknown>, typed: RawBuilder<unknown>) =>
  sql`coalesce((select placed.county from project placed where placed.code = ${project}), ${typed})`;

/** A result of the very team that answers for the place: every other team looks, or nobody could. */
function verifiedByAnother(alias: string): Condition {
  const [project, typed] = [sql.ref(`${alias}.project_code`), sql.ref(`${alias}.county`)];
  return sql<boolean>`(${sql.ref(`${alias}.state`)} = 'resolved' and coalesce(
    (select team_unit_id from charge where scope = 'project' and subject = ${project}),
    (select team_unit_id from charge where scope = 'county' and subject = ${countyOfPlace(project, typed)}))
    in (${sql.ref(`${alias}.lead_unit_id`)}, ${sql.ref(`${alias}.solution`)} ->> 'solverUnitId'))`;
}

/** What a team has found goes on being its own to follow, whoever answers for the place by now. */
const foundBy = ({ unitId }: Narrow, alias: string): Condition =>
  sql<boolean>`exists (select 1 from visit_finding found join visit on visit.code = found.visit_code
    where found.problem_code = ${sql.ref(`${alias}.code`)} and visit.team_unit_id = ${unitId})`;

/** Whoever has a part in a problem sees it, from wherever it comes. */
export const problemWithin: Within = (reach, alias = 'problem') => {
  const part = partOf(reach, alias);
  const charge = placedAndEntrusted(reach, alias);
  return anyOf(reach, {
    county: sql<boolean>`(${placedInCounty(reach, alias)} or ${part})`,
    unit: part,
    charge: sql<boolean>`(${charge} or ${part} or ${verifiedByAnother(alias)} or ${foundBy(reach, alias)})`,
    own: sql<boolean>`${sql.ref(`${alias}.firm_contact_id`)} = ${reach.id}`,
  });
};

export const visitWithin: Within = (reach, alias = 'visit') => {
  const team = sql<boolean>`${sql.ref(`${alias}.team_unit_id`)} = ${reach.unitId}`;
  const charge = placedAndEntrusted(reach, alias);
  return anyOf(reach, {
    county: placedInCounty(reach, alias),
    unit: team,
    charge: sql<boolean>`(${team} or ${charge})`,
  });
};

export const whistleWithin: Within = (reach, alias = 'whistle') => {
  const county = sql.ref(`${alias}.county`);
  return anyOf(reach, {
    county: inCounty(reach, county),
    unit: sql<boolean>`exists (select 1 from whistle_department called
      where called.whistle_code = ${sql.ref(`${alias}.code`)} and called.unit_id = ${reach.unitId})`,
    charge: entrusted(reach, sql.ref(`${alias}.project_code`), county),
  });
};

/** An event is seen by whoever has a project on its list; which of the list is another question (`projectWithin`). */
export const batchWithin: Within = (reach, alias = 'batch') =>
  sql<boolean>`exists (select 1 from batch_project listed join project on project.code = listed.project_code
    where listed.batch_code = ${sql.ref(`${alias}.code`)} and ${projectWithin(reach)})`;

export const mailWithin: Within = (reach, alias = 'mail') =>
  anyOf(reach, { own: sql<boolean>`${sql.ref(`${alias}.person_id`)} = ${reach.id}` });

export const personWithin: Within = (reach, alias = 'person') => {
  const own = sql<boolean>`${sql.ref(`${alias}.id`)} = ${reach.id}`;
  return anyOf(reach, { own, unit: sql<boolean>`(${sql.ref(`${alias}.unit_id`)} = ${reach.unitId} or ${own})` });
};

export const sessionWithin: Within = (reach, alias = 'session') =>
  anyOf(reach, { own: sql<boolean>`${sql.ref(`${alias}.person_id`)} = ${reach.id}` });

/** A team is a unit. */
export const teamWithin: Within = (reach, alias = 'unit') =>
  anyOf(reach, { unit: sql<boolean>`${sql.ref(`${alias}.id`)} = ${reach.unitId}` });

/** A paper is seen with what it proves, and by who brought it. */
export const fileWithin: Within = (reach, alias = 'stored_file') => {
  const sha256 = sql.ref(`${alias}.sha256`);
  const named = sql`jsonb_build_array(jsonb_build_object('file', ${sha256}))`;
  const proves = sql<boolean>`(exists (select 1 from milestone join project on project.code = milestone.project_code
      where milestone.evidence <> '[]'::jsonb and milestone.evidence @> ${named} and ${projectWithin(reach)})
    or exists (select 1 from problem_paper paper join problem on problem.code = paper.problem_code
      where paper.sha256 = ${sha256} and ${problemWithin(reach)})
    or exists (select 1 from visit_finding found join visit on visit.code = found.visit_code
      where ${sha256} = any(found.files) and ${visitWithin(reach)})
    or exists (select 1 from visit_finding found join problem on problem.code = found.problem_code
      where ${sha256} = any(found.files) and ${problemWithin(reach)}))`;
  const own = sql<boolean>`exists (select 1 from file_upload brought
    where brought.sha256 = ${sha256} and brought.stored_by = ${reach.id})`;
  return anyOf(reach, { county: proves, unit: proves, charge: proves, own });
};

/** A county by its name, for what is to be begun there. */
export const countyWithin = (reach: Narrow, county: string): Condition =>
  anyOf(reach, {
    county: inCounty(reach, sql`${county}::text`),
    charge: entrusted(reach, sql`null::text`, sql`${county}::text`),
  });
