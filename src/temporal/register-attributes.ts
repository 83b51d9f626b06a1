import type { Client } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

/** `IndexedValueType` of Temporal's protocol, for the types we use. */
const INDEXED: Partial<Record<SearchAttributeType, number>> = {
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.DATETIME]: 6,
};

/**
 * Registers our search attributes where they are missing: a start that names an unknown one fails. A server that does not let us (Cloud
 * keeps this to its own tools) must have them already; the error then names the missing ones.
 */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const { operatorService } = client.connection;
  const { namespace } = client.options;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTES.filter(({ name }) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED[type] ?? 0]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });
}
