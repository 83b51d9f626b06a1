import { pinyin } from 'pinyin-pro';

/**
 * The initials of a name as they are typed by whoever does not switch to Chinese: 南安市水暖园 is `nassny`, 长乐LED is `clled`. A character
 * of several readings is read by the word it stands in; letters and digits stay, lower-case; everything else is left out.
 */
export const initialsOf = (name: string): string =>
  pinyin(name.normalize('NFKC'), { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** What may be meant as initials: a single letter would find half of all names. */
export const mayBeInitials = (searched: string): boolean => /^[a-z][a-z0-9]+$/i.test(searched);
