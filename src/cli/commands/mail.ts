import type { Command } from 'commander';
import type {
  AddressClearedAnswer,
  BounceAnswer,
  MailAnswer,
  MailDetailAnswer,
  MailsReleasedAnswer,
} from '../answers.ts';
import { changing, examples } from '../building.ts';
import { misused } from '../failure.ts';
import { reasonOfFile, uploadOf } from '../files.ts';
import { paths } from '../paths.ts';
import type { Setup, Work } from '../session.ts';
import { wordOf } from '../values.ts';
import { showMail, showMails } from '../views/mail.ts';
import { MAIL_KIND, MAIL_STATE } from '../words.ts';
import { addMailPreferences } from './mail-preferences.ts';
import { addMailPreview } from './mail-preview.ts';

/** The outbox. Mails follow from decisions; people send again what did not arrive, and release what was kept back (architecture §5). */
export function addMailCommands(program: Command, setup: Setup): void {
  const { run } = setup;
  const { options, mail: help } = setup.texts.help;
  const mail = program.command('mail').description(help.group);
  mail
    .command('list')
    .description(help.list)
    .option('--state <state>', options.mailState)
    .option('--kind <kind>', options.mailKind)
    .option('--person <id>', options.person)
    .option('--slot <slot>', options.slot)
    .addHelpText('after', examples(setup, 'mail list --state 已发', 'mail list --kind meeting-reminder --json'))
    .action(run(list));
  mail
    .command('show <id>')
    .description(help.show)
    .option('--text', options.text)
    .option('--html', options.html)
    .option('--ics', options.ics)
    .addHelpText('after', examples(setup, 'mail show 01J… --text', 'mail show 01J… --ics > meeting.ics'))
    .action(run(show));
  addMailPreview(mail, setup);
  addMailPreferences(mail, setup);
  changing(mail.command('resend <id>'), setup)
    .description(help.resend)
    .addHelpText('after', examples(setup, 'mail list --state 失败', 'mail resend 01J…'))
    .action(run(resend));
  const { help: ofBounces } = setup.texts.post.bounce;
  changing(mail.command('bounce <file>'), setup)
    .description(ofBounces.bounce)
    .addHelpText('after', examples(setup, 'mail bounce 退信.eml'))
    .action(run(bounce));
  changing(mail.command('unflag <person>'), setup)
    .description(ofBounces.unflag)
    .addHelpText('after', examples(setup, 'people list', 'mail unflag lin'))
    .action(run(unflag));
  changing(mail.command('release [id]'), setup)
    .description(help.release)
    .option('--all', options.allHeld)
    .addHelpText('after', examples(setup, 'mail release 01J…', 'mail release --all'))
    .action(run(release));
}

/** A slot is `<meeting>/reminder` or the day of a digest: all mails of one occasion. */
interface ListOptions {
  state?: string;
  kind?: string;
  person?: string;
  slot?: string;
}

const list: Work<ListOptions> = async (session, _args, { state, kind, person, slot }) => {
  const found = await session.client.list<MailAnswer>(paths.mails, {
    state: state === undefined ? undefined : wordOf(MAIL_STATE, state, session.place('--state')),
    kind: kind === undefined ? undefined : wordOf(MAIL_KIND, kind, session.place('--kind')),
    person,
    slot,
  });
  await session.out.show(found, () => showMails(session, found));
};

/** Names of the parts as the API calls them, and of the options that ask for one. */
const PARTS = ['text', 'html', 'ics'] as const;

/** With `--json` the whole mail is the one document, whatever part was named. */
const show: Work<Partial<Record<(typeof PARTS)[number], boolean>>> = async (session, [id = ''], options) => {
  const asked = PARTS.filter(name => options[name]);
  const [part, other] = asked;
  if (other !== undefined) throw misused('onePart', session.texts.onePart);
  const mail = await session.client.get<MailDetailAnswer>(paths.mail(id));
  await session.out.show(mail, () => {
    if (part === undefined) return showMail(session, mail);
    const content = mail[part];
    if (content === null) throw misused('noSuchPart', session.texts.noSuchPart({ part }));
    session.out.raw(content.endsWith('\n') ? content : `${content}\n`);
  });
};

/** As the mailbox of the sender got it, whole and with its headers. */
const bounce: Work<object> = async (session, [path = '']) => {
  const { texts, client, out, key } = session;
  const content = await uploadOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', texts.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
  const report = new Blob([content.content], { type: 'message/rfc822' });
  const answer = await client.hand<BounceAnswer>(paths.bounces, report, key);
  await out.show(answer, () => {
    const { bounce: words } = texts.post;
    out.line(words[answer.known ? 'known' : answer.outcome](answer));
    if (answer.addressDead) out.line(words.dead(answer));
  });
};

const unflag: Work<object> = async (session, [person = '']) => {
  const path = paths.clearAddress(person);
  const answer = await session.client.change<AddressClearedAnswer>('POST', path, { key: session.key });
  await session.out.show(answer, () => session.out.line(session.texts.post.bounce.cleared(answer)));
};

const resend: Work<object> = async (session, [id = '']) => {
  const mail = await session.client.change<MailAnswer>('POST', paths.mailResend(id), { key: session.key });
  await session.out.show(mail, () => session.out.line(session.texts.mails.resent({ to: mail.to })));
};

/** One or all, and said which: nobody releases a thousand letters by leaving a word out. */
const release: Work<{ all?: boolean }> = async (session, [id], { all = false }) => {
  const { texts, client, out, key } = session;
  if ((id === undefined) !== all) throw misused('oneOrAll', texts.mails.oneOrAll);
  if (id === undefined) {
    const answer = await client.change<MailsReleasedAnswer>('POST', paths.mailsRelease, { key });
    return out.show(answer, () => out.line(texts.mails.releasedAll(answer)));
  }
  const mail = await client.change<MailAnswer>('POST', paths.mailRelease(id), { key });
  await out.show(mail, () => out.line(texts.mails.released({ to: mail.to })));
};
