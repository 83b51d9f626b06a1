import { codeParams, moneyInYi, projectMoneyAnswer, suggestedPlansAnswer } from '../../contract/schemas/index.ts';
import type { SuggestedPlansAnswer } from '../../contract/schemas/index.ts';
import { precisionOf } from '../../domain/calendar/dates.ts';
import { milestoneOf } from '../../domain/project/evolve.ts';
import { stagesAfter } from '../../domain/project/path.ts';
import { suggestPlans, type SuggestionSettings } from '../../domain/project/suggested-plans.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import { projectStateOf } from '../../ledger/reads/project-family.ts';
import { moneyOf } from '../../ledger/reads/project-money.ts';
import { projectByCode } from '../../ledger/reads/projects.ts';
import { settingsAt } from '../../ledger/settings.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { projectMoneyWire } from '../wire/project-money.ts';
import { found, REFUSALS, type App } from './shared.ts';

const TAGS = ['projects'];

/** What one project has planned, done and received, and what plan dates are proposed for it. */
export function projectMoneyRoutes(app: App, { db, calendar, now }: ApiDependencies): void {
  app.get(
    '/projects/:code/money',
    {
      schema: {
        tags: TAGS,
        operationId: 'getProjectMoney',
        summary: 'The year plans, the months and the foreign capital of a project',
        params: codeParams,
        response: { 200: projectMoneyAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code } }) => {
      const project = found(await projectByCode(db, code), 'code', code);
      const state = await projectStateOf(db, code);
      return projectMoneyWire(project, state?.money.dues ?? [], await moneyOf(db, code));
    },
  );
  app.get(
    '/projects/:code/suggested-plans',
    {
      schema: {
        tags: TAGS,
        operationId: 'getSuggestedPlans',
        summary: 'Plan dates proposed after signing, by land kind (安庆 2015); set them with revise-plan',
        params: codeParams,
        response: { 200: suggestedPlansAnswer, ...REFUSALS },
      },
    },
    async ({ params: { code } }) => {
      const state = found(await projectStateOf(db, code), 'code', code);
      const { project } = await settingsAt(db, calendar.clock.toLocal(now()).date);
      return suggestedFor(state, project.suggestions);
    },
  );
}

/** Only of stages that are still ahead: nobody plans what was reached. */
function suggestedFor(state: ProjectState, rules: SuggestionSettings): SuggestedPlansAnswer {
  const { code, landKind, investmentWan, path, stage } = state;
  const signedOn = milestoneOf(state, 'signing').actual;
  const { plans, money } = suggestPlans(rules, { landKind, signedOn, investmentWan, stages: stagesAfter(path, stage) });
  const needs: SuggestedPlansAnswer['needs'] = [];
  if (landKind === null) needs.push('landKind');
  if (signedOn === null) needs.push('actual.signing');
  else if (precisionOf(signedOn) === 'year') needs.push('precision.signing');
  return {
    code,
    landKind,
    signedOn,
    needs,
    plans: plans.map(plan => ({ ...plan, plan: milestoneOf(state, plan.stage).plan })),
    money: money.map(each => ({ ...each, atLeastYi: moneyInYi(each.atLeastWan) })),
  };
}
