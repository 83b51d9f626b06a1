import { addDays, weekdayOf } from '../../src/domain/calendar/dates.ts';
import { DEFAULT_SETTINGS } from '../../src/domain/settings.ts';
import { makeProblemFacts, makeSeriesFacts } from '../support/make.ts';
import { until } from '../support/until.ts';
import type { Office } from '../workflows/support/office.ts';
import type { Scenario } from './scenarios.ts';

/** Units are asked at once and answer, one of them twice; its day cannot be waited for, so it is called off before the freeze. */
async function collected(office: Office): Promise<{ workflowId: string }> {
  const value = JSON.stringify({
    ...DEFAULT_SETTINGS.meeting,
    timetable: [
      { step: 'collection', at: { hours: -102 } },
      { step: 'collectionReminder', at: { hours: -101 } },
      { step: 'freeze', at: { hours: -1 } },
      { step: 'held', at: { hours: 0 } },
    ],
  });
  const row = { key: 'meeting', valid_from: '2020-01-03', version: 3, value, set_at: new Date() };
  await office.db
    .insertInto('setting')
    .values(row as never)
    .execute();
  await office.give('problem', 'R-collected', { type: 'raise', facts: makeProblemFacts({ title: '会前收集' }) });
  await office.give('problem', 'R-collected', { type: 'assign', leadUnit: 'land', handler: 'handler' });
  const weekday = (weekdayOf(await office.today()) % 7) + 1;
  const facts = makeSeriesFacts({ weekday, time: '23:59' });
  await office.give('series', 'R-collection', { type: 'define', facts });
  const id = `R-collection/${addDays(await office.today(), 1)}`;
  await until('it was opened', async () => (await office.events('meeting', id)).includes('collectionOpened'));
  const answer = { type: 'answerCollection', unit: 'land' } as const;
  await office.give('meeting', id, { ...answer, noChange: true });
  await office.give('meeting', id, { ...answer, noChange: false, note: '电话补报' });
  await office.give('meeting', id, { type: 'skipStep', step: 'freeze', reason: '随时可报' });
  await office.give('meeting', id, { type: 'cancel', reason: '记录结束' });
  await office.give('problem', 'R-collected', { type: 'withdraw', reason: '记录结束' });
  await office.server.client.workflow.getHandle(`meeting/${id}`).result();
  return { workflowId: `meeting/${id}` };
}

export const COLLECTION_SCENARIOS: readonly Scenario[] = [{ name: 'dispatchMeeting/collected', play: collected }];
