import type { Command } from 'commander';
import type { MailAheadAnswer, MailPreviewAnswer, MailsAheadAnswer } from '../answers.ts';
import { examples } from '../building.ts';
import { misused } from '../failure.ts';
import { clockTime } from '../output.ts';
import { paths } from '../paths.ts';
import { keepFile } from '../keep-file.ts';
import type { Session, Setup, Work } from '../session.ts';
import { labelOf, MAIL_KIND, MEETING_STEP } from '../words.ts';

interface Options {
  person?: string;
  html?: string;
}

/** Mails before they leave: those of a meeting, by its id with a slash in it, or one that waits in the outbox. */
export function addMailPreview(mail: Command, setup: Setup): void {
  const { help } = setup.texts.post.preview;
  mail
    .command('preview <meetingOrMail>')
    .description(help.preview)
    .option('--person <id>', help.person)
    .option('--html <file>', help.html)
    .addHelpText(
      'after',
      examples(
        setup,
        'mail preview weekly/2026-11-30',
        'mail preview weekly/2026-11-30 --person lin --html 预览.html',
        'mail preview 01J…',
      ),
    )
    .action(setup.run(preview));
}

const preview: Work<Options> = (session, [what = ''], options) => {
  const [series = '', date, more] = what.split('/');
  if (date === undefined) return one(session, what, options);
  if (more !== undefined) throw misused('badMeetingId', session.texts.badMeetingId({ value: what }));
  return ofMeeting(session, { series, date }, options);
};

async function ofMeeting(
  session: Session,
  { series, date }: { series: string; date: string },
  { person, html }: Options,
): Promise<void> {
  const { texts, client, out } = session;
  if (html !== undefined && person === undefined) throw misused('required', texts.post.preview.htmlNeedsPerson);
  const query = person === undefined ? undefined : { person };
  const found = await client.get<MailsAheadAnswer>(paths.mailsAhead(series, date), query);
  await out.show(found, async () => {
    await showAhead(session, found);
    if (person === undefined) return;
    for (const { step, subject, text } of found.mails) {
      out.line();
      out.line(`—— ${labelOf(MEETING_STEP, step, session.lang)} · ${subject ?? ''}`);
      out.line((text ?? '').trimEnd());
    }
  });
  if (html === undefined) return;
  for (const { step, html: content } of found.mails) {
    await save(session, found.mails.length === 1 ? html : named(html, step), content ?? '');
  }
}

async function one(session: Session, id: string, { person, html }: Options): Promise<void> {
  const { texts, client, out } = session;
  if (person !== undefined) throw misused('required', texts.post.preview.personOfMeeting);
  const mail = await client.get<MailPreviewAnswer>(paths.mailPreview(id));
  await out.show(mail, () => {
    out.line(mail.subject);
    out.line(mail.rendered ? texts.post.preview.writtenAlready : texts.post.preview.asOfNow);
    out.line();
    out.line(mail.text.trimEnd());
  });
  if (html !== undefined) await save(session, html, mail.html);
}

async function showAhead(session: Session, found: MailsAheadAnswer): Promise<void> {
  const { heads, post, comma } = session.texts;
  await session.out.table<MailAheadAnswer>(
    [
      { head: post.preview.heads.at, cell: row => clockTime(row.at), whole: true },
      { head: post.preview.heads.step, cell: row => labelOf(MEETING_STEP, row.step, session.lang), whole: true },
      { head: heads.kind, cell: row => session.label(MAIL_KIND, row.kind), whole: true },
      { head: heads.to, cell: row => `${row.personName ?? row.person} <${row.to ?? ''}>` },
      { head: post.preview.heads.copyOf, cell: row => row.copyOf },
    ],
    found.mails,
  );
  const { preview: words } = post;
  if (found.mails.length === 0) session.out.line(words.none);
  if (found.unreachable.length > 0) session.out.line(words.unreachable({ people: found.unreachable.join(comma) }));
  if (!found.opened) session.out.line(words.notOpened);
}

/** `预览.html` → `预览-lastReminder.html`. */
const named = (path: string, step: string): string => path.replace(/(\.[^./\\]*)?$/, ending => `-${step}${ending}`);

async function save(session: Session, path: string, content: string): Promise<void> {
  await keepFile(session, path, Buffer.from(content));
  session.out.note(session.texts.exported({ path }));
}
