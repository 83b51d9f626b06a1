import {
  COLLECTION_CHOICE_WORDS,
  DECISION_CHOICE_WORDS,
  LINK_PURPOSE_WORDS,
  RESPONSE_WORDS,
  SATISFACTION_WORDS,
  type Words,
} from '../../contract/catalogue/words.ts';
import {
  COLLECTION_CHOICES,
  DECISION_CHOICES,
  type CollectionChoice,
  type DecisionChoice,
  type LinkPurpose,
} from '../../domain/link/types.ts';
import { RESPONSES, type Response } from '../../domain/meeting/responses.ts';
import type { Satisfaction } from '../../domain/problem/types.ts';
import type { MailLocale } from './catalogue.ts';
import type { Action } from './view.ts';

/** A link as a button, or one of its buttons: a look-back and an invitation have one for each answer, all of the same link. */
export interface LinkButton {
  purpose: LinkPurpose;
  choice: Satisfaction | Response | CollectionChoice | DecisionChoice | null;
  href: string;
}

export const actionOf = ({ purpose, choice, href }: LinkButton, locale: MailLocale): Action => ({
  text: wordsOn(purpose, choice)[locale === 'en' ? 'en' : 'zh'],
  href,
});

function wordsOn(purpose: LinkPurpose, choice: LinkButton['choice']): Words {
  if (choice === null) return LINK_PURPOSE_WORDS[purpose];
  if (isCollectionChoice(choice)) return COLLECTION_CHOICE_WORDS[choice];
  if (isDecisionChoice(choice)) return DECISION_CHOICE_WORDS[choice];
  return isResponse(choice) ? RESPONSE_WORDS[choice] : SATISFACTION_WORDS[choice];
}

const isCollectionChoice = (choice: string): choice is CollectionChoice =>
  (COLLECTION_CHOICES as readonly string[]).includes(choice);

const isDecisionChoice = (choice: string): choice is DecisionChoice =>
  (DECISION_CHOICES as readonly string[]).includes(choice);

const isResponse = (choice: string): choice is Response => (RESPONSES as readonly string[]).includes(choice);
