import type { Command } from 'commander';
import type { BatchAnswer, BatchCheckAnswer, BatchCommandAnswer, BatchDetailAnswer, EventAnswer } from '../answers.ts';
import { changing, collect, examples, given } from '../building.ts';
import { EXIT, misused, type ExitCode } from '../failure.ts';
import { reasonOfFile, textOf } from '../files.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dateOf, wordOf } from '../values.ts';
import { showBatch, showBatches, showCheck, tellBatchCommand, tellMoved } from '../views/batch.ts';
import { showHistory } from '../views/common.ts';
import { progressBar } from '../views/progress.ts';
import { BATCH_STAGE, BATCH_STATUS } from '../words.ts';

/** A batch event from its list to its follow-ups (集中签约 · 集中开工 · 集中竣工, domain §6). */
export function addBatchCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.batch;
  const batch = program.command('batch').description(help.group);
  addPlan(batch, setup);
  batch
    .command('list')
    .description(help.list)
    .option('--stage <kind>', help.options.kindFilter)
    .option('--status <status>', help.options.status)
    .addHelpText('after', examples(setup, 'batch list', 'batch list --stage 集中签约 --status 跟踪回访'))
    .action(run(list));
  batch
    .command('show <batch>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'batch show B-2026-0001'))
    .action(run(show));
  addListChanges(batch, setup);
  batch
    .command('check <batch>')
    .description(help.check)
    .addHelpText('after', examples(setup, 'batch check B-2026-0001'))
    .action(run(check));
  addEnds(batch, setup);
  batch
    .command('history <batch>')
    .description(help.history)
    .addHelpText('after', examples(setup, 'batch history B-2026-0001'))
    .action(run(history));
}

function addPlan(batch: Command, setup: Setup): void {
  const { help } = setup.texts.batch;
  const { options } = help;
  changing(batch.command('plan'), setup)
    .description(help.plan)
    .requiredOption('--name <name>', setup.texts.help.options.name)
    .requiredOption('--stage <kind>', options.kind)
    .requiredOption('--on <date>', options.on)
    .requiredOption('--cut-off <date>', options.cutOff)
    .requiredOption('--venue <venue>', options.mainVenue)
    .option('--branch <venue>', options.branch, collect, [])
    .option('--project <code>', options.project, collect, [])
    .option('--file <file>', options.file)
    .addHelpText(
      'after',
      examples(
        setup,
        'batch plan --name 四季度集中签约 --stage 集中签约 --on 2026-12-10 --cut-off 2026-12-04 --venue 市会展中心 --file 名单.txt',
        'batch plan --name 集中开工 --stage 开工 --on 2026-12-18 --cut-off 2026-12-15 --venue 主会场 --branch 南安分会场 ' +
          '--project P-2026-0001 --project P-2026-0002=南安分会场',
      ),
    )
    .action(setup.run(plan));
}

