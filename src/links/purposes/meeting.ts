import { answerInvitationBody } from '../../contract/schemas/index.ts';
import { RESPONSES } from '../../domain/meeting/responses.ts';
import { formOf, type LinkForm } from '../form.ts';

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
