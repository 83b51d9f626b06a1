import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { LocalClock } from '../domain/calendar/office-hours.ts';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { daysOfWeek } from '../domain/calendar/weeks.ts';
import { MEDIA_TYPES } from '../domain/files.ts';
import type { Database } from '../ledger/database.ts';
import type { Reader } from '../ledger/mail-data/people.ts';
import { briefsOfWeeks, namesInBrief, type BriefRow } from '../ledger/reads/briefs.ts';
import type { Names } from '../ledger/reads/names.ts';
import type { RenderedMail, RenderFailure } from '../mail/deliver.ts';
import type { Messages } from '../mail/messages/index.ts';
import type { ClaimedMail, MailFile } from '../mail/outbox-port.ts';
import { writeBriefXlsx } from '../spreadsheet/write-brief-xlsx.ts';

interface Source {
  db: Database;
  clock: LocalClock;
  today: IsoDate;
  messages: Messages;
}

/** The brief as it was compiled, to everybody alike, with its lists as a workbook. */
export async function briefMails(
  mails: readonly ClaimedMail[],
  { db, clock, today, messages }: Source,
): Promise<(mail: ClaimedMail, person: Reader) => Promise<RenderedMail | RenderFailure>> {
  const made = new Map<string, { brief: BriefRow; names: Names; file: MailFile }>();
  for (const [week, brief] of await briefsOfWeeks(db, [...new Set(mails.map(({ slot }) => slot))])) {
    const names = await namesInBrief(db, brief.content);
    made.set(week, { brief, names, file: await workbook(brief, { names, clock }) });
  }
  return async ({ slot }, person) => {
    const found = made.get(slot);
    if (!found) return { error: `no such brief: ${slot}` };
    const { brief, names, file } = found;
    const { projects, meetings, ...content } = brief.content;
    const message = await messages.render('weekly-brief', {
      ...{ person, today, late: brief.late, ...daysOfWeek(slot), until: clock.toLocal(brief.until_at.getTime()) },
      ...content,
      projects: withLeaders(projects, names),
      meetings: meetings.map(({ startMs, ...meeting }) => ({ ...meeting, start: clock.toLocal(startMs) })),
    });
    return { ...message, files: [file] };
  };
}

type Projects = BriefRow['content']['projects'];

function withLeaders({ signing, groundbreaking, production }: Projects, names: Names) {
  const named = ({ items, total }: Projects[keyof Projects]) => ({
    items: items.map(({ leaderId, ...project }) => ({ ...project, leader: names.person(leaderId) })),
    total,
  });
  return { signing: named(signing), groundbreaking: named(groundbreaking), production: named(production) };
}

async function workbook(
  { week, content }: BriefRow,
  { names, clock }: { names: Names; clock: LocalClock },
): Promise<MailFile> {
  const out = new PassThrough();
  const [bytes] = await Promise.all([buffer(out), writeBriefXlsx(out, { week, content, names, clock })]);
  return {
    ...{ name: `一周简报 ${week}.xlsx`, type: MEDIA_TYPES.xlsx, content: bytes },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