function addListChanges(batch: Command, setup: Setup): void {
  const { help } = setup.texts.batch;
  const { options } = help;
  changing(batch.command('add <batch> <project>'), setup)
    .description(help.add)
    .option('--venue <venue>', options.venue)
    .option('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'batch add B-2026-0001 P-2026-0017 --reason 县区补报'))
    .action(setup.run(add));
  changing(batch.command('drop <batch> <project>'), setup)
    .description(help.drop)
    .option('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'batch drop B-2026-0001 P-2026-0003 --reason 合同未定稿'))
    .action(setup.run(drop));
  changing(batch.command('substitute <batch> <out> <in>'), setup)
    .description(help.substitute)
    .option('--venue <venue>', options.venue)
    .option('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'batch substitute B-2026-0001 P-2026-0003 P-2026-0021 --reason 业主改期'))
    .action(setup.run(substitute));
}

function addEnds(batch: Command, setup: Setup): void {
  const { help } = setup.texts.batch;
  const { options } = help;
  changing(batch.command('confirm <batch>'), setup)
    .description(help.confirm)
    .requiredOption('--on <date>', options.heldOn)
    .option('--wait', options.wait)
    .addHelpText('after', examples(setup, 'batch confirm B-2026-0001 --on 2026-12-10 --wait'))
    .action(setup.run(confirm));
  changing(batch.command('cancel <batch>'), setup)
    .description(help.cancel)
    .requiredOption('--reason <text>', options.reason)
    .addHelpText('after', examples(setup, 'batch cancel B-2026-0001 --reason 台风改期'))
    .action(setup.run(cancel));
}

interface PlanOptions {
  name: string;
  stage: string;
  on: string;
  cutOff: string;
  venue: string;
  branch: string[];
  project: string[];
  file?: string;
}

const plan: Work<PlanOptions> = async (session, _args, options) => {
  const typed = [...options.project, ...(options.file === undefined ? [] : await linesOf(session, options.file))];
  if (typed.length === 0) throw misused('noProjects', session.texts.batch.noProjects);
  const body = {
    name: options.name,
    stage: wordOf(BATCH_STAGE, options.stage, session.place('--stage')),
    on: dateOf(options.on),
    cutOff: dateOf(options.cutOff),
    mainVenue: options.venue,
    branchVenues: options.branch,
    projects: typed.map(listedOf),
  };
  const planned = await session.client.change<BatchCommandAnswer>('POST', paths.batches, { body, key: session.key });
  await tellBatchCommand(session, planned);
};

/** One project a line; empty lines and what follows a `#` say nothing. */
async function linesOf(session: Session, path: string): Promise<string[]> {
  const text = await textOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', session.texts.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.map(line => line.replace(/#.*$/, '').trim()).filter(line => line !== '');
}

/** `P-2026-0002`, or with its venue: `P-2026-0002=南安分会场`, in a file also behind a blank, a tab or a comma. */
function listedOf(typed: string): { code: string; venue?: string } {
  const [, code = '', venue] = /^([^\s,=\uff0c\uff1d]*)[\s,=\uff0c\uff1d]*(.*)$/su.exec(typed.trim()) ?? [];
  return venue === undefined || venue === '' ? { code } : { code, venue };
}

const list: Work<{ stage?: string; status?: string }> = async (session, _args, { stage, status }) => {
  const found = await session.client.list<BatchAnswer>(paths.batches, {
    stage: stage === undefined ? undefined : wordOf(BATCH_STAGE, stage, session.place('--stage')),
    status: status === undefined ? undefined : wordOf(BATCH_STATUS, status, session.place('--status')),
  });
  await session.out.show(found, () => showBatches(session, found));
};

const show: Work<object> = async (session, [code = '']) => {
  const batch = await session.client.get<BatchDetailAnswer>(paths.batch(code));
  await session.out.show(batch, () => showBatch(session, batch));
};

const check: Work<object> = async (session, [code = '']) => {
  const checked = await session.client.get<BatchCheckAnswer>(paths.batchCheck(code));
  await session.out.show(checked, () => showCheck(session, checked));
};

const history: Work<object> = async (session, [code = '']) => {
  const found = await session.client.list<EventAnswer>(paths.batchHistory(code));
  await session.out.show(found, () => showHistory(session, found));
};

/** The last part of the address of a command on an event. */
type CommandName = Parameters<typeof paths.batchCommand>[1];

const ask = (session: Session, code: string, { command, body }: { command: CommandName; body: object }) =>
  session.client.change<BatchCommandAnswer>('POST', paths.batchCommand(code, command), { body, key: session.key });

interface ChangeOptions {
  venue?: string;
  reason?: string;
}

/** Whether a change is late and needs its reason is the server's to say: it knows the day. */
const add: Work<ChangeOptions> = async (session, [code = '', project], { venue, reason }) =>
  tellBatchCommand(
    session,
    await ask(session, code, { command: 'add', body: given({ code: project, venue, reason }) }),
  );

const drop: Work<ChangeOptions> = async (session, [code = '', project], { reason }) =>
  tellBatchCommand(session, await ask(session, code, { command: 'drop', body: given({ code: project, reason }) }));

const substitute: Work<ChangeOptions> = async (session, [code = '', out, into], { venue, reason }) => {
  const body = given({ out, in: into, venue, reason });
  await tellBatchCommand(session, await ask(session, code, { command: 'substitute', body }));
};

const cancel: Work<{ reason: string }> = async (session, [code = ''], { reason }) =>
  tellBatchCommand(session, await ask(session, code, { command: 'cancel', body: { reason } }));

const confirm: Work<{ on: string; wait?: boolean }> = async (session, [code = ''], { on, wait }) => {
  const confirmed = await ask(session, code, { command: 'confirm', body: { on: dateOf(on) } });
  if (wait === true) return await follow(session, code);
  await tellBatchCommand(session, confirmed);
  return EXIT.ok;
};

/** Often enough for a bar that moves; a list of hundreds is read each time. */
const POLL_MS = 700;

/** Follows the moving to its end. It needs nobody to watch it: whoever stops watching stops nothing. */
async function follow(session: Session, code: string): Promise<ExitCode> {
  const read = () => session.client.get<BatchDetailAnswer>(paths.batch(code));
  const bar = await progressBar(session, session.texts.batch.moving);
  const update = ({ progress: { moved, refused, total } }: BatchDetailAnswer) =>
    bar.update({ done: moved, refused, total });
  let batch = await read();
  try {
    for (; batch.status === 'moving'; batch = await read()) {
      update(batch);
      await session.io.sleep(POLL_MS);
    }
    update(batch);
  } catch (error) {
    session.out.note(session.texts.batch.goesOn({ code }));
    throw error;
  } finally {
    bar.stop();
  }
  const done = batch;
  await session.out.show(done, () => tellMoved(session, done));
  return done.progress.refused > 0 ? EXIT.refused : EXIT.ok;
}
