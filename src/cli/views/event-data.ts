import type { Lang, Texts } from '../texts/index.ts';
import type { Vocabulary } from '../words.ts';

// What the tellers of events are made of: values of unknown shape, as text.

/** What an event holds, as it came over the wire. */
export type Data = Readonly<Record<string, unknown>>;

const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'short',
});

export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
export const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(text) : []);
export const inside = (value: unknown): Data => (typeof value === 'object' && value !== null ? (value as Data) : {});
/** Epoch milliseconds as the office's wall clock. */
export const clock = (value: unknown): string => (typeof value === 'number' ? CLOCK.format(value) : '');
export const evidenceText = (value: unknown): string =>
  Array.isArray(value)
    ? value
        .map(piece => [text(inside(piece)['kind']), text(inside(piece)['number'])].filter(Boolean).join(' '))
        .join('; ')
    : '';

/** `head value`, or nothing when there is no value. */
export const said = (head: string, value: string): string => (value === '' ? '' : `${head} ${value}`);

/** What telling takes of a session: its words. The console tells the same events, and has no terminal. */
export interface Telling {
  readonly lang: Lang;
  readonly texts: Texts;
  label(vocabulary: Vocabulary, key: string | null | undefined): string;
}

/** Of one event: the unit or person behind an id; the id itself where the ledger knows no name. */
export interface Named extends Telling {
  nameOf(id: unknown): string;
}

/** The parts of one line; empty ones are left out. */
export type Teller = (data: Data, session: Named) => readonly string[];
