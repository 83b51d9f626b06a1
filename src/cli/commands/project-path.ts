import type { Command } from 'commander';
import { changing, collect, examples, given } from '../building.ts';
import { evidenceList, give } from '../project-command.ts';
import type { Setup, Work } from '../session.ts';
import { dateOf, pathOf, wanOf, wordOf } from '../values.ts';
import { AGREEMENT, STAGE } from '../words.ts';

/** Gates and what opens them, the template a project walks, and the ways out of the counts and back (domain §2). */
export function addPathCommands(project: Command, setup: Setup): void {
  addGates(project, setup);
  addCounting(project, setup);
}

function addGates(project: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.path;
  const { options } = texts.help;
  changing(project.command('prove <code> <stage>'), setup)
    .description(help.prove)
    // Without a first value: a list that is there already would count as given.
    .requiredOption('--evidence <text>', options.evidence, collect)
    .addHelpText(
      'after',
      examples(setup, 'project prove P-2026-0001 开工 --evidence 施工许可证,编号=350502202611010101,机关=市住建局'),
    )
    .action(run(prove));
  changing(project.command('waive <code> <stage> <kind>'), setup)
    .description(help.waive)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project waive P-2026-0001 落地 企业注册 --reason 与母公司同一法人'))
    .action(run(waive));
  changing(project.command('move-path <code> <path>'), setup)
    .description(help.movePath)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project move-path P-2026-0001 服务业 --reason 改为总部项目，不再建设厂房'))
    .action(run(movePath));
  changing(project.command('upgrade <code> <agreement>'), setup)
    .description(help.upgrade)
    .requiredOption('--on <date>', help.options.agreementOn)
    .option('--investment <money>', help.options.investmentNow)
    .option('--evidence <text>', options.evidence, collect, [])
    .addHelpText(
      'after',
      examples(
        setup,
        'project upgrade P-2026-0001 正式合同 --on 2026-11-18 --investment 15亿元 --evidence 合同文本,日期=2026-11-18',
      ),
    )
    .action(run(upgrade));
}

function addCounting(project: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.path;
  const { options } = texts.help;
  changing(project.command('merge <code> <into>'), setup)
    .description(help.merge)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project merge P-2026-0017 P-2026-0001 --reason 同一项目重复登记'))
    .action(run(merge));
  changing(project.command('remove <code>'), setup)
    .description(help.remove)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project remove P-2026-0001 --reason 超过六个月没有进展'))
    .action(run(remove));
  changing(project.command('restore <code>'), setup)
    .description(help.restore)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'project restore P-2026-0001 --reason 投资方恢复建设'))
    .action(run(restore));
}

const prove: Work<{ evidence: string[] }> = (session, [code = '', stage = ''], { evidence }) => {
  const body = { stage: wordOf(STAGE, stage, session.place('stage')), evidence: evidenceList(session, evidence) };
  return give(session, code, { command: 'prove', body });
};

/** The kind of paper is the office's own word: the server knows what the path asks for, and says it. */
const waive: Work<{ reason: string }> = (session, [code = '', stage = '', kind = ''], { reason }) => {
  const body = { stage: wordOf(STAGE, stage, session.place('stage')), kind, reason };
  return give(session, code, { command: 'waive', body });
};

const movePath: Work<{ reason: string }> = (session, [code = '', path = ''], { reason }) =>
  give(session, code, { command: 'move-path', body: { path: pathOf(path), reason } });

const upgrade: Work<{ on: string; investment?: string; evidence: string[] }> = (
  session,
  [code = '', agreement = ''],
  { on, investment, evidence },
) => {
  const body = given({
    agreement: wordOf(AGREEMENT, agreement, session.place('agreement')),
    on: dateOf(on),
    investmentWan: investment === undefined ? undefined : wanOf(investment, session.place('--investment')),
    evidence: evidenceList(session, evidence),
  });
  return give(session, code, { command: 'upgrade', body });
};

const merge: Work<{ reason: string }> = (session, [code = '', into = ''], { reason }) =>
  give(session, code, { command: 'merge', body: { into, reason } });

const remove: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  give(session, code, { command: 'remove', body: { reason } });

const restore: Work<{ reason: string }> = (session, [code = ''], { reason }) =>
  give(session, code, { command: 'restore', body: { reason } });
