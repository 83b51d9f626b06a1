import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Office } from '../support/office.ts';
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
interface Mail {
  to: string;
  state: string;
  messageId: string;
}

const ROWS = 1_200;
const ATTENDEES = 300;
const RECOVERY_MS = 300_000;
const TEST_MS = 600_000;

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

describe('kill -9 of the whole thing', () => {
  test(
    'in the middle of an import: every project once, none lost',
    async () => {
      const file = await ledgerOf(ROWS);
      const importing = office.cli(['import', file, '--yes', '--json', '--tries', '1']);
      const half = await until('the import is in the middle', async () => {
        const { body } = await office.http<Listed<Import>>('GET', '/imports');
        const [job] = body.items;
        return job && job.progress.done > 0 && job.progress.done < ROWS && job;
      });
      await office.killEverything();
      expect((await importing).code).not.toBe(0);
      await office.start();
      await until(
        'the import has gone on to its end',
        async () => (await office.http<Import>('GET', `/imports/${half.id}`)).body.state === 'applied',
        RECOVERY_MS,
      );
      const projects = await allOf<{ code: string; name: string; investmentWan: number; seq: number }>('/projects');
      expect(new Set(projects.map(({ name }) => name)).size).toBe(ROWS);
      expect(projects.length).toBe(ROWS);
      expect(projects.reduce((sum, { investmentWan }) => sum + investmentWan, 0)).toBe((ROWS * (ROWS + 1)) / 2);
      // Started and signed: two events each, whatever was tried twice.
      expect(new Set(projects.map(({ seq }) => seq))).toEqual(new Set([2]));
      const some = [projects[0], projects[ROWS - 1]].map(project => project?.code);
      for (const code of some) {
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
      const letters = await office.http<Listed<{ messageId: string; to: string[] }>>('GET', '/mailbox');
      expect(letters.body.items.flatMap(({ to }) => to).every(to => mails.some(mail => mail.to === to))).toBe(true);
    },
    TEST_MS,
  );
});
