import type { Area } from '../entity.ts';
import { decideWhistle } from './decide.ts';
import { evolveWhistle } from './evolve.ts';
import { nextWhistleStep } from './steps.ts';
import type { WhistleCommand, WhistleEvent, WhistleRuleFacts, WhistleState } from './types.ts';

export const whistleArea: Area<WhistleState, WhistleCommand, WhistleEvent, WhistleRuleFacts> = {
  kind: 'whistle',
  decide: decideWhistle,
  evolve: evolveWhistle,
  nextReminder: nextWhistleStep,
};
