import type { Command } from 'commander';
import type { ExpertAnswer, ExpertCommandAnswer, ReviewsAnswer } from '../answers.ts';
import { OPINION, REVIEW_OUTCOME, REVIEW_STANDING } from '../before-words.ts';
import { changing, collect, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import { give } from '../project-command.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showExperts, showReviews, tellExpert } from '../views/before-signing.ts';
import { dayQuery, withDay, type DayOptions } from './lead.ts';

/** Pre-review (项目预审) by experts of a pool (评估专家库), who say what they think of a project before it goes on. */
export function addReviewCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  const review = program.command('review').description(help.review);
  changing(review.command('ask <code>'), setup)
    .description(help.reviewAsk)
    .requiredOption('--reviewer <id>', help.options.reviewer, collect)
    .option('--due <date>', help.options.reviewDue)
    .addHelpText('after', examples(setup, 'review ask P-2026-0001 --reviewer chen --reviewer li --reviewer wu'))
    .action(run(ask));
  changing(review.command('opinion <code> <verdict>'), setup)
    .description(help.reviewOpinion)
    .requiredOption('--reason <text>', help.options.reviewReason)
    .option('--reviewer <id>', help.options.reviewerOf)
    .addHelpText(
      'after',
      examples(
        setup,
        'review opinion P-2026-0001 推荐 --reason 技术成熟，市场明确',
        'review opinion P-2026-0001 附条件 --reviewer chen --reason 须先完成环评',
      ),
    )
    .action(run(opinion));
  changing(review.command('recuse <code> <reviewer>'), setup)
    .description(help.reviewRecuse)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .option('--instead <id>', help.options.instead)
    .addHelpText('after', examples(setup, 'review recuse P-2026-0001 chen --reason 曾任投资方顾问 --instead zhou'))
    .action(run(recuse));
  changing(review.command('conclude <code> <outcome>'), setup)
    .description(help.reviewConclude)
    .requiredOption('--reason <text>', help.options.reviewReason)
    .addHelpText('after', examples(setup, 'review conclude P-2026-0001 附条件通过 --reason 须先完成环评'))
    .action(run(conclude));
  withDay(review.command('list').description(help.reviewList), setup)
    .option('--state <state>', help.options.reviewStanding)
    .addHelpText('after', examples(setup, 'review list', 'review list --state 逾期'))
    .action(run(list));
  addExperts(program, setup);
}

function addExperts(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  const experts = program.command('experts').description(help.experts);
  experts
    .command('list')
    .description(help.expertsList)
    .option('--field <text>', help.options.fieldFilter)
    .option('--active', help.options.activeOnly)
    .addHelpText('after', examples(setup, 'experts list --field 新材料 --active'))
    .action(run(listExperts));
  changing(experts.command('add <person>'), setup)
    .description(help.expertsAdd)
    .requiredOption('--field <text>', help.options.field, collect)
    .option('--firm <name>', help.options.firm, collect, [])
    .option('--inactive', help.options.inactive)
    .addHelpText('after', examples(setup, 'experts add chen --field 新材料 --field 环境评价 --firm 晶旭科技'))
    .action(run(addExpert));
}

const ask: Work<{ reviewer: string[]; due?: string }> = (session, [code = ''], { reviewer, due }) => {
  const body = given({ reviewers: reviewer, dueOn: due === undefined ? undefined : dateOf(due) });
  return give(session, code, { command: 'ask-review', body });
};

const opinion: Work<{ reason: string; reviewer?: string }> = (session, [code = '', verdict = ''], options) => {
  const { reason, reviewer } = options;
  const body = given({ reviewer, verdict: wordOf(OPINION, verdict, session.place('verdict')), reason });
  return give(session, code, { command: 'give-opinion', body });
};

const recuse: Work<{ reason: string; instead?: string }> = (session, [code = '', reviewer = ''], options) => {
  const { reason, instead } = options;
  return give(session, code, { command: 'recuse-reviewer', body: given({ reviewer, reason, instead }) });
};

const conclude: Work<{ reason: string }> = (session, [code = '', outcome = ''], { reason }) => {
  const body = { outcome: wordOf(REVIEW_OUTCOME, outcome, session.place('outcome')), reason };
  return give(session, code, { command: 'conclude-review', body });
};

const list: Work<DayOptions & { state?: string }> = async (session, _args, { state, ...options }) => {
  const found = await session.client.get<ReviewsAnswer>(paths.reviews, {
    ...dayQuery(options),
    standing: state === undefined ? undefined : wordOf(REVIEW_STANDING, state, session.place('--state')),
  });
  await session.out.show(found, () => showReviews(session, found));
};

const listExperts: Work<{ field?: string; active?: boolean }> = async (session, _args, { field, active }) => {
  const found = await session.client.list<ExpertAnswer>(paths.experts, { field, active });
  await session.out.show(found, () => showExperts(session, found));
};

const addExpert: Work<{ field: string[]; firm: string[]; inactive?: boolean }> = async (
  session,
  [id = ''],
  { field, firm, inactive },
) => {
  const body = given({ fields: field, firms: firm, active: inactive === true ? false : undefined });
  const answer = await session.client.change<ExpertCommandAnswer>('PUT', paths.expert(id), { body, key: session.key });
  await tellExpert(session, answer);
};
