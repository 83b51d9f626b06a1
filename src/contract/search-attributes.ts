import { defineSearchAttributeKey, SearchAttributeType, type SearchAttributePair } from '@temporalio/common';
import type { EntityView } from './commit.ts';

/**
 * For finding runs in Temporal's own UI, never for rules or lists (visibility is eventually consistent). SQL visibility has 10 Keyword
 * and 3 Datetime attributes a namespace; these take 4 and 1. Search attributes are never encrypted: no names here.
 */
export const PROJECT_CODE = defineSearchAttributeKey('ProjectCode', SearchAttributeType.KEYWORD);
export const PROJECT_STAGE = defineSearchAttributeKey('ProjectStage', SearchAttributeType.KEYWORD);
export const REGION = defineSearchAttributeKey('Region', SearchAttributeType.KEYWORD);
export const ENTITY_STATE = defineSearchAttributeKey('EntityState', SearchAttributeType.KEYWORD);
export const NEXT_DEADLINE = defineSearchAttributeKey('NextDeadline', SearchAttributeType.DATETIME);

export const SEARCH_ATTRIBUTES = [PROJECT_CODE, PROJECT_STAGE, REGION, ENTITY_STATE, NEXT_DEADLINE] as const;

/** The attributes of an entity in its present state; `null` removes one. */
export function attributesOf(view: EntityView, projectCode: string | null): SearchAttributePair[] {
  return [
    { key: PROJECT_CODE, value: projectCode },
    { key: PROJECT_STAGE, value: view.stage },
    { key: REGION, value: view.county },
    { key: ENTITY_STATE, value: view.status },
    { key: NEXT_DEADLINE, value: view.next ? new Date(view.next.atMs) : null },
  ] as SearchAttributePair[];
}

/** `Name=Type` as the command line of a development server takes them. */
export const searchAttributeFlags = (): string[] =>
  SEARCH_ATTRIBUTES.map(
    ({ name, type }) => `${name}=${type === SearchAttributeType.DATETIME ? 'Datetime' : 'Keyword'}`,
  );
