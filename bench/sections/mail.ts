import { atLeast, cpuRow, type Row, type Target } from '../result.ts';
import { alternate } from '../rounds.ts';
import type { Stage } from '../stage.ts';

const MAILS = 1_000;
const WARM_UP = 100;

/** (c) 1,000 personal reminders through the mailroom against nodemailer's pool with the same message, sink and connections. */
export async function mail({ product, sink, cpuMs }: Stage, rounds: number): Promise<Row[]> {
  const { call } = product;
  await call.mailOffice({ people: MAILS });
  const meeting = (seriesId: string, attendees: number) => call.mailMeeting({ seriesId, attendees });

  const first = await meeting('warm-up', WARM_UP);
  await call.mailTrigger({ ...first, count: WARM_UP });
  const sample = await call.mailSample(first);
  const raw = (mode: 'parts' | 'bytes', count = MAILS) => call.mailRaw({ sample, count, mode });
  await raw('parts', WARM_UP);

  const before = await sink.call.counted();
  const sides = await alternate(
    { product, cpuMs, rounds },
    {
      raw: () => Promise.resolve(async () => ({ ms: await raw('parts') })),
      ours: async round => {
        const prepared = await meeting(`room-${round}`, MAILS);
        await call.mailDecide(prepared);
        return async () => ({ ms: await call.mailDeliver({ ...prepared, count: MAILS }) });
      },
      bytes: () => Promise.resolve(async () => ({ ms: await raw('bytes') })),
      trigger: async round => {
        const prepared = await meeting(`trigger-${round}`, MAILS);
        return async () => ({ ms: await call.mailTrigger({ ...prepared, count: MAILS }) });
      },
    },
  );
  const { letters } = await sink.call.counted();
  const expected = before.letters + 4 * rounds * MAILS;
  if (letters !== expected) throw new Error(`the sink has ${letters} letters instead of ${expected}`);

  const rate = ({ ms }: { ms: number }): number => (MAILS * 1_000) / ms;
  const row = (what: string, sideRates: [number, number], target: Target | null): Row => {
    const [rawRate, ours] = sideRates;
    return { section: 'c', what, unit: '/s', raw: rawRate, ours, ratio: ours / rawRate, target };
  };
  return [
    row(`${MAILS} reminders through the mailroom`, [rate(sides.raw), rate(sides.ours)], atLeast(0.8)),
    cpuRow('c', 'a reminder', { ...sides, count: MAILS }),
    row('  the same from a person’s trigger on', [rate(sides.raw), rate(sides.trigger)], null),
    row('  against nodemailer with finished bytes', [rate(sides.bytes), rate(sides.ours)], null),
  ];
}
