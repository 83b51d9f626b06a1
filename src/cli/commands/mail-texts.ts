import type { Command } from 'commander';
import { MAIL_FIELD_WORDS, MAIL_VARIANT_WORDS, type Words } from '../../contract/catalogue/index.ts';
import type { MailKind } from '../../domain/mail-kinds.ts';
import type { MailText, TextSettings } from '../../domain/mail-texts.ts';
import type { MailSampleAnswer, MailTextsAnswer, SettingAnswer, SettingCommandAnswer } from '../answers.ts';
import { changing, examples, given } from '../building.ts';
import { misused } from '../failure.ts';
import { keepFile } from '../keep-file.ts';
import { paths } from '../paths.ts';
import type { Session, Setup, Work } from '../session.ts';
import { dayOf, wordOf } from '../values.ts';
import { tellSettingCommand } from '../views/settings.ts';
import { labelOf, MAIL_KIND, MAIL_LANGUAGE, vocabulary } from '../words.ts';

/** What mails say in the office's own words: the places there are, one of them changed, and how it will look. */
export function addMailTextCommands(settings: Command, setup: Setup): void {
  const { help } = setup.texts.mailText;
  settings
    .command('texts')
    .description(help.texts)
    .addHelpText('after', examples(setup, 'settings texts'))
    .action(setup.run(list));
  const spoken = (command: Command): Command =>
    command
      .option('--language <language>', help.language)
      .option('--subject <text>', help.subject)
      .option('--opening <text>', help.opening)
      .option('--closing <text>', help.closing);
  spoken(settings.command('preview <kind> [variant]'))
    .description(help.preview)
    .option('--on <date>', help.on)
    .option('--html <file>', help.html)
    .addHelpText('after', examples(setup, 'settings preview 会议提醒 会前提醒 --closing 联系人：市重点办'))
    .action(setup.run(preview));
  changing(spoken(settings.command('text <kind> [variant]')), setup)
    .description(help.text)
    .option('--clear', help.clear)
    .requiredOption('--from <date>', setup.texts.help.options.validFrom)
    .requiredOption('--reason <text>', setup.texts.help.options.reason)
    .addHelpText(
      'after',
      examples(
        setup,
        "settings text 走访提醒 走访前 --subject '走访：{date}（{weekday}）{n} 处' --from 2027-01-01 --reason 统一格式",
        'settings text 走访提醒 走访前 --clear --from 2027-02-01 --reason 恢复原文',
      ),
    )
    .action(setup.run(change));
}

const list: Work<object> = async session => {
  const found = await session.client.get<MailTextsAnswer>(paths.mailTexts);
  const { heads } = session.texts.mailText;
  await session.out.show(found, () =>
    session.out.table<MailTextsAnswer['items'][number]>(
      [
        { head: heads.kind, cell: row => `${session.label(MAIL_KIND, row.kind)} ${row.kind}`, whole: true },
        { head: heads.variant, cell: row => `${variantLabel(session, row)} ${row.variant}`, whole: true },
        { head: heads.fields, cell: row => row.fields.map(field => fieldLabel(session, field)).join(' ') },
        { head: heads.subject, cell: row => row.builtIn[session.lang === 'zh' ? 'zh-CN' : 'en'].subject },
      ],
      found.items,
    ),
  );
};

const variantLabel = (session: Session, { kind, variant }: { kind: string; variant: string }): string =>
  labelOf(vocabulary(variantsIn(kind as MailKind)), variant, session.lang);

const fieldLabel = ({ lang }: Session, field: string): string =>
  lang === 'zh' ? `{${field}}${MAIL_FIELD_WORDS[field]?.zh ?? ''}` : `{${field}}`;

const variantsIn = (kind: MailKind): Readonly<Record<string, Words>> => MAIL_VARIANT_WORDS[kind];

interface Said {
  language?: string;
  subject?: string;
  opening?: string;
  closing?: string;
}

/** Which mail is meant; the variant may be left out where there is one. */
function meant(session: Session, [typedKind = '', typedVariant]: readonly string[], { language }: Said) {
  const kind = wordOf(MAIL_KIND, typedKind, session.place('<kind>')) as MailKind;
  const words = vocabulary(variantsIn(kind));
  const only = Object.keys(words.words);
  const variant =
    typedVariant === undefined && only.length === 1
      ? (only[0] ?? '')
      : wordOf(words, typedVariant ?? '', session.place('<variant>'));
  const place = session.place('--language');
  return {
    kind,
    variant,
    language: language === undefined ? 'zh-CN' : wordOf(MAIL_LANGUAGE, language, place),
  } as const;
}

const partsOf = ({ subject, opening, closing }: Said) => given({ subject, opening, closing });

const preview: Work<Said & { on?: string; html?: string }> = async (session, typed, options) => {
  const on = options.on === undefined ? undefined : dayOf(options.on, session.place('--on'));
  const query = { ...meant(session, typed, options), ...partsOf(options), ...given({ on }) };
  const sample = await session.client.get<MailSampleAnswer>(paths.mailSample, query);
  await session.out.show(sample, () => {
    session.out.line(sample.subject);
    session.out.line(session.texts.mailText.sample);
    session.out.line();
    session.out.line(sample.text.trimEnd());
  });
  if (options.html === undefined) return;
  await keepFile(session, options.html, await session.client.download(paths.mailSamplePage, 'text/html', query));
  session.out.note(session.texts.exported({ path: options.html }));
};

/** The section as it will be on that day, with one text of it changed; based on what was read, so that nobody's change is undone unseen. */
const change: Work<Said & { from: string; reason: string; clear?: boolean }> = async (session, typed, options) => {
  const which = meant(session, typed, options);
  const parts = partsOf(options);
  const isClear = options.clear === true;
  if (isClear === Object.keys(parts).length > 0) throw misused('valueOrClear', session.texts.mailText.partsOrClear);
  const validFrom = dayOf(options.from, session.place('--from'));
  const present = await session.client.get<SettingAnswer>(paths.setting('texts'), { on: validFrom });
  const { mails } = present.value as TextSettings;
  const isMeant = ({ kind, variant, language }: MailText): boolean =>
    kind === which.kind && variant === which.variant && language === which.language;
  const before = mails.find(isMeant) ?? { subject: null, opening: null, closing: null };
  const rest = mails.filter(text => !isMeant(text));
  const body = {
    value: { mails: isClear ? rest : [...rest, { ...before, ...which, ...parts }] },
    ...{ basedOn: present.version, validFrom, reason: options.reason },
  };
  await tellSettingCommand(
    session,
    await session.client.change<SettingCommandAnswer>('PUT', paths.setting('texts'), { body, key: session.key }),
  );
};
