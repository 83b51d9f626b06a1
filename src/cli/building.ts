import type { Command } from 'commander';
import type { Setup } from './session.ts';

/** Adds what every changing command has. */
export const changing = (command: Command, { texts }: Setup): Command =>
  command.option('--key <key>', texts.help.options.key);

/** `--plan 开工=2026-03-01 --plan 竣工=2027` → both. */
export const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

/** Examples show Chinese values in both languages: that is what stands in the ledgers. */
export const examples = ({ texts }: Setup, ...lines: readonly string[]): string =>
  `\n${texts.help.examples}\n${lines.map(line => `  $ dispatch ${line}`).join('\n')}\n`;

/** Drops what was not given: the API tells "not said" from "null". */
export const given = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
