import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addWorkingDays } from '../../src/domain/calendar/working-calendar.ts';
import type { VisitCommand } from '../../src/domain/visit/types.ts';
import { visitByCode } from '../../src/ledger/reads/visits.ts';
import { INSPECTOR, makeCalendar, makeEnvelope, makeProjectFacts } from '../support/make.ts';
import { startTimeSkipping, type TestServer } from '../support/temporal.ts';
import { until } from '../support/until.ts';
import { DAY_MS, HOUR_MS, isRunning, localText, openOffice, startLost, type Office } from './support/office.ts';

let server: TestServer;
let office: Office;
beforeAll(async () => {
  server = await startTimeSkipping();
  office = await openOffice(server, { calendar: { ...makeCalendar(), table: { years: {} } } });
});
afterAll(async () => {
  await office?.close();
  await server?.stop();
});

const team = { actor: INSPECTOR };
const workday = async (n: number): Promise<string> => addWorkingDays({ years: {} }, await office.today(), n);
const plan = async (days: number, more: object = {}): Promise<VisitCommand> => ({
  ...{ type: 'plan', on: await workday(days), team: 'team-1', county: '鲤城区', people: ['inspector', 'clerk'] },
  distinct: '同日另去',
  ...more,
});
/** Whatever day it is: a visit may be on a Sunday too. */
const planToday = async (): Promise<VisitCommand> => plan(0, { on: await office.today() });
const over = (code: string) =>
  until(`${code} is over`, async () => !(await isRunning(server, `visit/${code}`)), 60_000);
const findingsOf = async (code: string) => (await visitByCode(office.db, code))?.state.findings ?? [];
const problemsOf = async (code: string) => {
  const codes = (await findingsOf(code)).map(({ problem }) => problem ?? '');
  return office.db.selectFrom('problem').selectAll().where('code', 'in', codes).orderBy('code').execute();
};
const reminders = async (on: string): Promise<string[]> => {
  const mails = (await office.mails('visit-reminder')).filter(({ slot }) => slot.endsWith(on));
  return mails.map(({ person_id, slot, state }) => `${person_id} ${slot} ${state}`).sort();
};
const withdraw = async (code: string): Promise<void> => {
  for (const problem of await problemsOf(code)) {
    await office.give('problem', problem.code, { type: 'withdraw', reason: '试验结束' });
  }
};

/** Whatever was told waits for an office that is open. */
async function mailsLeave(): Promise<void> {
  await office.skip(5 * DAY_MS);
  await office.quiet();
}

