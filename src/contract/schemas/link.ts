import { z } from 'zod';
import { LINK_PURPOSES, LINK_STATES, PROBLEM_PURPOSES } from '../../domain/link/types.ts';
import { refuse } from '../../domain/refusal.ts';
import { instant, pageOf, paging } from './common.ts';
import { code, line, shaped, whole } from './fields.ts';
import { MOST_LINK_DAYS } from './settings/links.ts';

/** A link made by hand, to be handed over by phone or a messenger. It speaks for one person, or for a firm by its name. */
export const makeLinkBody = z
  .strictObject({
    purpose: z.enum(PROBLEM_PURPOSES),
    problem: code(),
    person: code().nullish().describe('Whom it speaks for'),
    firm: line(100).nullish().describe('Or the name of a firm outside, with whoever speaks for it'),
    days: whole(1, MOST_LINK_DAYS).optional().describe('Days it works; as in the settings when left out'),
  })
  .check(context => {
    const { person, firm } = context.value;
    if ((person == null) !== (firm == null)) return;
    const refusal =
      person == null
        ? refuse('required', 'person', null)
        : refuse('givenTwice', 'firm', firm ?? null, { other: 'person' });
    context.issues.push({ code: 'custom', input: context.value, params: { refusal } });
  })
  .meta({ id: 'MakeLink', examples: [{ purpose: 'answerProblem', problem: 'Q-2026-0001', person: 'chen' }] });

export const linkListQuery = paging.extend({ problem: code() });
export const linkParams = z.strictObject({ id: shaped(/^[0-9a-f]{16}$/, '16 × 0-9 a-f') });

// ---- answers ----

const linkShape = {
  id: z.string().describe('Names the link without opening anything'),
  purpose: z.enum(LINK_PURPOSES),
  problem: z.string().describe('Code of the problem it is about'),
  person: z.string().nullable(),
  personName: z.string().nullable(),
  firm: z.string().nullable(),
  state: z.enum(LINK_STATES),
  mail: z.string().nullable().describe('The mail it stands in; null when it was made by hand'),
  madeBy: z.string(),
  madeAt: instant(),
  expiresAt: instant(),
  usedAt: instant().nullable(),
  revokedAt: instant().nullable(),
};
export const linkAnswer = z.object(linkShape).meta({ id: 'Link' });
export type LinkAnswer = z.output<typeof linkAnswer>;
export const linkPage = pageOf(linkAnswer, 'LinkPage');

export const madeLinkAnswer = z
  .object({
    ...linkShape,
    url: z.string().nullable().describe('What opens it, shown this once; null when the key is used again'),
  })
  .meta({ id: 'MadeLink' });
export type MadeLinkAnswer = z.output<typeof madeLinkAnswer>;
