import { normalise } from '../ledger-import/text.ts';
import type { Question } from './types.ts';

/** Words that nobody knows, each once, with the rows it stands on. */
export class Questions {
  readonly #asked = new Map<string, { question: Omit<Question, 'rows'>; at: Set<string> }>();

  /** `isRefused`: the row is not taken for it. */
  ask({ field, column, word }: Pick<Question, 'field' | 'column' | 'word'>, row: string, isRefused = true): void {
    const key = `${column}=${normalise(word)}`;
    const known = this.#asked.get(key) ?? {
      ...{ question: { field, column, word, refused: isRefused }, at: new Set<string>() },
    };
    known.at.add(row);
    this.#asked.set(key, known);
  }

  list(): Question[] {
    return [...this.#asked.values()].map(({ question, at }) => ({ ...question, rows: at.size }));
  }
}

/** Names a row of a workbook; the count of rows may begin anywhere. */
export const rowKey = (sheet: string, rowIndex: number): string => `${sheet} ${rowIndex}`;