describe('a visit', () => {
  test('is reminded of the day before, held, and its findings become problems, each once, in the order they were found', async () => {
    await office.rig.run(async () => {
      const on = await workday(3);
      await office.give('visit', 'V-1', await plan(3), team);
      expect(await office.gateway.waitingFor('visit', 'V-1')).toMatchObject({
        ...{ status: 'planned', next: { slot: `remind:${on}` } },
      });
      await office.skipTo(Date.parse(`${on}T10:00:00+08:00`));
      const findings = [
        { title: '征地未完成', category: 'relocation', detail: '三户未签' },
        { title: '用工缺口', category: 'labour', solved: '当场协调用工' },
      ] as const;
      const hold: VisitCommand = { type: 'hold', note: '主体施工', findings };
      await office.give('visit', 'V-1', hold, { ...team, commandId: 'inspector:hold', digest: 'd' });
      await over('V-1');
      // Sent again after the run has ended: the first answer, and nothing raised anew.
      const again = await office.ask('visit', 'V-1', hold, { ...team, commandId: 'inspector:hold', digest: 'd' });
      expect(again).toMatchObject({ ok: true, result: { seq: 5 } });
      await over('V-1');
      expect(await office.events('visit', 'V-1')).toEqual([
        ...['visitPlanned', 'visitReminded', 'visitHeld', 'found', 'found', 'findingsRaised'],
      ]);
      const problems = await problemsOf('V-1');
      expect(
        problems.map(({ title, source, county, state, raised_by }) => [title, source, county, state, raised_by]),
      ).toEqual([
        ['征地未完成', 'visit', '鲤城区', 'raised', 'inspector'],
        ['用工缺口', 'visit', '鲤城区', 'resolved', 'inspector'],
      ]);
      // What is found later begins a new run that raises only that.
      await office.give(
        'visit',
        'V-1',
        { type: 'find', findings: [{ title: '供电不足', category: 'utilities' }] },
        team,
      );
      await over('V-1');
      expect((await findingsOf('V-1')).map(({ number, standing }) => [number, standing])).toEqual([
        [1, 'raised'],
        [2, 'raised'],
        [3, 'raised'],
      ]);
      expect(await problemsOf('V-1')).toHaveLength(3);
      await withdraw('V-1');
      // The coordinators are asked to verify what was solved on the spot, when the office is open.
      await office.skip(10 * DAY_MS);
      await office.quiet();
      expect(await reminders(on)).toEqual([`clerk remind/${on} sent`, `inspector remind/${on} sent`]);
      const [mail] = await office.mails('visit-reminder');
      expect(mail?.subject).toContain('走访 1 处');
      expect(localText((mail?.sent_at ?? new Date(0)).getTime()).slice(11)).toMatch(/^09:0/);
    });
  });

  test('that is moved is reminded of on its new day only; when nobody says how it went, that is told once', async () => {
    await office.rig.run(async () => {
      const first = await workday(3);
      await office.give('visit', 'V-2', await plan(3), team);
      const to = await workday(5);
      await office.give('visit', 'V-2', { type: 'move', to, reason: '企业负责人出差' }, team);
      await office.skipTo(Date.parse(`${to}T10:00:00+08:00`) + 6 * DAY_MS);
      await until('it is told', async () => (await office.events('visit', 'V-2')).length === 4);
      expect(await office.events('visit', 'V-2')).toEqual([
        ...['visitPlanned', 'visitMoved', 'visitReminded', 'visitReminded'],
      ]);
      await office.skip(HOUR_MS);
      await office.quiet();
      expect(await reminders(first)).toEqual([]);
      expect(await reminders(to)).toEqual(
        [...['inspector remind', 'clerk remind', 'inspector missed', 'clerk missed', 'coordinator missed']]
          .map(line => `${line}/${to} sent`)
          .sort(),
      );
      await office.give('visit', 'V-2', { type: 'cancel', reason: '并入联合督查' }, team);
      await over('V-2');
    });
  });

  test('whose project has left keeps the refusal as the result of the finding', async () => {
    await office.rig.run(async () => {
      const facts = makeProjectFacts({ name: '走访项目' });
      await office.give('project', 'P-v', { type: 'start', facts, stage: 'negotiation' });
      const { county: _, ...place } = (await planToday()) as Extract<VisitCommand, { type: 'plan' }>;
      await office.give('visit', 'V-3', { ...place, project: 'P-v' }, team);
      await office.give('project', 'P-v', { type: 'withdraw', reason: '试验结束' });
      await office.give('visit', 'V-3', { type: 'hold', findings: [{ title: '停工', category: 'other' }] }, team);
      await over('V-3');
      expect(await findingsOf('V-3')).toMatchObject([
        { standing: 'refused', problem: null, refusal: { code: 'projectWithdrawn', value: 'P-v' } },
      ]);
      await mailsLeave();
    });
  });

  test('nobody had planned is written down and raises what it found; a refused plan leaves neither a run nor a fact', async () => {
    await office.rig.run(async () => {
      const record = {
        ...(await planToday()),
        type: 'recordVisit',
        findings: [{ title: '缺水', category: 'utilities' }],
      };
      await office.give('visit', 'V-4', record as VisitCommand, team);
      await over('V-4');
      expect(await problemsOf('V-4')).toMatchObject([{ title: '缺水', source: 'visit' }]);
      await withdraw('V-4');
      const refused = await office.ask('visit', 'V-5', await plan(3, { people: ['nobody'] }), team);
      expect(refused).toMatchObject({ ok: false, view: null, refusal: { code: 'personNotFound', field: 'people[0]' } });
      await over('V-5');
      expect(await office.events('visit', 'V-5')).toEqual([]);
      await mailsLeave();
    });
  });

  test('is started again from the ledger when Temporal has lost it, and raises what had not been raised', async () => {
    await office.rig.run(async () => {
      const envelope = { ...team, atMs: await office.nowMs() };
      await office.ledger.commit([makeEnvelope('visit', 'V-6', await planToday(), envelope)]);
      const findings = [{ title: '缺电', category: 'utilities' }] as const;
      await office.ledger.commit([makeEnvelope('visit', 'V-6', { type: 'hold', findings }, envelope)]);
      expect(await isRunning(server, 'visit/V-6')).toBe(false);
      await startLost(office, 'visit');
      await over('V-6');
      expect(await problemsOf('V-6')).toMatchObject([{ title: '缺电', state: 'raised' }]);
      await withdraw('V-6');
      await mailsLeave();
    });
  });
});
