import type { CommandsByKind, Envelope } from '../../src/contract/commit.ts';
import { MAILROOM_WORKFLOW_ID } from '../../src/contract/names.ts';
import type { EntityKind } from '../../src/domain/entity.ts';
import { unpackBody } from '../../src/ledger/mail-bodies.ts';
import { COUNTIES, problemsOf, projectsOf, reporter, seriesOf, unitOf } from './office.ts';
import type { Opened } from './open.ts';
import { rawMail, type RawMode, type Sample } from './raw-mail.ts';

const ACTOR = { id: 'coordinator', unitId: 'office', roles: ['coordinator'] } as const;
const PEOPLE_A_BATCH = 500;

/** A meeting of its own for every run: its reminders can go out only once. */
interface Meeting {
  seriesId: string;
  meetingId: string;
}

type Commands<Kind extends EntityKind> = readonly (readonly [string, CommandsByKind[Kind]])[];

export function mailCalls(product: () => Opened) {
  let given = 0;
  async function commit<Kind extends EntityKind>(kind: Kind, commands: Commands<Kind>): Promise<void> {
    const { ledger, now } = product().core;
    const envelopes = commands.map(([entityId, command]) => {
      const commandId = `bench:${(given += 1)}`;
      return { commandId, digest: '1', kind, entityId, command, actor: ACTOR, via: 'person', atMs: now() } as Envelope;
    });
    for (const outcome of await ledger.commit(envelopes)) {
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
    }
  }

  return {
    async mailOffice({ people }: { people: number }): Promise<void> {
      await commit('unit', COUNTIES.map(unitOf));
      const reporters = Array.from({ length: people }, (_, index) => reporter(index));
      for (let from = 0; from < people; from += PEOPLE_A_BATCH) {
        await commit('person', reporters.slice(from, from + PEOPLE_A_BATCH));
      }
      await commit('project', COUNTIES.flatMap(projectsOf));
      await commit('problem', COUNTIES.flatMap(problemsOf));
    },
    /** A weekly series with its next meeting opened, in the ledger only: its Schedule would be no part of the measurement. */
    async mailMeeting({ seriesId, attendees }: { seriesId: string; attendees: number }): Promise<Meeting> {
      await commit('series', [[seriesId, { type: 'define', facts: seriesOf(seriesId, attendees) }]]);
      const meetingId = await product().core.ledger.nextMeetingId(seriesId);
      if (meetingId === null) throw new Error('no meeting to come');
      await commit('meeting', [[meetingId, { type: 'open' }]]);
      return { seriesId, meetingId };
    },
    /** The decision alone: afterwards every attendee's mail lies in the outbox. */
    async mailDecide({ meetingId }: Meeting): Promise<void> {
      await commit('meeting', [[meetingId, { type: 'remindNow' }]]);
    },
    /** The mailroom, from its wake to the last row marked `sent`: everything is rendered, stored, marked and sent. Milliseconds. */
    async mailDeliver({ meetingId, count }: Meeting & { count: number }): Promise<number> {
      const from = performance.now();
      await product().core.gateway.wakeMailroom();
      await allSent(product(), meetingId, count);
      return performance.now() - from;
    },
    /** The same from a person's trigger on: update, decision, 1,000 intents, mailroom. Milliseconds. */
    async mailTrigger({ seriesId, meetingId, count }: Meeting & { count: number }): Promise<number> {
      const { gateway, now } = product().core;
      const from = performance.now();
      const commandId = `bench:trigger-${seriesId}`;
      const asked = { commandId, digest: '1', actor: ACTOR, via: 'person', atMs: now() } as const;
      const outcome = await gateway.triggerMeeting(seriesId, asked);
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal));
      await allSent(product(), meetingId, count);
      return performance.now() - from;
    },
    mailSample: ({ meetingId }: Meeting): Promise<Sample> => sampleOf(product(), meetingId),
    mailRaw: (run: { sample: Sample; count: number; mode: RawMode }): Promise<number> => rawMail(product(), run),
  };
}

async function sampleOf({ core }: Opened, meetingId: string): Promise<Sample> {
  const row = await core.db
    .selectFrom('mail')
    .select(['subject', 'body'])
    .where('slot', '=', `${meetingId}/reminder`)
    .where('state', '=', 'sent')
    .orderBy('person_id')
    .limit(1)
    .executeTakeFirstOrThrow();
  if (row.subject === null || row.body === null) throw new Error(`a reminder of ${meetingId} was sent without a body`);
  return { subject: row.subject, ...unpackBody(row.body) };
}

/** The mailroom ends when the outbox is empty; then the rows are asked, for a mail counts when the ledger knows that it is sent. */
async function allSent({ core }: Opened, meetingId: string, count: number): Promise<void> {
  await core.client.workflow.getHandle(MAILROOM_WORKFLOW_ID).result();
  const { sent } = await core.db
    .selectFrom('mail')
    .select(({ fn }) => fn.countAll<number>().as('sent'))
    .where('slot', '=', `${meetingId}/reminder`)
    .where('state', '=', 'sent')
    .executeTakeFirstOrThrow();
  if (Number(sent) !== count) throw new Error(`${sent} of ${count} mails were sent`);
}
