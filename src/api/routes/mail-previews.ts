import type { Viewer } from '../../access/fields.ts';
import {
  mailAheadQuery,
  mailParams,
  mailPreviewAnswer,
  mailsAheadAnswer,
  mailsAheadQuery,
  meetingParams,
  type MailAheadAnswer,
  type MailsAheadAnswer,
} from '../../contract/schemas/index.ts';
import type { Notice } from '../../domain/entity.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import { meetingAhead, type MeetingAhead } from '../../ledger/meeting-ahead.ts';
import { copiesFor, type EntityNotice } from '../../ledger/notices.ts';
import { mailById } from '../../ledger/reads/mails.ts';
import { meetingById } from '../../ledger/reads/meetings.ts';
import { peopleById } from '../../ledger/reads/people.ts';
import { withoutSecrets } from '../../links/secret.ts';
import type { RenderedMail, RenderFailure } from '../../mail/deliver.ts';
import type { ClaimedMail } from '../../mail/outbox-port.ts';
import { meetingIdOf } from '../../contract/names.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { LETTER_PAGE, sendLetter } from '../letter-page.ts';
import { Refused } from '../refused.ts';
import { instantOf } from '../wire/instants.ts';
import { recipientFor, withoutAddress } from '../wire/mails.ts';
import { found, REFUSALS, type App } from './shared.ts';

const TAGS = ['mails'];

/** Mails before they are sent: by the rules that cause them and the code that writes them, and nothing is written down. */
export function mailPreviewRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/meetings/:series/:date/mails/preview',
    {
      schema: {
        tags: TAGS,
        operationId: 'previewMeetingMails',
        summary: 'What would go to whom and when for a meeting, also weeks ahead; with `person` what it says',
        params: meetingParams,
        querystring: mailsAheadQuery,
        response: { 200: mailsAheadAnswer, ...REFUSALS },
      },
    },
    ({ params, query: { person }, signedIn }) => mailsAhead(deps, params, { person, viewer: signedIn }),
  );
  app.get(
    '/mails/:id/preview',
    {
      schema: {
        tags: TAGS,
        operationId: 'previewMail',
        summary: 'A mail that waits in the outbox, as it would be written now; its buttons open nothing',
        params: mailParams,
        response: { 200: mailPreviewAnswer, ...REFUSALS },
      },
    },
    ({ params: { id }, signedIn }) => previewOf(deps, id, signedIn),
  );
  pageRoutes(app, deps);
}

/** The same in their form; a mail that joins whatever else its reader is told that day has none yet. */
function pageRoutes(app: App, deps: ApiDependencies): void {
  app.get(
    '/meetings/:series/:date/mails/page',
    {
      schema: {
        tags: TAGS,
        operationId: 'showMeetingMail',
        summary:
          'One of these mails as the page a mail program shows, under a policy of its own: it runs and loads nothing',
        params: meetingParams,
        querystring: mailAheadQuery,
        response: { ...LETTER_PAGE, ...REFUSALS },
      },
    },
    async ({ params, query: { person, step, kind, copyOf = null }, signedIn }, reply) => {
      const { mails } = await mailsAhead(deps, params, { person, viewer: signedIn });
      const mail = mails.find(each => each.step === step && each.kind === kind && each.copyOf === copyOf);
      return sendLetter(reply, found(mail?.html, 'step', step));
    },
  );
  app.get(
    '/mails/:id/page',
    {
      schema: {
        tags: TAGS,
        operationId: 'showMail',
        summary: 'A mail as the page a mail program shows, under a policy of its own: it runs and loads nothing',
        params: mailParams,
        response: { ...LETTER_PAGE, ...REFUSALS },
      },
    },
    async ({ params: { id }, signedIn }, reply) => sendLetter(reply, (await previewOf(deps, id, signedIn)).html),
  );
}

async function mailsAhead(
  deps: ApiDependencies,
  { series, date }: { series: string; date: string },
  { person, viewer }: { person: string | undefined; viewer: Viewer },
): Promise<MailsAheadAnswer> {
  const ahead = await meetingAhead(deps, { seriesId: series, date, nowMs: deps.now() });
  if (isRefusal(ahead)) throw new Refused(ahead);
  const known = await meetingById(deps.db, meetingIdOf(series, date));
  const wanted = (id: string): boolean => person === undefined || id === person;
  const unreachable = [...new Set(ahead.steps.flatMap(step => step.unreachable))].filter(wanted);
  const steps: Step[] = [];
  for (const { slot, atMs, notices } of ahead.steps) {
    const told = notices.map(notice => ({ notice, entityKind: 'meeting', entityId: meetingIdOf(series, date) }));
    const all = [...told, ...(await copiesFor(deps.db, told, atMs))];
    steps.push({ slot, atMs, told: all.filter(({ notice }) => wanted(notice.personId)) });
  }
  const mails = await mailsOf(deps, { ...ahead, steps }, { withBodies: person !== undefined, viewer });
  if (person !== undefined && mails.length + unreachable.length === 0) {
    throw new Refused(refuse('noMailAhead', 'person', person, { meeting: meetingIdOf(series, date) }));
  }
  return {
    ...{ meeting: meetingIdOf(series, date), status: ahead.status, opened: known !== undefined },
    startAt: ahead.meeting ? instantOf(new Date(ahead.meeting.startMs)) : null,
    ...{ mails, unreachable },
  };
}

