import type { Command } from 'commander';
import { doubledKeyIn } from '../../contract/doubled-keys.ts';
import type { SettingAnswer, SettingCommandAnswer, SettingsAnswer, SettingVersionAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused, refused } from '../failure.ts';
import { reasonOfFile, textOf } from '../files.ts';
import { typedValue, withLeaf } from '../leaves.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { countOf, dayOf, wordOf } from '../values.ts';
import { showSetting, showSettingHistory, showSettings, tellSettingCommand } from '../views/settings.ts';
import { SETTING_SECTION } from '../words.ts';
import { addMailTextCommands } from './mail-texts.ts';

/** The numbers behind the rules: dated, versioned, kept with who set them and why. */
export function addSettingsCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { options, upkeep: help } = setup.texts.help;
  const settings = program.command('settings').description(help.settingsGroup);
  settings
    .command('show [section]')
    .description(help.settingsShow)
    .option('--on <date>', options.settingsOn)
    .addHelpText('after', examples(setup, 'settings show', 'settings show problem --on 2027-01-01 --json'))
    .action(run(show));
  changing(settings.command('set <setting> [value]'), setup)
    .description(help.settingsSet)
    .requiredOption('--from <date>', options.validFrom)
    .requiredOption('--reason <text>', options.reason)
    .option('--clear', options.clear)
    .option('--file <file.json>', options.settingFile)
    .option('--based-on <version>', options.basedOn)
    .addHelpText(
      'after',
      examples(
        setup,
        'settings set problem.leadWorkingDays 5 --from 2027-01-01 --reason 市委办通知',
        'settings set project.warnDaysBefore 30,14,7 --from 2027-01-01 --reason 提前半个月再提醒一次',
        'settings set officeHours --file hours.json --from 2027-05-01 --reason 夏令作息',
      ),
    )
    .action(run(set));
  settings
    .command('history <section>')
    .description(help.settingsHistory)
    .addHelpText('after', examples(setup, 'settings history problem'))
    .action(run(history));
  addMailTextCommands(settings, setup);
}

const sectionOf = (session: Session, typed: string): string =>
  wordOf(SETTING_SECTION, typed, session.place('<section>'));

const show: Work<{ on?: string }> = async (session, [typed], options) => {
  const query = given({ on: options.on === undefined ? undefined : dayOf(options.on, session.place('--on')) });
  if (typed === undefined) {
    const answer = await session.client.get<SettingsAnswer>(paths.settings, query);
    return session.out.show(answer, () => showSettings(session, answer));
  }
  const answer = await session.client.get<SettingAnswer>(paths.setting(sectionOf(session, typed)), query);
  await session.out.show(answer, () => showSetting(session, answer));
};

const history: Work<object> = async (session, [typed = '']) => {
  const found = await session.client.list<SettingVersionAnswer>(paths.settingHistory(sectionOf(session, typed)));
  await session.out.show(found, () => showSettingHistory(session, found));
};

interface SetOptions {
  from: string;
  reason: string;
  clear?: boolean;
  file?: string;
  basedOn?: string;
}

const set: Work<SetOptions> = async (session, [typed = '', value], options) => {
  const [, name = '', leaf = ''] = /^([^.[]*)(.*)$/s.exec(typed) ?? [];
  const section = sectionOf(session, name);
  const validFrom = dayOf(options.from, session.place('--from'));
  const oneValue = value !== undefined || options.clear === true;
  const both = value !== undefined && options.clear === true;
  if (both || (leaf !== '') !== oneValue || (leaf !== '' && (options.file ?? options.basedOn) !== undefined))
    throw misused('valueOrFile', session.texts.valueOrFile);
  const change =
    leaf === ''
      ? await wholeSection(session, options)
      : await changedLeaf(session, { section, leaf, value, validFrom });
  const body = { ...change, validFrom, reason: options.reason };
  const answer = await session.client.change<SettingCommandAnswer>('PUT', paths.setting(section), {
    body,
    key: session.key,
  });
  await tellSettingCommand(session, answer);
};

interface Change {
  value: unknown;
  basedOn?: number | undefined;
}

/** The section as it will be on that day, with one value changed; based on what was read, so that nobody's change is undone unseen. */
async function changedLeaf(
  session: Session,
  { section, leaf, value, validFrom }: { section: string; leaf: string; value: string | undefined; validFrom: string },
): Promise<Change> {
  const present = await session.client.get<SettingAnswer>(paths.setting(section), { on: validFrom });
  const change = (before: unknown): unknown => (value === undefined ? undefined : typedValue(value, before));
  const place = session.place(`${section}${leaf}`);
  return { value: withLeaf(present.value, leaf, change, place), basedOn: present.version };
}

async function wholeSection(session: Session, { file, basedOn }: SetOptions): Promise<Change> {
  const text = file === undefined || file === '-' ? await session.io.input() : await fileText(session, file);
  if (text === null) throw misused('valueOrFile', session.texts.valueOrFile);
  return { value: jsonOf(session, text, file ?? '-'), ...given({ basedOn: versionOf(session, basedOn) }) };
}

function jsonOf(session: Session, text: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw misused('fileNotJson', session.texts.fileNotJson({ path, reason: (error as Error).message }));
  }
  const doubled = doubledKeyIn(text);
  if (doubled) throw refused(doubled, session.lang);
  return value;
}

/** 0 is the default an office starts with. */
function versionOf(session: Session, typed: string | undefined): number | undefined {
  if (typed === undefined || typed === '0') return typed === '0' ? 0 : undefined;
  return countOf(typed, 1_000_000, session.place('--based-on'));
}

async function fileText(session: Session, path: string): Promise<string> {
  return textOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', session.texts.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
}
