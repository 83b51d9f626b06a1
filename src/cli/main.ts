import { Command, CommanderError } from 'commander';
import { refuse } from '../domain/refusal.ts';
import { addCommands } from './commands/index.ts';
import { EXIT, Failure, misused, problemOf, refusedInBoth, type ExitCode } from './failure.ts';
import { packageVersion } from './files.ts';
import type { Io } from './io.ts';
import { harmless, widthOf } from './output.ts';
import { runnerOf } from './session.ts';
import { langOf, spokenLang } from './texts/lang.ts';
import { textsOf, type Texts } from './texts/index.ts';

/** One run of `dispatch` with the arguments after the program's name. Never throws; the failure is printed and coded. */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  const lang = spokenLang(langWord(argv) ?? '') ?? langOf(io.env);
  const texts = await textsOf(lang);
  let exit: ExitCode = EXIT.ok;
  // Commander's sentences are English; only help and version texts pass, refusals are told in our words below.
  const program = new Command('dispatch')
    .exitOverride()
    .configureOutput({ writeOut: text => io.out(text), writeErr: () => undefined });
  const run = runnerOf(io, { lang, texts, done: code => (exit = code) });
  dress(program, texts);
  addCommands(program, { texts, run });
  try {
    checkLang(argv, io);
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    const failure = failureOf(error, { program, texts, argv });
    tell(failure, { io, texts, json: argv.includes('--json') });
    return failure.exit;
  }
}

/** Everything about the program itself; the commands bring their own. */
function dress(program: Command, texts: Texts): void {
  const { help } = texts;
  program
    .description(help.program)
    .version(packageVersion(), '-V, --version', help.version)
    .helpOption('-h, --help', help.help)
    .helpCommand('help [command]', help.helpCommand)
    .option('--json', help.options.json)
    .option('--lang <zh|en>', help.options.lang)
    .option('--tries <n>', help.options.tries)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: title => help.titles[title] ?? title,
      displayWidth: widthOf,
      // Defaults are said in the sentence, in its language.
      optionDescription: option => option.description,
    })
    .addHelpText('after', help.afterProgram);
}

/** The word after `--lang`, the last one as commander has it; looked for before it reads anything, because its help needs the language. */
function langWord(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findLastIndex(word => word === '--lang' || word.startsWith('--lang='));
  return words[at]?.includes('=') ? words[at]?.slice('--lang='.length) : at < 0 ? undefined : words[at + 1];
}

/** A language asked for by name that we do not speak is a mistake; one that comes with the machine (`LANG`) is not. */
function checkLang(argv: readonly string[], { env }: Io): void {
  const option = langWord(argv);
  const variable = env['DISPATCH_LANG'] || undefined;
  const [name, value] = option === undefined ? ['DISPATCH_LANG', variable] : ['--lang', option];
  if (value !== undefined && spokenLang(value) === undefined)
    throw refusedInBoth(refuse('notInList', name, value, { list: ['zh', 'en'] }));
}

/** What a failure is told with. */
interface Asked {
  program: Command;
  texts: Texts;
  argv: readonly string[];
}

/** Nothing a person can cause ends as a stack trace. */
function failureOf(error: unknown, { texts }: Asked): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CommanderError) {
    const code = error.code.replace(/^commander\./, '');
    // A group without a command (`dispatch project`) prints its help to stderr and is badly asked.
    const said = error.message.replace(/^error: /, '');
    return misused(code, texts.usage[code]?.({ quoted: quotedIn(said) }) ?? said);
  }
  const reason = error instanceof Error ? error.message : String(error);
  return new Failure(problemOf('unforeseen', texts.unforeseen({ reason })), EXIT.unforeseen, { cause: error });
}

/** The words commander quotes in its sentence: `unknown option '--foo'`, `missing required argument 'code'`. */
const quotedIn = (sentence: string): string => [...sentence.matchAll(/'([^']*)'/g)].map(([, word]) => word).join(' ');

/** People read the sentences on stderr in either mode; with `--json` stdout has the same as one document. */
function tell(failure: Failure, { io, texts, json }: { io: Io; texts: Texts; json: boolean }): void {
  const { problem } = failure;
  if (json) io.out(`${JSON.stringify(problem, null, 2)}\n`);
  const messages = problem.errors.map(({ message }) => message);
  const lines = [...new Set([problem.title, ...(messages.length > 0 ? messages : [problem.detail ?? problem.title])])];
  if (problem.status === 401) lines.push(texts.howToSignIn);
  if (problem.key !== undefined) lines.push(texts.mayRepeat({ key: problem.key }));
  if (problem.code === 'unreachable') lines.push(texts.isItRunning);
  io.err(`${harmless(lines.join('\n'))}\n`);
}
