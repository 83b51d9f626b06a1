import { PROBLEM_COMMANDS } from '../../contract/schemas/index.ts';
import { formOf, type LinkForm, type Typed } from '../form.ts';

const { answer, verify } = PROBLEM_COMMANDS;

export const answerProblem: LinkForm<'problem'> = formOf({
  ...answer,
  fields: [
    { name: 'text', kind: 'text', needed: true },
    { name: 'nextOn', kind: 'date', needed: true },
  ],
});

export const verifyProblem: LinkForm<'problem'> = formOf({
  ...verify,
  fields: [
    { name: 'accepted', kind: 'choice', needed: true, options: ['true', 'false'] },
    // Needed for a rejection only, which the rule says when it is missing.
    { name: 'reason', kind: 'text', needed: false },
  ],
  toBody: ({ accepted, ...rest }: Typed) => ({
    ...rest,
    ...(accepted === undefined ? {} : { accepted: yesOrNo(accepted) }),
  }),
});

/** Anything but the two words is left as it is, and refused by the schema. */
const yesOrNo = (word: string): boolean | string => (word === 'true' ? true : word === 'false' ? false : word);
