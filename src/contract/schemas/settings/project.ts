import { z } from 'zod';
import { EVIDENCE_FIELDS, STANDARD_PATH } from '../../../domain/project/path.ts';
import { SUGGESTION_NOTES } from '../../../domain/project/suggested-plans.ts';
import { LAND_KINDS } from '../../../domain/project/types.ts';
import { refuse } from '../../../domain/refusal.ts';
import { code, line, ruled, stage, whole } from '../fields.ts';
import { eachOnce, firstDouble, stagesInOrder } from './rules.ts';

const evidenceAsked = z
  .strictObject({
    kind: line(100),
    needs: ruled(z.array(z.enum(EVIDENCE_FIELDS)), needs => firstDouble(needs, need => need) ?? needs),
    level: z.enum(['asked', 'required']).describe('required: nobody gets past without it, unless a leader waives it'),
    by: z
      .enum(['review'])
      .optional()
      .describe('review: not a paper, but a pre-review (项目预审) that was passed, with conditions or without'),
  })
  .meta({ id: 'EvidenceAsked' });

const gate = ruled(z.array(evidenceAsked).max(20), asked => firstDouble(asked, ({ kind }) => kind, 'kind') ?? asked);

const stageList = () => ruled(z.array(stage()), stages => stagesInOrder(stages) as typeof stages);

const pathTemplate = ruled(
  z.strictObject({
    id: code(),
    name: line(100),
    stages: stageList().describe('In the order of the standard path'),
    milestones: stageList().describe('Those of the stages that count: passing one needs its actual date'),
    gates: z.partialRecord(stage(), gate).describe('What each stage asks for'),
  }),
  path => {
    const { stages, milestones, gates } = path;
    const at = milestones.findIndex(milestone => !stages.includes(milestone));
    if (at >= 0) return refuse('stageNotOnPath', `milestones[${at}]`, milestones[at] ?? null, { path: stages });
    const gateElsewhere = Object.keys(gates).find(name => !(stages as readonly string[]).includes(name));
    if (gateElsewhere === undefined) return path;
    return refuse('stageNotOnPath', `gates.${gateElsewhere}`, gateElsewhere, { path: stages });
  },
).meta({ id: 'PathTemplate' });

const suggestedFor = { landKind: z.enum(LAND_KINDS), monthsAfterSigning: whole(1, 120) };

/** Plan dates after signing (安庆 2015); one rule for a stage, or for the money, of a land kind. */
const suggestions = z
  .strictObject({
    plans: ruled(
      z.array(z.strictObject({ ...suggestedFor, stage: stage(), note: z.enum(SUGGESTION_NOTES).nullable() })).max(50),
      rules => firstDouble(rules, rule => `${rule.landKind}.${rule.stage}`, 'stage') ?? rules,
    ),
    money: ruled(
      z.array(z.strictObject({ ...suggestedFor, atLeastPercent: whole(1, 100) })).max(50),
      rules => firstDouble(rules, ({ landKind }) => landKind, 'landKind') ?? rules,
    ),
  })
  .meta({ id: 'SuggestionSettings', description: 'Plan dates proposed after signing, by land kind' });

export const projectSettings = z
  .strictObject({
    paths: ruled(z.array(pathTemplate).max(50), paths => {
      const double = firstDouble(paths, ({ id }) => id, 'id');
      if (double) return double;
      const { id: needed } = STANDARD_PATH;
      return paths.some(({ id }) => id === needed) ? paths : refuse('mustStay', '', null, { needed });
    }).describe('Kinds of path; a project keeps the template it was started with until it is moved'),
    warnDaysBefore: eachOnce(whole(1, 365), 10).describe(
      'Days before a planned milestone on which the team is warned; the day itself is always one more',
    ),
    digestWeekday: whole(1, 7).describe('1 (Monday) to 7: the day of the week on which late milestones are told'),
    suggestions,
    leadSources: ruled(
      z.array(z.strictObject({ id: code(), name: line(100) }).meta({ id: 'LeadSource' })).max(100),
      sources => firstDouble(sources, ({ id }) => id, 'id') ?? sources,
    ).describe('Where leads come from; a source that leaves the list stays with the projects that name it'),
  })
  .meta({ id: 'ProjectSettings' });
