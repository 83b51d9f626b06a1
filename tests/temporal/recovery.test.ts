import { expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { isRefusal } from '../../src/domain/refusal.ts';
import { createRecovery } from '../../src/temporal/recovery.ts';

/** Temporal with two empty pages of running workflows. */
function listOfTwoPages(): { client: Client; asked: (string | null)[] } {
  const asked: (string | null)[] = [];
  const listWorkflowExecutions = ({ nextPageToken }: { nextPageToken?: Buffer }) => {
    asked.push(nextPageToken?.toString() ?? null);
    const next = nextPageToken === undefined ? Buffer.from('{"a token":1}') : Buffer.alloc(0);
    return Promise.resolve({ executions: [], nextPageToken: next });
  };
  return {
    client: { options: { namespace: 'default' }, workflowService: { listWorkflowExecutions } } as unknown as Client,
    asked,
  };
}

test('the pages of what is ahead of the ledger are walked by their own cursors, and Temporal is asked for no others', async () => {
  const { client, asked } = listOfTwoPages();
  const recovery = createRecovery({ client, ledger: { views: () => Promise.resolve([]) } });
  const first = await recovery.ahead('project', null);
  if (isRefusal(first)) throw new Error(first.code);
  expect(first).toMatchObject({ items: [], looked: 0, next: expect.any(String) });
  expect(await recovery.ahead('project', first.next)).toEqual({ items: [], looked: 0, next: null });
  expect(asked).toEqual([null, '{"a token":1}']);
  for (const cursor of ['0', '0'.repeat(193), `${first.next}x`, Buffer.from('{"a token":1}').toString('base64url')]) {
    expect(await recovery.ahead('project', cursor)).toMatchObject({ code: 'badFormat', field: 'cursor' });
  }
  expect(asked).toHaveLength(2);
});
