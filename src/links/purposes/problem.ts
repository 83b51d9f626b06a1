import { PROBLEM_COMMANDS } from '../../contract/schemas/index.ts';
import { SATISFACTIONS } from '../../domain/problem/types.ts';
import { formOf, type Field, type LinkForm, type Typed } from '../form.ts';

const YES_NO = ['true', 'false'] as const;
const needed = (name: string, kind: Field['kind'], options?: readonly string[]): Field => ({
  ...{ name, kind, needed: true },
  ...(options && { options }),
});
/** Needed with one of the choices only, which the rule says when it is missing. */
const maybe = (name: string): Field => ({ name, kind: 'text', needed: false });

export const acknowledgeProblem: LinkForm<'problem'> = formOf({ ...PROBLEM_COMMANDS.acknowledge, fields: [] });

export const answerProblem: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS.answer,
  fields: [needed('text', 'text'), needed('nextOn', 'date')],
});

export const coAnswerProblem: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS['co-answer'],
  fields: [needed('text', 'text')],
});

export const tableProblem: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS.table,
  fields: [needed('proposal', 'text'), needed('promisedOn', 'date')],
});

export const askExtension: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS['ask-extension'],
  fields: [needed('until', 'date'), needed('reason', 'text')],
});

export const ruleExtension: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS['rule-extension'],
  fields: [needed('granted', 'choice', YES_NO), maybe('reason')],
  toBody: saying('granted'),
});

export const verifyProblem: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS.verify,
  fields: [needed('accepted', 'choice', YES_NO), maybe('reason')],
  toBody: saying('accepted'),
});

export const lookBackProblem: LinkForm<'problem'> = formOf({
  ...PROBLEM_COMMANDS['look-back'],
  fields: [
    needed('satisfaction', 'choice', SATISFACTIONS),
    needed('relapsed', 'choice', ['false', 'true']),
    maybe('note'),
  ],
  toBody: saying('relapsed'),
});

/** A choice between yes and no comes as a word; anything else is left as it is, and refused by the schema. */
function saying(name: string): (typed: Typed) => object {
  const truth: Readonly<Record<string, boolean>> = { true: true, false: false };
  return typed => (typed[name] === undefined ? typed : { ...typed, [name]: truth[typed[name]] ?? typed[name] });
}
