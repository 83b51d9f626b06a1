import type { Command } from 'commander';
import type { PolicyAnswer, PolicyCommandAnswer, PromisesAnswer } from '../answers.ts';
import { PROMISE_STANDING } from '../before-words.ts';
import { changing, collect, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { paths } from '../paths.ts';
import { evidenceList, give } from '../project-command.ts';
import type { Setup, Work } from '../session.ts';
import { countOf, dateOf, wanOf, wordOf } from '../values.ts';
import { showPolicies, showPolicy, showPromises, tellPolicy } from '../views/before-signing.ts';
import { dayQuery, withDay, type DayOptions } from './lead.ts';

const MOST_PROMISES = 10_000;

/** The policy handbook (惠企政策汇编), what it promised projects, and what of it was kept. */
export function addPromiseCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  const promise = program.command('promise').description(help.promise);
  changing(promise.command('make <code> <policy>'), setup)
    .description(help.promiseMake)
    .requiredOption('--text <text>', help.options.promiseText)
    .requiredOption('--due <date>', help.options.promiseDue)
    .option('--amount <money>', help.options.promiseAmount)
    .option('--on <date>', help.options.promisedOn)
    .addHelpText(
      'after',
      examples(setup, 'promise make P-2026-0001 H-07 --text 设备投资补助 --amount 300万元 --due 2027-06-30'),
    )
    .action(run(make));
  changing(promise.command('keep <code> <number>'), setup)
    .description(help.promiseKeep)
    .requiredOption('--on <date>', help.options.keptOn)
    .option('--amount <money>', help.options.keptAmount)
    .option('--evidence <text>', texts.help.options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'promise keep P-2026-0001 1 --on 2026-11-20 --amount 100万元 --evidence 银行回单,编号=2026112001',
      ),
    )
    .action(run(keep));
  changing(promise.command('end <code> <number>'), setup)
    .description(help.promiseEnd)
    .option('--broken', help.options.broken)
    .option('--withdrawn', help.options.withdrawn)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .addHelpText('after', examples(setup, 'promise end P-2026-0001 1 --broken --reason 预算取消'))
    .action(run(end));
  withDay(promise.command('list').description(help.promiseList), setup)
    .option('--state <state>', help.options.promiseStanding)
    .option('--policy <code>', help.options.policyFilter)
    .addHelpText(
      'after',
      examples(setup, 'promise list --state 逾期未兑现', 'promise list --policy H-07 --as-of 2026-06-30'),
    )
    .action(run(list));
  addPolicies(program, setup);
}

function addPolicies(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.before;
  const policy = program.command('policy').description(help.policy);
  policy
    .command('list')
    .description(help.policyList)
    .option('--unit <id>', texts.help.options.unit)
    .option('--valid-on <date>', help.options.validOn)
    .addHelpText('after', examples(setup, 'policy list --valid-on 2026-11-28'))
    .action(run(listPolicies));
  policy
    .command('show <policy>')
    .description(help.policyShow)
    .addHelpText('after', examples(setup, 'policy show H-07'))
    .action(run(show));
  changing(policy.command('add <policy>'), setup)
    .description(help.policyAdd)
    .requiredOption('--title <text>', help.options.policyTitle)
    .requiredOption('--unit <id>', help.options.policyUnit)
    .requiredOption('--offer <text>', help.options.offer)
    .requiredOption('--from <date>', help.options.validFrom)
    .option('--to <date>', help.options.validTo)
    .addHelpText(
      'after',
      examples(
        setup,
        'policy add H-07 --title 设备投资补助 --unit finance --offer 按设备投资额8%补助 --from 2026-01-01',
      ),
    )
    .action(run(addPolicy));
}

interface MakeOptions {
  text: string;
  due: string;
  amount?: string;
  on?: string;
}
const make: Work<MakeOptions> = (session, [code = '', policy = ''], { text, due, amount, on }) => {
  const body = given({
    ...{ policy, text, dueOn: dateOf(due) },
    amountWan: amount === undefined ? undefined : wanOf(amount, session.place('--amount')),
    on: on === undefined ? undefined : dateOf(on),
  });
  return give(session, code, { command: 'promise', body });
};

const keep: Work<{ on: string; amount?: string; evidence: string[] }> = (
  session,
  [code = '', number = ''],
  { on, amount, evidence },
) => {
  const body = given({
    number: countOf(number, MOST_PROMISES, session.place('number')),
    on: dateOf(on),
    amountWan: amount === undefined ? undefined : wanOf(amount, session.place('--amount')),
    evidence: evidenceList(session, evidence),
  });
  return give(session, code, { command: 'keep-promise', body });
};

const end: Work<{ broken?: boolean; withdrawn?: boolean; reason: string }> = async (
  session,
  [code = '', number = ''],
  { broken, withdrawn, reason },
) => {
  if ((broken === true) === (withdrawn === true)) throw misused('endWay', session.texts.before.endWay);
  const body = {
    number: countOf(number, MOST_PROMISES, session.place('number')),
    outcome: broken === true ? 'broken' : 'withdrawn',
    reason,
  };
  await give(session, code, { command: 'end-promise', body });
};

const list: Work<DayOptions & { state?: string; policy?: string }> = async (
  session,
  _args,
  { state, policy, ...options },
) => {
  const found = await session.client.get<PromisesAnswer>(paths.promises, {
    ...{ ...dayQuery(options), policy },
    standing: state === undefined ? undefined : wordOf(PROMISE_STANDING, state, session.place('--state')),
  });
  await session.out.show(found, () => showPromises(session, found));
};

const listPolicies: Work<{ unit?: string; validOn?: string }> = async (session, _args, { unit, validOn }) => {
  const query = { unit, validOn: validOn === undefined ? undefined : dateOf(validOn) };
  const found = await session.client.list<PolicyAnswer>(paths.policies, query);
  await session.out.show(found, () => showPolicies(session, found));
};

const show: Work<object> = async (session, [id = '']) => {
  const policy = await session.client.get<PolicyAnswer>(paths.policy(id));
  await session.out.show(policy, () => showPolicy(session, policy));
};

interface PolicyOptions {
  title: string;
  unit: string;
  offer: string;
  from: string;
  to?: string;
}
const addPolicy: Work<PolicyOptions> = async (session, [id = ''], { title, unit, offer, from, to }) => {
  const body = given({
    ...{ title, unit, offer, validFrom: dateOf(from) },
    validTo: to === undefined ? undefined : dateOf(to),
  });
  const answer = await session.client.change<PolicyCommandAnswer>('PUT', paths.policy(id), { body, key: session.key });
  await tellPolicy(session, answer);
};
