import { canFollow, isFuture, parsePartialDate } from '../calendar/dates.ts';
import { decided, type Decision, type RuleContext } from '../entity.ts';
import { checkWan } from '../money/money.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import { milestoneOf, neighbouringDates } from './evolve.ts';
import { unknownSource } from './sources.ts';
import { isStage, STAGES } from './stages.ts';
import type { CorrectCommand, ProjectEvent } from './commands.ts';
import { AGREEMENTS, LAND_KINDS, TEXT_FIELDS, type CorrectableField, type ProjectState } from './types.ts';

type Value = string | number | null;

/** A correction of a wrong fact is an event of its own (who, why, old, new); nothing is overwritten (domain §2). */
export function decideCorrection(
  state: ProjectState,
  command: CorrectCommand,
  context: RuleContext,
): Decision<ProjectEvent> | Refusal {
  const { field, reason } = command;
  const value = checkValue(state, field, command.value, context);
  if (isRefusal(value)) return value;
  const old = currentValue(state, field);
  // Saying that an assumed stage is the right one closes its gap.
  const confirmed = field === 'stage' && state.stageAssumed;
  if (old === value && !confirmed) return refuse('correctionUnchanged', field, value);
  return decided([{ type: 'corrected', field, old, new: value, reason }]);
}

export function currentValue(state: ProjectState, field: CorrectableField): Value {
  if (!field.startsWith('actual.')) return state[field as Exclude<CorrectableField, `actual.${string}`>];
  const stage = field.slice('actual.'.length);
  return isStage(stage) ? milestoneOf(state, stage).actual : null;
}

function checkValue(state: ProjectState, field: CorrectableField, value: Value, context: RuleContext): Value | Refusal {
  if (field.startsWith('actual.')) return checkActual(state, { field, value }, context);
  if (field === 'stage') return checkStage(state, value);
  if (field === 'investmentWan') {
    if (value === null) return null;
    return typeof value === 'number'
      ? checkWan(value, 'value')
      : refuse('wrongType', 'value', value, { type: 'number' });
  }
  if (typeof value === 'number') return refuse('wrongType', 'value', value, { type: 'string' });
  if (field === 'name' && (value === null || value.trim() === '')) return refuse('required', 'value', value);
  if (field === 'leadSource') return unknownSource(value, 'value', context.settings.project.leadSources) ?? value;
  const list = field === 'agreement' ? AGREEMENTS : field === 'landKind' ? LAND_KINDS : null;
  if (list) {
    const fits = value === null || (list as readonly string[]).includes(value);
    return fits ? value : refuse('notInList', 'value', value, { list });
  }
  const known = (TEXT_FIELDS as readonly string[]).includes(field) || ['leaderId', 'teamUnitId'].includes(field);
  return known ? value : refuse('nothingToCorrect', 'field', field, { fields: TEXT_FIELDS });
}

function checkActual(
  state: ProjectState,
  { field, value }: { field: string; value: Value },
  context: RuleContext,
): Value | Refusal {
  const stage = field.slice('actual.'.length);
  if (!isStage(stage)) return refuse('stageUnknown', 'field', stage, { stages: STAGES });
  if (STAGES.indexOf(stage) > STAGES.indexOf(state.stage)) {
    return refuse('nothingToCorrect', 'field', field, { reached: state.stage });
  }
  const { stages } = state.path;
  if (!stages.includes(stage)) return refuse('stageNotOnPath', 'field', stage, { path: stages });
  if (typeof value !== 'string') return refuse('wrongType', 'value', value, { type: 'YYYY-MM-DD' });
  const date = parsePartialDate(value, 'value');
  if (isRefusal(date)) return date;
  if (isFuture(date, context.today)) return refuse('dateInFuture', 'value', value, { today: context.today });
  const { before, after } = neighbouringDates(state, stage);
  if (before !== null && !canFollow(before, date))
    return refuse('dateBeforeLastStage', 'value', value, { last: before });
  if (after !== null && !canFollow(date, after)) return refuse('dateAfterNextStage', 'value', value, { next: after });
  return date;
}

/** A stage is corrected backwards only; forward is an advance, with its date and evidence. */
function checkStage(state: ProjectState, value: Value): Value | Refusal {
  if (!isStage(value)) return refuse('stageUnknown', 'value', value, { stages: STAGES });
  if (STAGES.indexOf(value) > STAGES.indexOf(state.stage)) {
    return refuse('nothingToCorrect', 'value', value, { reached: state.stage });
  }
  const { stages } = state.path;
  return stages.includes(value) ? value : refuse('stageNotOnPath', 'value', value, { path: stages });
}
