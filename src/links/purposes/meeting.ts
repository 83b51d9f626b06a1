import { answerInvitationBody, MINUTES_COMMANDS } from '../../contract/schemas/index.ts';
import { DECISION_CHOICES } from '../../domain/link/types.ts';
import { RESPONSES } from '../../domain/meeting/responses.ts';
import { refuse } from '../../domain/refusal.ts';
import { formOf, type Field, type LinkForm } from '../form.ts';

/** Without the field that names somebody: a link answers for its holder. */
export const answerInvitation: LinkForm<'meeting'> = formOf({
  fields: [
    { name: 'response', kind: 'choice', needed: true, options: RESPONSES },
    // Needed with one of the choices only, which the rule says when it is missing.
    { name: 'deputy', kind: 'line', needed: false },
    { name: 'note', kind: 'text', needed: false },
  ],
  body: answerInvitationBody,
  toCommand: said => ({ type: 'answerInvitation', ...said }),
});

const DECISION_FIELDS: readonly Field[] = [
  { name: 'outcome', kind: 'choice', needed: true, options: DECISION_CHOICES },
  // Each is needed with one of the choices, which its schema says when it is missing.
  { name: 'result', kind: 'text', needed: false },
  { name: 'reason', kind: 'text', needed: false },
  { name: 'until', kind: 'date', needed: false },
];

const done: LinkForm<'meeting'> = formOf({
  ...{ fields: DECISION_FIELDS, body: MINUTES_COMMANDS.report.body, toCommand: MINUTES_COMMANDS.report.toCommand },
  toBody: ({ result }, decision) => ({ decision, ...(result !== undefined && { result }) }),
});
const notDone: LinkForm<'meeting'> = formOf({
  ...{ fields: DECISION_FIELDS, body: MINUTES_COMMANDS.postpone.body, toCommand: MINUTES_COMMANDS.postpone.toCommand },
  toBody: ({ reason, until }, decision) => ({
    decision,
    ...(reason !== undefined && { reason }),
    ...(until !== undefined && { until }),
  }),
});

/** One question with two answers, each a command of its own: which one, the choice says. */
export const reportDecision: LinkForm<'meeting'> = {
  fields: DECISION_FIELDS,
  read(typed, part) {
    switch (typed['outcome']) {
      case 'done':
        return done.read(typed, part);
      case 'notDone':
        return notDone.read(typed, part);
      case undefined:
      case '':
        return { refusals: [refuse('required', 'outcome', null)] };
      default:
        return { refusals: [refuse('notInList', 'outcome', typed['outcome'], { list: DECISION_CHOICES })] };
    }
  },
};
