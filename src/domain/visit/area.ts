import type { Area } from '../entity.ts';
import { decideVisit } from './decide.ts';
import { evolveVisit } from './evolve.ts';
import { nextVisitReminder } from './reminders.ts';
import type { VisitCommand, VisitEvent, VisitRuleFacts, VisitState } from './types.ts';

export const visitArea: Area<VisitState, VisitCommand, VisitEvent, VisitRuleFacts> = {
  kind: 'visit',
  decide: decideVisit,
  evolve: evolveVisit,
  nextReminder: nextVisitReminder,
};
