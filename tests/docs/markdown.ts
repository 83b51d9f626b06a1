import { read } from './project-files.ts';

/** As much of Markdown as our own documents use. */
export interface Document {
  headings: { level: number; text: string; anchor: string }[];
  /** Fenced blocks with their language and lines. */
  blocks: { language: string; lines: string[] }[];
  /** Rows a table has, its header included. */
  tables: number[];
  links: string[];
  /** Spans between back-ticks outside of blocks. */
  codes: string[];
}

export function parseMarkdown(path: string): Document {
  const blocks: Document['blocks'] = [];
  const prose = read(path)
    .replaceAll(/^```([\w-]*)\n(.*?)^```$/gms, (_whole, language: string, body: string) => {
      blocks.push({ language, lines: body.trimEnd().split('\n') });
      return '';
    })
    .replaceAll(/<!--.*?-->/gs, '');
  const headings = [...prose.matchAll(/^(#+) (.+)$/gm)].map(([, marks = '', text = '']) => {
    return { level: marks.length, text, anchor: anchorOf(text) };
  });
  const codes = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  const bare = prose.replaceAll(/`[^`\n]+`/g, '');
  const links = [...bare.matchAll(/\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return { headings, blocks, tables: tablesIn(prose), links, codes };
}

/** As GitHub makes it: lower case, punctuation dropped, spaces become hyphens. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function tablesIn(prose: string): number[] {
  const tables: number[] = [];
  let inside = false;
  for (const line of prose.split('\n')) {
    const isRow = line.startsWith('|');
    if (isRow && !inside) tables.push(0);
    // The line of dashes is no row.
    if (isRow && !/^[|\s:-]+$/.test(line)) tables.push((tables.pop() ?? 0) + 1);
    inside = isRow;
  }
  return tables;
}

/** What a reader would type from a block: `$ …` lines of a transcript, or every line of an `sh` block; comments cut off. */
export function typedLines({ language, lines }: Document['blocks'][number]): string[] {
  const joined = lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  const typed =
    language === 'console'
      ? joined.filter(line => line.startsWith('$ ')).map(line => line.slice(2))
      : language === 'sh'
        ? joined
        : [];
  return typed.map(line => line.replace(/(^|\s)#.*$/, '').trim()).filter(line => line !== '');
}

/** Splits as a shell does, as far as documents need: words, and quotes around them. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g)].map(([word]) => word.replaceAll(/['"]/g, ''));
