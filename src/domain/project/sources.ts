import { refuse, type Refusal } from '../refusal.ts';

/** Where a lead can come from. The name is the office's own word; figures are counted by the id. */
export interface LeadSource {
  id: string;
  name: string;
}

/** Where an office starts; it writes its own list into the settings. */
export const DEFAULT_LEAD_SOURCES: readonly LeadSource[] = [
  { id: 'adviser', name: '招商大使' },
  { id: 'centre', name: '招商中心' },
  { id: 'county', name: '县（市、区）' },
  { id: 'department', name: '市直部门' },
  { id: 'chamber', name: '商会协会' },
  { id: 'firm', name: '企业引荐' },
  { id: 'fair', name: '展会活动' },
  { id: 'other', name: '其他' },
];

/** A source that has left the list stays with the projects that name it; a new one must stand on it. */
export function unknownSource(source: string | null, field: string, sources: readonly LeadSource[]): Refusal | null {
  const list = sources.map(({ id }) => id);
  return source === null || list.includes(source) ? null : refuse('notInList', field, source, { list });
}