/** A step with everybody who is written to, deputies of who is away then included. */
interface Step {
  slot: string;
  atMs: number;
  told: readonly EntityNotice[];
}

/** With the bodies only where somebody is named: those of a thousand attendees would be a hundred megabytes. */
async function mailsOf(
  deps: ApiDependencies,
  { steps, meeting, agendas }: Pick<MeetingAhead, 'meeting' | 'agendas'> & { steps: readonly Step[] },
  { withBodies, viewer }: { withBodies: boolean; viewer: Viewer },
): Promise<MailAheadAnswer[]> {
  const people = await peopleById(deps.db, [
    ...new Set(steps.flatMap(each => each.told.map(({ notice }) => notice.personId))),
  ]);
  const mails: MailAheadAnswer[] = [];
  for (const { slot: step, atMs, told } of steps) {
    for (const { notice, copyOf = null } of told) {
      const { kind, personId: person } = notice;
      const reader = people.get(person);
      const addressed = { to_address: reader?.address ?? '', person_id: person };
      const to = reader?.address == null ? null : recipientFor(addressed, viewer);
      const about = { kind, step, person, personName: reader?.name ?? null, to, copyOf };
      const at = instantOf(new Date(Math.max(atMs, notice.notBeforeMs)));
      const mail = { ...claimedAs(notice, { name: reader?.name ?? '', address: reader?.address ?? '' }), copyOf };
      // A line about a problem joins whatever else its reader is told that day: what that mail says is not known yet.
      const bodies =
        withBodies && kind.startsWith('meeting-')
          ? seenBy(
              viewer,
              addressed,
              await written(deps, mail, { nowMs: atMs, meetings: meeting ? [meeting] : [], agendas }),
            )
          : { subject: null, html: null, text: null, ics: null };
      mails.push({ ...about, at, ...bodies });
    }
  }
  return mails;
}

interface Bodies {
  subject: string;
  html: string;
  text: string;
  ics: string | null;
}

/** An invitation and a greeting name their reader's address. */
const seenBy = (
  viewer: Viewer,
  row: Parameters<typeof withoutAddress>[1],
  { subject, html, text, ics }: Bodies,
): Bodies => ({
  subject,
  html: withoutAddress(html, row, viewer),
  text: withoutAddress(text, row, viewer),
  ics: ics && withoutAddress(ics, row, viewer),
});

async function previewOf(deps: ApiDependencies, id: string, viewer: Viewer) {
  const mail = found(await mailById(deps.db, id), 'id', id);
  const { subject, html, text, ics } = mail;
  if (subject !== null && html !== null && text !== null) {
    const stored = { subject, html: withoutSecrets(html), text: withoutSecrets(text), ics };
    return { id, rendered: true, ...seenBy(viewer, mail, stored) };
  }
  const { kind, slot, person_id: personId, to_name: name, to_address: address } = mail;
  const claimed = { ...claimedAs({ kind, slot, personId }, { id, name, address }), copyOf: mail.copy_of };
  const moment = { nowMs: deps.now(), meetings: [], agendas: new Map() };
  return { id, rendered: false, ...seenBy(viewer, mail, await written(deps, claimed, moment)) };
}

/** By the sender's renderer. What a button would open is drawn for each look and kept nowhere, so it is left out. */
async function written(
  { preview }: ApiDependencies,
  mail: ClaimedMail,
  moment: Parameters<ApiDependencies['preview']>[0],
) {
  const answer: RenderedMail | RenderFailure | undefined = (await preview(moment)([mail])).get(mail.id);
  if (!answer || 'error' in answer) {
    throw new Refused(refuse('mailNotWritten', 'id', mail.id, { reason: answer?.error ?? 'not rendered' }));
  }
  const { subject, html, text, ics = null } = answer;
  return { subject, html: withoutSecrets(html), text: withoutSecrets(text), ics };
}

const claimedAs = (
  { kind, slot, personId }: Pick<Notice, 'slot' | 'personId'> & { kind: string },
  { id = 'preview', name, address }: { id?: string; name: string; address: string },
): ClaimedMail => ({
  ...{ id, key: id, leaseUntil: 0, kind, slot, personId, toName: name, toAddress: address, policy: 'resend' },
  ...{ attempts: 0, doubts: 0, expiresAt: null, released: false, stored: null },
});
