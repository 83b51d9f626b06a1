import type { Role } from '../domain/people/types.ts';

/**
 * Which role sees which field of personal data in full; all others see that there is one (`w***@…`, `138****0000`), and everybody sees his
 * own. Who sees the person, the contact or the mail at all is said by the rows of `table/`; whoever may change a field sees it in full there,
 * or he would write back what was masked (a test holds the two together).
 */
export const PERSONAL_FIELDS = {
  personAddress: { masks: 'address', inFull: ['coordinator', 'administrator', 'securityAdministrator'] },
  expertAddress: { masks: 'address', inFull: ['coordinator'] },
  contactAddress: { masks: 'address', inFull: ['coordinator', 'countyReporter'] },
  contactPhone: { masks: 'phone', inFull: ['coordinator', 'countyReporter'] },
  mailAddress: { masks: 'address', inFull: ['coordinator', 'administrator'] },
  /** Why somebody does not come to a meeting. */
  responseNote: { masks: 'all', inFull: ['coordinator'] },
} as const satisfies Readonly<Record<string, { masks: 'address' | 'phone' | 'all'; inFull: readonly Role[] }>>;

export type PersonalField = keyof typeof PERSONAL_FIELDS;

/** Who looks at an answer. */
export interface Viewer {
  id: string;
  roles: readonly Role[];
}

export function seesInFull(field: PersonalField, viewer: Viewer, ownerId: string | null): boolean {
  const inFull: readonly Role[] = PERSONAL_FIELDS[field].inFull;
  return viewer.id === ownerId || viewer.roles.some(role => inFull.includes(role));
}

/** The value as `viewer` sees it. `ownerId`: whose it is; null for somebody who has no account here. */
export function shownTo<T extends string | null>(
  viewer: Viewer,
  field: PersonalField,
  { value, ownerId }: { value: T; ownerId: string | null },
): T | string {
  if (value === null || seesInFull(field, viewer, ownerId)) return value;
  const { masks } = PERSONAL_FIELDS[field];
  if (masks === 'all') return '…';
  return masks === 'phone' ? maskedPhone(value) : maskedAddress(value);
}

/** The first letter, so that one is told from another, and nothing of where it is. */
export const maskedAddress = (address: string): string =>
  address === '' ? '' : `${Array.from(address)[0] ?? ''}***@…`;

const LEAST_DIGITS = 7;

/** Three digits before and four after where enough are left between; of a short number nothing. */
export function maskedPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  if (digits.length < LEAST_DIGITS) return '****';
  return digits.length < 11 ? `****${digits.slice(-2)}` : `${digits.slice(0, 3)}****${digits.slice(-4)}`;
}
