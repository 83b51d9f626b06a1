/**
 * Two spellings of one project name have one key: full- and half-width forms, upper and lower case, spaces and the quotation marks and
 * brackets people type differently do not count (counted once, domain §2).
 */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s"'“”‘’「」『』《》·・.()\-—–_]/gu, '');
