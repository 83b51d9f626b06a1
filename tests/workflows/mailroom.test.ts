import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { MAILROOM_WORKFLOW_ID } from '../../src/contract/names.ts';
import { Rig } from '../support/rig.ts';
import { wakeMailroom } from '../../src/temporal/jobs.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { putMails, ScriptedSender } from './support/mails.ts';
import { HOUR_MS, isRunning, openOffice, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
const sender = new ScriptedSender();
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server, { sender });
});
beforeEach(() => {
  sender.copies.length = 0;
  sender.script = () => undefined;
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const put = async (id: string, waitMs = 0): Promise<void> => {
  const nowMs = await office.nowMs();
  await putMails(office.db, [{ id, notBeforeMs: nowMs + waitMs }], nowMs);
};
const wake = (): Promise<void> => office.gateway.wakeMailroom();
const stateOf = async (id: string): Promise<string | undefined> =>
  (await office.mails()).find(mail => mail.id === id)?.state;
const sent = (id: string): Promise<boolean> => until(`${id} is sent`, async () => (await stateOf(id)) === 'sent');
const closed = (): Promise<boolean> =>
  until('the mailroom has closed', async () => !(await isRunning(server, MAILROOM_WORKFLOW_ID)));

describe('the mailroom', () => {
  test('finds nothing to do and ends', async () => {
    await office.rig.run(async () => {
      await wake();
      await closed();
    });
    expect(sender.copies).toEqual([]);
  });

  test('waits for a mail that is not due yet, sends it then, and ends', async () => {
    await office.rig.run(async () => {
      await put('later', 3 * HOUR_MS);
      await wake();
      await office.skip(2 * HOUR_MS);
      expect([await isRunning(server, MAILROOM_WORKFLOW_ID), await stateOf('later')]).toEqual([true, 'pending']);
      await office.skip(2 * HOUR_MS);
      await sent('later');
      await closed();
    });
    expect(sender.copies).toEqual(['later']);
  });

  test('woken while it waits, it sends what is new and goes on waiting', async () => {
    await office.rig.run(async () => {
      await put('far', 5 * HOUR_MS);
      await wake();
      await put('near');
      await wake();
      await sent('near');
      expect([await isRunning(server, MAILROOM_WORKFLOW_ID), await stateOf('far')]).toEqual([true, 'pending']);
      await office.skip(6 * HOUR_MS);
      await sent('far');
      await closed();
    });
    expect(sender.copies).toEqual(['near', 'far']);
  });

  test('tries a deferred mail again by itself after the wait its row names', async () => {
    const answers = ['450 4.2.1 try later', '450 4.2.1 try later'];
    sender.script = () => {
      const reply = answers.shift();
      return reply === undefined ? undefined : { kind: 'retry', reply, cause: 'reply' };
    };
    await office.rig.run(async () => {
      await put('deferred');
      await wake();
      await office.skip(HOUR_MS);
      await sent('deferred');
      await closed();
    });
    const [mail] = (await office.mails()).filter(({ id }) => id === 'deferred');
    expect(mail).toMatchObject({ attempts: 3, last_reply: '250 ok' });
    expect(sender.copies).toEqual(['deferred']);
  });

  test('does not miss a mail that is written while it is ending', async () => {
    let rounds = 0;
    const deliverMail = async () => {
      const report = await office.activities.deliverMail();
      rounds += 1;
      if (rounds === 1) {
        await put('last-minute');
        // Not carefully: the round is under way, so no workflow task can be.
        await wakeMailroom(server.client);
      }
      return report;
    };
    const rig = await Rig.create({ server, activities: { ...office.activities, deliverMail } });
    await rig.run(async () => {
      await wake();
      await sent('last-minute');
      await closed();
    });
    expect(sender.copies).toEqual(['last-minute']);
  });

  test('keeps everything while the sender is stopped, and sends it when a person has put it right', async () => {
    sender.script = () => ({ kind: 'stop', reason: 'auth', reply: '535 5.7.8 wrong password' });
    await office.rig.run(async () => {
      await put('kept');
      await wake();
      await until('the password has been refused', async () => {
        const { raw } = await server.client.workflow.getHandle(MAILROOM_WORKFLOW_ID).describe();
        return raw.pendingActivities?.some(({ lastFailure }) => lastFailure?.message?.includes('535'));
      });
      expect(await stateOf('kept')).toBe('pending');
      sender.script = () => undefined;
      await office.skip(HOUR_MS);
      await sent('kept');
      await closed();
    });
    expect(sender.copies).toEqual(['kept']);
  });

  test('sends 1,000 mails in a few rounds of one workflow, each once', async () => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `many-${index}`);
    await office.rig.run(async () => {
      const nowMs = await office.nowMs();
      await putMails(
        office.db,
        ids.map(id => ({ id })),
        nowMs,
      );
      await wake();
      await closed();
      const { historyLength } = await server.client.workflow.getHandle(MAILROOM_WORKFLOW_ID).describe();
      expect(historyLength).toBeLessThan(30);
    });
    expect([...sender.copies].sort()).toEqual([...ids].sort());
  });
});
