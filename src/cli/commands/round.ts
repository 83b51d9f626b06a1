import type { Command } from 'commander';
import type {
  EventAnswer,
  RoundAnswer,
  RoundCommandAnswer,
  RoundDetailAnswer,
  RoundFormAnswer,
  RoundReportsAnswer,
} from '../answers.ts';
import { changing, examples } from '../building.ts';
import { EXIT, misused, type ExitCode } from '../failure.ts';
import { reasonOfFile, saveWhole, uploadOf } from '../files.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { showHistory } from '../views/common.ts';
import { showReports, showRound, showRounds, tellRoundCommand } from '../views/round.ts';

/** A month's reporting of money. It opens, reminds and closes by itself; a county fetches its form and sends it back. */
export function addRoundCommands(program: Command, setup: Setup): void {
  const { run, texts } = setup;
  const { help } = texts.round;
  const round = program.command('round').description(help.group);
  round.command('list').description(help.list).addHelpText('after', examples(setup, 'round list')).action(run(list));
  round
    .command('show <month>')
    .description(help.show)
    .addHelpText('after', examples(setup, 'round show 2026-11'))
    .action(run(show));
  round
    .command('history <month>')
    .description(help.history)
    .addHelpText('after', examples(setup, 'round history 2026-11'))
    .action(run(history));
  round
    .command('form <month>')
    .description(help.form)
    .option('--county <county>', help.options.county)
    .option('--file <file.csv>', help.options.formFile)
    .addHelpText('after', examples(setup, 'round form 2026-11 --county 南安市 --file 月报.csv'))
    .action(run(form));
  changing(round.command('report <month>'), setup)
    .description(help.report)
    .option('--file <file>', help.options.reportFile)
    .option('--county <county>', help.options.countyOnly)
    .addHelpText(
      'after',
      examples(setup, 'round report 2026-11 --file 月报.csv', 'round report 2026-11 --county 南安市 < 月报.csv'),
    )
    .action(run(report));
  changing(round.command('open <month>'), setup)
    .description(help.open)
    .addHelpText('after', examples(setup, 'round open 2026-11'))
    .action(run(open));
  changing(round.command('skip <month>'), setup)
    .description(help.skip)
    .requiredOption('--step <step>', help.options.step)
    .requiredOption('--reason <text>', texts.help.options.reason)
    .addHelpText('after', examples(setup, 'round skip 2026-11 --step remind:3 --reason 已当面催过'))
    .action(run(skip));
}

const list: Work<object> = async session => {
  const found = await session.client.list<RoundAnswer>(paths.rounds);
  await session.out.show(found, () => showRounds(session, found));
};

const show: Work<object> = async (session, [month = '']) => {
  const round = await session.client.get<RoundDetailAnswer>(paths.round(month));
  await session.out.show(round, () => showRound(session, round));
};

const history: Work<object> = async (session, [month = '']) => {
  const found = await session.client.list<EventAnswer>(paths.roundHistory(month));
  await session.out.show(found, () => showHistory(session, found));
};

interface FormOptions {
  county?: string;
  file?: string;
}

/** `--json` is the document, with or without a file; otherwise the CSV as the server made it. */
const form: Work<FormOptions> = async (session, [month = ''], { county, file }) => {
  const rows = async () => session.client.get<RoundFormAnswer>(paths.roundForm(month), { county });
  const csv = async () => session.client.download(paths.roundFormCsv(month), 'text/csv', { county });
  if (file === undefined) {
    if (session.json) await session.out.show(await rows(), () => undefined);
    else session.out.raw(Buffer.from(await csv()).toString('utf8'));
    return;
  }
  await saveWhole(file, await csv()).catch((error: unknown) => {
    throw misused('fileNotWritten', session.texts.fileNotWritten({ path: file, reason: reasonOfFile(error, session) }));
  });
  const known = await rows();
  await session.out.show(known, () => {
    session.out.line(session.texts.round.saved({ path: file, rows: known.rows.length }));
  });
};

/** A refused row ends with 2 although the others were taken: whoever sends a file by a script must notice. */
const report: Work<FormOptions> = async (session, [month = ''], { county, file }): Promise<ExitCode> => {
  const { name, content } = await contentOf(session, file);
  const body = new FormData();
  body.append('file', content, name);
  const answer = await session.client.upload<RoundReportsAnswer>(paths.roundReports(month), body, session.key, {
    county,
  });
  await session.out.show(answer, () => showReports(session, answer));
  const { refused, unanswered } = answer.counts;
  return unanswered > 0 ? EXIT.unreachable : refused > 0 ? EXIT.refused : EXIT.ok;
};

async function contentOf(session: Session, file: string | undefined): Promise<{ name: string; content: Blob }> {
  if (file !== undefined && file !== '-') {
    return uploadOf(file).catch((error: unknown) => {
      throw misused('fileNotRead', session.texts.fileNotRead({ path: file, reason: reasonOfFile(error, session) }));
    });
  }
  const text = await session.io.input();
  if (text === null) throw misused('valueOrFile', session.texts.round.noInput);
  return { name: 'stdin.csv', content: new Blob([text]) };
}

const open: Work<object> = async (session, [month = '']) => {
  const answer = await session.client.change<RoundCommandAnswer>('POST', paths.rounds, {
    body: { month },
    key: session.key,
  });
  await tellRoundCommand(session, answer);
};

const skip: Work<{ step: string; reason: string }> = async (session, [month = ''], { step, reason }) => {
  const answer = await session.client.change<RoundCommandAnswer>('POST', paths.roundSkip(month), {
    body: { slot: step, reason },
    key: session.key,
  });
  await tellRoundCommand(session, answer);
};
