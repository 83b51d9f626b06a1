import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isAlive, Office } from '../support/office.ts';
import { until } from '../support/until.ts';

interface Listed<T> {
  items: T[];
  total: number;
  next?: string | null;
}
interface Import {
  id: string;
  state: string;
  progress: { total: number; done: number; refused: number };
}
interface Project {
  code: string;
  name: string;
  county: string | null;
  investmentWan: number | null;
  seq: number;
}
interface Mail {
  to: string;
  state: string;
  messageId: string;
}
interface Letter {
  to: string[];
  messageId: string;
  bytes: number;
}

const ROWS = 700;
const PEOPLE = 30;
const ATTENDEES = 300;
const RECOVERY_MS = 300_000;
const TEST_MS = 900_000;

let office: Office;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dispatch-kill-'));
  office = await Office.open();
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** A ledger of projects that are signed, each with money of its own, so that a sum shows any that is lost or doubled. */
async function ledgerOf(rows: number): Promise<string> {
  const lines = Array.from(
    { length: rows },
    (_, i) => `${i + 1},断电项目${i + 1}号,南安市,${i + 1},2025-0${(i % 9) + 1}-15,签约`,
  );
  const file = join(folder, 'ledger.csv');
  await writeFile(file, ['序号,项目名称,所属县(市、区),总投资(万元),签约时间,当前阶段', ...lines].join('\n'));
  return file;
}

async function allOf<T>(path: string): Promise<T[]> {
  const items: T[] = [];
  for (let cursor = ''; ;) {
    const { body } = await office.http<Listed<T>>('GET', `${path}?limit=200${cursor}`);
    items.push(...body.items);
    if (!body.next) return items;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

const isInTheMiddle = ({ progress }: Import): boolean => progress.done > 0 && progress.done < ROWS;

/** Commands of people who were at work when it happened: who had no answer sends the same again, with the same key. */
async function startProject(name: string): Promise<number> {
  const response = await fetch(`${office.url}/api/v1/projects`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await office.token()}`,
      'content-type': 'application/json',
      'idempotency-key': encodeURIComponent(name),
    },
    body: JSON.stringify({ name, county: '石狮市' }),
  }).catch(() => null);
  return response?.status ?? 0;
}

describe('kill -9 of the whole thing', () => {
  test(
    'in the middle of an import, twice, and of commands: every project once, none lost, and no process left behind',
    async () => {
      const file = await ledgerOf(ROWS);
      const importing = office.cli(['import', file, '--yes', '--json', '--tries', '1']);
      const started = await until('the import is in the middle', async () => {
        const { body } = await office.http<Listed<Import>>('GET', '/imports');
        const [job] = body.items;
        return job && isInTheMiddle(job) && job;
      });
      const people = Array.from({ length: PEOPLE }, (_, i) => `有人在办${i + 1}号`);
      const statuses = people.map(() => 0);
      const asked = people.map(async (name, i) => (statuses[i] = await startProject(name)));
      await until('somebody has his answer', () => statuses.includes(201));
      const temporal = await office.temporalPids();
      await office.killEverything();
      await Promise.all(asked);
      expect((await importing).code).not.toBe(0);
      await until('nobody is left', () => !temporal.some(isAlive));
      const answered = people.filter((_, i) => statuses[i] === 201);

      // Only the process itself this time: nobody tells Temporal, and it must not stay behind.
      await office.start();
      const ofThe = async (): Promise<Import> => (await office.http<Import>('GET', `/imports/${started.id}`)).body;
      await until(
        'the import has gone on',
        async () => (await ofThe()).progress.done > started.progress.done,
        RECOVERY_MS,
      );
      const orphans = await office.temporalPids();
      await office.kill();
      await until('Temporal has ended with us', () => !orphans.some(isAlive));

      await office.start();
      await until('the import is at its end', async () => (await ofThe()).state === 'applied', RECOVERY_MS);
      // Whoever had no answer asks again with his key; whoever had one finds his project as well.
      for (const name of people) {
        await until(`${name} is answered`, async () => (await startProject(name)) === 201, RECOVERY_MS);
      }
      const all = await allOf<Project>('/projects');
      const imported = all.filter(({ county }) => county === '南安市');
      const byPeople = all.filter(({ county }) => county === '石狮市').map(({ name }) => name);
      expect(byPeople.sort()).toEqual([...people].sort());
      expect(byPeople).toEqual(expect.arrayContaining(answered));
      expect(new Set(imported.map(({ name }) => name)).size).toBe(ROWS);
      expect(imported.length).toBe(ROWS);
      expect(imported.reduce((sum, { investmentWan }) => sum + (investmentWan ?? 0), 0)).toBe((ROWS * (ROWS + 1)) / 2);
      // Started and signed: two events each, whatever was tried twice.
      expect(new Set(imported.map(({ seq }) => seq))).toEqual(new Set([2]));
      for (const { code } of [imported[0], imported[ROWS - 1]] as Project[]) {
        const waiting = await office.http<{ awaits: string }>('GET', `/projects/${code}/waiting`);
        expect(waiting.body).toMatchObject({ status: 'active', awaits: 'landing' });
      }
    },
    TEST_MS,
  );

  test(
    'in the middle of a mailing: no mail lost, a copy only with the same Message-ID',
    async () => {
      await office.json(['units', 'add', 'land', '--name', '市自然资源局', '--kind', 'department']);
      const people = Array.from({ length: ATTENDEES }, (_, i) => `p${i + 1}`);
      for (const id of people) {
        const body = { name: `代表${id}`, unit: 'land', roles: ['departmentHandler'], address: `${id}@land.example` };
        expect((await office.http('PUT', `/people/${id}`, { body, key: `person-${id}` })).status).toBeLessThan(300);
      }
      const series = {
        name: '周调度会',
        weekday: 1,
        time: '09:00',
        venue: '三楼会议室',
        chair: 'p1',
        attendees: people,
      };
      expect((await office.http('PUT', '/series/weekly', { body: series, key: 'series' })).status).toBeLessThan(300);
      expect((await office.http('POST', '/series/weekly/trigger', { body: {}, key: 'trigger' })).status).toBeLessThan(
        300,
      );
      await until('the mailing is in the middle', async () => {
        const sent = (await allOf<Mail>('/mails')).filter(({ state }) => state === 'sent').length;
        return sent > 0 && sent < ATTENDEES;
      });
      await office.killEverything();
      await office.start();
      const mails = await until(
        'every mail is sent',
        async () => {
          const all = await allOf<Mail>('/mails');
          return all.every(({ state }) => state === 'sent') && all;
        },
        RECOVERY_MS,
      );
      expect(new Set(mails.map(({ to }) => to)).size).toBe(ATTENDEES);
      expect(mails.length).toBe(ATTENDEES);
      // What really came: a letter for everybody; a second one only with the same Message-ID and the same bytes, and no third.
      const copies = new Map<string, Letter[]>();
      for (const letter of await allOf<Letter>('/mailbox')) {
        copies.set(letter.messageId, [...(copies.get(letter.messageId) ?? []), letter]);
      }
      expect([...copies.keys()].sort()).toEqual(mails.map(({ messageId }) => messageId).sort());
      for (const { messageId, to } of mails) {
        const letters = copies.get(messageId) ?? [];
        expect(letters.map(letter => letter.to)).toEqual(letters.map(() => [to]));
        expect(letters.length).toBeLessThanOrEqual(2);
        expect(new Set(letters.map(({ bytes }) => bytes)).size).toBe(1);
      }
    },
    TEST_MS,
  );
});
