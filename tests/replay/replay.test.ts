import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { workflowBundle, type BundleFile } from '../support/workflow-bundle.ts';
import { altered, withoutTimers, type RecordedHistory } from './alter.ts';
import { readHistory, recordedNames, toHistory } from './files.ts';

let bundle: BundleFile;
beforeAll(async () => {
  // Replays that fail on purpose would be told as warnings.
  const filter = makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' });
  Runtime.install({ logger: new DefaultLogger('ERROR', () => {}), telemetryOptions: { logging: { filter } } });
  bundle = await workflowBundle();
});

const read = (name: string): Promise<RecordedHistory> => readHistory<RecordedHistory>(name);

/** Undefined when the present code does exactly what is recorded. */
async function replay(name: string, history: RecordedHistory): Promise<Error | undefined> {
  const options = { workflowBundle: bundle, replayName: 'recorded' };
  const histories = [{ workflowId: name, history: toHistory(history) }];
  for await (const { error } of Worker.runReplayHistories(options, histories)) return error;
  throw new Error('nothing was replayed');
}

const NAMES = await recordedNames();

test.each(NAMES)('%s replays on the present code', async name => {
  expect(await replay(name, await read(name))).toBeUndefined();
});

test('every type of workflow has recorded histories', async () => {
  const entry = await readFile(new URL('../../src/workflows/index.ts', import.meta.url), 'utf8');
  const types = [...entry.matchAll(/export \{([^}]+)\}/g)].flatMap(([, names = '']) => names.split(','));
  expect(new Set(NAMES.map(name => name.slice(0, name.indexOf('/'))))).toEqual(new Set(types.map(type => type.trim())));
});

describe('a history that the code would not have written', () => {
  test('fails: another activity', async () => {
    const history = altered(await read('projectLifecycle/warned'), event => {
      const { activityType } = event.activityTaskScheduledEventAttributes ?? {};
      if (activityType) activityType.name = 'sendMail';
    });
    expect((await replay('altered', history))?.message).toMatch(/sendMail/);
  });

  test('fails: a timer is missing', async () => {
    const history = withoutTimers(await read('projectLifecycle/warned'));
    expect((await replay('altered', history))?.message).toMatch(/[Nn]ondeterminism/);
  });

  test('fails: another update', async () => {
    const history = altered(await read('problemResolution/two-keys'), event => {
      const input = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input;
      if (input?.name === 'assign') input.name = 'withdrawn';
    });
    expect(await replay('altered', history)).toBeInstanceOf(Error);
  });
});
