import { afterEach, describe, expect, test } from '@jest/globals';
import { LIVING_KINDS } from '../../src/contract/ports.ts';
import { fakeApi, run, type Asked, type FakeApi } from './support.ts';

let api: FakeApi | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

const AHEAD = {
  ...{ kind: 'project', id: 'P-1', ledgerSeq: 1, workflowSeq: 2, status: 'active', awaits: 'signing' },
  lost: [
    {
      ...{ seq: 2, at: '2026-11-23T10:00:00.000+08:00', actor: 'lin' },
      command: { type: 'advance', to: 'negotiation', on: '2026-11-20' },
    },
  ],
};
/** Projects stand on two pages; only the second has one that is ahead. */
const pageOf = ({ query }: Asked) => {
  const [kind, cursor] = [query.get('kind'), query.get('cursor')];
  if (kind !== 'project') return { items: [], looked: 0, next: null };
  return cursor === null ? { items: [], looked: 100, next: 'more' } : { items: [AHEAD], looked: 20, next: null };
};

async function dispatch(...argv: string[]) {
  api = await fakeApi(asked => {
    if (asked.method === 'GET') return { body: pageOf(asked) };
    return { body: { ...(asked.body as object), started: true } };
  });
  return run(['recovery', ...argv], { env: { DISPATCH_URL: api.url } });
}

describe('dispatch recovery', () => {
  test('list asks every kind, page by page, and shows what the ledger has lost', async () => {
    const { code, out, err } = await dispatch('list');
    expect([code, api?.asked.length]).toEqual([0, LIVING_KINDS.length + 1]);
    expect(out).toContain('project P-1：台账到第 1 条，流程到第 2 条');
    expect(out).toContain('2026-11-23 10:00  lin  {"type":"advance","to":"negotiation","on":"2026-11-20"}');
    expect(out).toContain('共 1 个');
    expect(err).toContain('project：已查 120 个流程');
    const { json } = await dispatch('list', '--json');
    expect(json()).toEqual({ items: [AHEAD], total: 1 });
  });

  test('follow --all takes all that are listed, each under a key of its own', async () => {
    const { code, out } = await dispatch('follow', '--all', '--key', 'drill');
    const [change] = api?.changes() ?? [];
    expect([code, change?.body, change?.headers['idempotency-key']]).toEqual([
      0,
      { kind: 'project', id: 'P-1' },
      'drill.0',
    ]);
    expect(out).toContain('project P-1：流程已按台账重新启动');
  });
});
