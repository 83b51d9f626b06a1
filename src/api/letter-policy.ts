import { sourceOf } from '../links/pages/style.ts';

const STYLE_ATTRIBUTE = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const STYLE_ELEMENT = /<style\b[^>]*>(.*?)<\/style\s*>/gis;
/** A header has its bounds; our own letters have some forty. What is beyond them is shown without its styles. */
const MOST_STYLES = 120;

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', apos: "'", '#39': "'", lt: '<', gt: '>', amp: '&' };
/** As a browser reads the value of an attribute. */
const decoded = (text: string): string =>
  text.replaceAll(/&(quot|apos|#39|lt|gt|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole);

/**
 * The policy under which a letter is shown: it runs nothing, loads nothing and reaches nothing of this origin. Mails carry their looks in
 * attributes, as Outlook wants it; exactly those of this letter are allowed, each by its hash, and no other inline style.
 */
export function letterPolicy(html: string): string {
  const attributes = [...html.matchAll(STYLE_ATTRIBUTE)].map(([, double, single]) => decoded(double ?? single ?? ''));
  const elements = [...html.matchAll(STYLE_ELEMENT)].map(([, text = '']) => text);
  const sources = [...new Set([...elements, ...attributes])].slice(0, MOST_STYLES).map(sourceOf);
  const styles = sources.length === 0 ? "'none'" : `'unsafe-hashes' ${sources.join(' ')}`;
  return `sandbox; default-src 'none'; img-src data:; style-src ${styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;
}
