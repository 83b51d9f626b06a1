import type { Command } from 'commander';
import type { ProjectMoneyAnswer, SuggestedPlansAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { paths } from '../paths.ts';
import { give } from '../project-command.ts';
import type { Session, Setup, Work } from '../session.ts';
import { amountOf, countOf, currencyOf, dateOf, wanOf, yearOf } from '../values.ts';
import { showMoney, showSuggestions } from '../views/project-money.ts';

/** What a project plans, does and receives, and what plan dates are proposed for it (domain §2). */
export function addMoneyCommands(project: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.path;
  addYear(project, setup);
  addCapital(project, setup);
  project
    .command('money <code>')
    .description(help.money)
    .addHelpText('after', examples(setup, 'project money P-2026-0001', 'project money P-2026-0001 --json'))
    .action(run(money));
  project
    .command('suggest <code>')
    .description(help.suggest)
    .addHelpText('after', examples(setup, 'project suggest P-2026-0001'))
    .action(run(suggest));
}

function addYear(project: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.path;
  const { options } = texts.help;
  changing(project.command('plan-year <code> <year> <money>'), setup)
    .description(help.planYear)
    .option('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(
        setup,
        'project plan-year P-2026-0001 2026 3.62亿元',
        'project plan-year P-2026-0001 2026 3亿元 --reason 用地指标晚到',
      ),
    )
    .action(run(planYear));
  changing(project.command('report <code> <month> <money>'), setup)
    .description(help.report)
    .option('--to-date <money>', help.options.toDate)
    .option('--note <text>', options.note)
    .addHelpText('after', examples(setup, 'project report P-2026-0001 2026-10 3200万元 --to-date 4.1亿元'))
    .action(run(report));
  changing(project.command('correct-report <code> <month> <money>'), setup)
    .description(help.correctReport)
    .option('--to-date <money>', help.options.toDate)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText(
      'after',
      examples(setup, 'project correct-report P-2026-0001 2026-10 3100万元 --reason 设备款重复计入'),
    )
    .action(run(correctReport));
}

function addCapital(project: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { before } = texts;
  const { help } = texts.path;
  const { options } = texts.help;
  changing(project.command('arrive <code> <amount> <currency>'), setup)
    .description(help.arrive)
    .requiredOption('--on <date>', help.options.arrivedOn)
    .option('--note <text>', options.note)
    .addHelpText('after', examples(setup, 'project arrive P-2026-0001 1250000.50 美元 --on 2026-10-12 --note 首期出资'))
    .action(run(arrive));
  changing(project.command('correct-arrival <code> <number> <amount>'), setup)
    .description(help.correctArrival)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project correct-arrival P-2026-0001 1 1250000.55 --reason 以银行回单为准'))
    .action(run(correctArrival));
  changing(project.command('due <code> <amount> <currency>'), setup)
    .description(before.help.due)
    .requiredOption('--on <date>', before.help.options.dueOn)
    .option('--note <text>', options.note)
    .addHelpText('after', examples(setup, 'project due P-2026-0001 5000000 美元 --on 2026-12-31 --note 合同二期'))
    .action(run(due));
  changing(project.command('correct-due <code> <number>'), setup)
    .description(before.help.correctDue)
    .option('--on <date>', before.help.options.dueOnNew)
    .option('--amount <amount>', before.help.options.dueAmount)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project correct-due P-2026-0001 1 --on 2027-03-31 --reason 补充协议'))
    .action(run(correctDue));
  changing(project.command('enter-statistics <code>'), setup)
    .description(help.enterStatistics)
    .requiredOption('--on <date>', help.options.enteredOn)
    .addHelpText('after', examples(setup, 'project enter-statistics P-2026-0001 --on 2026-11-01'))
    .action(run(enterStatistics));
}

const planYear: Work<{ reason?: string }> = (session, [code = '', year = '', amount = ''], { reason }) => {
  const body = given({
    year: yearOf(year, session.place('year')),
    amountWan: wanOf(amount, session.place('money')),
    reason,
  });
  return give(session, code, { command: 'plan-year', body });
};

interface Figures {
  toDate?: string;
}
const figuresOf = (session: Session, [month, amount]: readonly [string, string], { toDate }: Figures) => ({
  month: dateOf(month),
  doneWan: wanOf(amount, session.place('money')),
  toDateWan: toDate === undefined ? undefined : wanOf(toDate, session.place('--to-date')),
});

const report: Work<Figures & { note?: string }> = (session, [code = '', month = '', amount = ''], options) => {
  const body = given({ ...figuresOf(session, [month, amount], options), note: options.note });
  return give(session, code, { command: 'report', body });
};

const correctReport: Work<Figures & { reason: string }> = (session, [code = '', month = '', amount = ''], options) => {
  const body = given({ ...figuresOf(session, [month, amount], options), reason: options.reason });
  return give(session, code, { command: 'correct-report', body });
};

const arrive: Work<{ on: string; note?: string }> = (
  session,
  [code = '', amount = '', currency = ''],
  { on, note },
) => {
  const body = given({ on: dateOf(on), currency: currencyOf(currency), amount: amountOf(amount), note });
  return give(session, code, { command: 'arrive', body });
};

const correctArrival: Work<{ reason: string }> = (session, [code = '', number = '', amount = ''], { reason }) => {
  const body = { number: countOf(number, 10_000, session.place('number')), amount: amountOf(amount), reason };
  return give(session, code, { command: 'correct-arrival', body });
};

const due: Work<{ on: string; note?: string }> = (session, [code = '', amount = '', currency = ''], { on, note }) => {
  const body = given({ on: dateOf(on), currency: currencyOf(currency), amount: amountOf(amount), note });
  return give(session, code, { command: 'due-capital', body });
};

const correctDue: Work<{ on?: string; amount?: string; reason: string }> = (
  session,
  [code = '', number = ''],
  { on, amount, reason },
) => {
  const body = given({
    number: countOf(number, 10_000, session.place('number')),
    on: on === undefined ? undefined : dateOf(on),
    amount: amount === undefined ? undefined : amountOf(amount),
    reason,
  });
  return give(session, code, { command: 'correct-due', body });
};

const enterStatistics: Work<{ on: string }> = (session, [code = ''], { on }) =>
  give(session, code, { command: 'enter-statistics', body: { on: dateOf(on) } });

const money: Work<object> = async (session, [code = '']) => {
  const answer = await session.client.get<ProjectMoneyAnswer>(paths.projectMoney(code));
  await session.out.show(answer, () => showMoney(session, answer));
};

const suggest: Work<object> = async (session, [code = '']) => {
  const answer = await session.client.get<SuggestedPlansAnswer>(paths.suggestedPlans(code));
  await session.out.show(answer, () => showSuggestions(session, answer));
};
