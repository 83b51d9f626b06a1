import { z } from 'zod';
import { CATEGORIES } from '../../domain/problem/types.ts';
import { STAGES } from '../../domain/project/stages.ts';
import { PROJECT_STATUSES } from '../../domain/project/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { CHARGE_SCOPES, chargeIdOf, type Subject } from '../../domain/supervision/charge.ts';
import { commandResult, instant, pageOf, paging } from './common.ts';
import { code, isoDate, line, longText } from './fields.ts';

const subjectShape = {
  county: line(100).optional().describe('The county as it stands in the ledger'),
  project: code().optional().describe('A large project that has a team of its own; either this or a county'),
};

interface Place {
  county?: string | undefined;
  project?: string | undefined;
}

/** One of the two, and not both. */
const oneSubject = (context: z.core.ParsePayload<Place>): void => {
  const { county, project } = context.value;
  if ((county === undefined) !== (project === undefined)) return;
  const refusal =
    county === undefined || project === undefined
      ? refuse('required', 'project', null, { other: 'county' })
      : refuse('projectOrCounty', 'county', county, { project });
  context.issues.push({ code: 'custom', input: context.value, params: { refusal } });
};

export const entrustBody = z
  .strictObject({
    ...subjectShape,
    team: code().describe('A unit of the kind supervision'),
    reason: longText().optional().describe('Needed when another team answers for it now'),
  })
  .check(oneSubject)
  .meta({ id: 'Entrust', examples: [{ county: '南安市', team: 'dc-1' }] });
export const releaseBody = z
  .strictObject({ ...subjectShape, reason: longText() })
  .check(oneSubject)
  .meta({ id: 'ReleaseCharge' });

export const chargeEventsQuery = paging.extend(subjectShape).check(oneSubject);

export const subjectIn = ({ county, project }: Place): Subject =>
  project === undefined ? { scope: 'county', subject: county ?? '' } : { scope: 'project', subject: project };
export const chargeIdIn = (place: Place): string => chargeIdOf(subjectIn(place));

export const chargeListQuery = z.strictObject({
  team: code().optional(),
  scope: z.enum(CHARGE_SCOPES).optional(),
  asOf: isoDate().optional().describe('As it stood at the end of this day'),
});
export const teamProjectsQuery = paging.extend({
  all: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Also the smaller projects of its counties; else only those from the size on that the settings name'),
});

// ---- answers ----

export const chargeAnswer = z
  .object({
    scope: z.enum(CHARGE_SCOPES),
    subject: z.string().describe('The county, or the code of the project'),
    name: z.string().nullable().describe('Of a project'),
    team: z.string(),
    teamName: z.string().nullable(),
    since: z.string(),
  })
  .meta({ id: 'Charge' });
export type ChargeAnswer = z.output<typeof chargeAnswer>;
export const chargesAnswer = z.object({ asOf: z.string(), items: z.array(chargeAnswer) }).meta({ id: 'Charges' });
export type ChargesAnswer = z.output<typeof chargesAnswer>;
export const chargeCommandAnswer = z
  .object({
    scope: z.enum(CHARGE_SCOPES),
    subject: z.string(),
    team: z.string().nullable(),
    teamName: z.string().nullable(),
    since: z.string(),
    command: commandResult,
  })
  .meta({ id: 'ChargeCommandAnswer' });
export type ChargeCommandAnswer = z.output<typeof chargeCommandAnswer>;

export const teamAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    people: z.int(),
    counties: z.array(z.string()),
    projects: z.int().describe('Projects it has for itself, beside those of its counties'),
    toVerify: z.int().describe('Resolved problems that wait for its second key'),
  })
  .meta({ id: 'SupervisionTeam' });
export type TeamAnswer = z.output<typeof teamAnswer>;
export const teamsAnswer = z.object({ items: z.array(teamAnswer) }).meta({ id: 'SupervisionTeams' });

export const teamProjectAnswer = z
  .object({
    code: z.string(),
    name: z.string(),
    county: z.string().nullable(),
    stage: z.enum(STAGES),
    status: z.enum(PROJECT_STATUSES),
    investmentWan: z.int().nullable(),
    investmentYi: z.string().nullable(),
    own: z.boolean().describe('Entrusted by itself, not with its county'),
    lastVisitedOn: z.string().nullable(),
    openProblems: z.int(),
  })
  .meta({ id: 'TeamProject' });
export type TeamProjectAnswer = z.output<typeof teamProjectAnswer>;
export const teamProjectPage = pageOf(teamProjectAnswer, 'TeamProjectPage');

export const toVerifyAnswer = z
  .object({
    code: z.string(),
    title: z.string(),
    category: z.enum(CATEGORIES),
    project: z.string().nullable(),
    projectName: z.string().nullable(),
    county: z.string().nullable(),
    leadUnit: z.string().nullable().describe('Its name'),
    resolvedAt: instant(),
    dueAt: instant().nullable().describe('By when it is to be verified'),
    overdue: z.boolean(),
  })
  .meta({ id: 'ProblemToVerify' });
export type ToVerifyAnswer = z.output<typeof toVerifyAnswer>;
export const toVerifyPage = pageOf(toVerifyAnswer, 'ProblemToVerifyPage');
