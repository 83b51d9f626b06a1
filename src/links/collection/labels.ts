import type { Locale } from '../../contract/catalogue/index.ts';
import { collectionWords } from '../words-collection.ts';
import { isCarried, isUnasked, RAISE_KEY } from './rows.ts';
import type { Typed } from '../form.ts';

/** By the words of the box, behind what it is about: `p.P-2026-0001.done` is 'P-2026-0001 done in the month'. */
export function labelOfBox(box: string, locale: Locale): string {
  const { boxes, raiseTitle, note } = collectionWords(locale);
  if (box === 'note') return note;
  const at = box.lastIndexOf('.');
  const name = box.slice(at + 1);
  const about = box.startsWith(`${RAISE_KEY}.`) ? raiseTitle : box.slice(2, at);
  return Object.hasOwn(boxes, name) ? `${about} ${boxes[name as keyof typeof boxes].short}` : box.slice(0, MOST);
}

/** Names of boxes come from outside. */
const MOST = 60;

/** What was typed, for somebody whose page takes it no more: he may take it along from here. */
export const typedLines = (typed: Typed, locale: Locale): { label: string; text: string }[] =>
  Object.entries(typed).flatMap(([box, value]) =>
    value.trim() === '' || (isCarried(box) && box !== 'note') || isUnasked(box)
      ? []
      : [{ label: labelOfBox(box, locale), text: value }],
  );
