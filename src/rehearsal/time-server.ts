import type { ClientOptions } from '@temporalio/client';
import type { SearchAttributeType } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

type Attributes = readonly { name: string; type: SearchAttributeType }[];

/**
 * Temporal's test server, whose clock jumps to the next timer while `env.sleep` or a result is awaited. Time is one for the whole server. It
 * knows no Schedules and no visibility. `program` is what set-up found.
 */
export async function startTimeServer(
  program: string,
  {
    attributes = SEARCH_ATTRIBUTES,
    interceptors,
  }: { attributes?: Attributes } & Pick<ClientOptions, 'interceptors'> = {},
): Promise<TestWorkflowEnvironment> {
  const env = await untilStarted(() =>
    TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path: program } },
      client: { ...(interceptors && { interceptors }) },
    }),
  );
  await env.connection.operatorService.addSearchAttributes({
    namespace: env.namespace ?? 'default',
    searchAttributes: Object.fromEntries(attributes.map(key => [key.name, TYPE_NUMBERS[key.type]])),
  });
  return env;
}

const MOST_STARTS = 4;

/** The SDK gives a server five seconds to start, and on a busy machine a JVM needs more the first times. */
async function untilStarted<T>(start: () => Promise<T>, left = MOST_STARTS - 1): Promise<T> {
  return start().catch((error: unknown) => {
    if (left === 0) throw error;
    return untilStarted(start, left - 1);
  });
}

/** As numbers of the API's enum `IndexedValueType`. */
const TYPE_NUMBERS = {
  TEXT: 1,
  KEYWORD: 2,
  INT: 3,
  DOUBLE: 4,
  BOOL: 5,
  DATETIME: 6,
  KEYWORD_LIST: 7,
} as const satisfies Record<SearchAttributeType, number>;
