import type { Client } from '@temporalio/client';
import { SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../contract/search-attributes.ts';

const { IndexedValueType } = temporal.api.enums.v1;
type Indexed = temporal.api.enums.v1.IndexedValueType;

const INDEXED: Partial<Record<SearchAttributeType, Indexed>> = {
  [SearchAttributeType.KEYWORD]: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  [SearchAttributeType.DATETIME]: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
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
  const searchAttributes = Object.fromEntries(missing.map(({ name, type }) => [name, INDEXED[type] as Indexed]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes });
}
