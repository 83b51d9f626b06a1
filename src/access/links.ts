import type { LinkPurpose } from '../domain/link/types.ts';
import { permissionOfRoute } from './index.ts';
import { grantedTo, isNowhere, type Asking } from './reach.ts';

/**
 * What the command of a one-click link is in the table. The link is the narrower grant: one command on one thing, once. Whom it was made for
 * must hold that command besides, on the day he presses it; a firm outside holds nothing, and for it the link is all there is.
 */
export const LINK_ROUTES: Readonly<Record<LinkPurpose, string>> = {
  acknowledgeProblem: 'acknowledgeProblem',
  answerProblem: 'answerProblem',
  coAnswerProblem: 'coAnswerProblem',
  tableProblem: 'tableProblem',
  askExtension: 'askExtensionProblem',
  ruleExtension: 'ruleExtensionProblem',
  verifyProblem: 'verifyProblem',
  lookBackProblem: 'lookBackProblem',
  answerInvitation: 'answerInvitation',
  reportCollection: 'reportCollection',
  reportDecision: 'reportDecision',
};

/** Whether somebody's roles hold it anywhere: a mail offers nothing that its reader would be refused. */
export function mayUse(purpose: LinkPurpose, holder: Asking): boolean {
  const row = permissionOfRoute(LINK_ROUTES[purpose]);
  return row !== undefined && !isNowhere(grantedTo(holder, row).reach);
}
