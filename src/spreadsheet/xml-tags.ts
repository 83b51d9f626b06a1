/**
 * The tags of a text of XML, taken as a reader of XML takes them: a `>` in a value does not end one, and what stands in a value is no attribute.
 * For looking at what a library will read, before it does.
 */
export interface Tag {
  /** Without its prefix. */
  name: string;
  /** What stands between the name and the end; null when the tag does not end as one must. */
  attributes: string | null;
}

/** Finds the tags of these names (`row|c`), whatever their prefix. */
export const tagsOf = (names: string): RegExp =>
  new RegExp(`<(?:[^\\s<>"'/=]+:)?(${names})(?=[\\s/>])(?:((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>)?`, 'g');

export function* tagsIn(xml: string, tags: RegExp): Generator<Tag> {
  for (const [, name = '', attributes] of xml.matchAll(tags)) yield { name, attributes: attributes ?? null };
}

const ATTRIBUTE = /([^\s"'=<>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Name and value, entities as they are written. */
export function* attributesIn(attributes: string): Generator<[name: string, value: string]> {
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) yield [name, double ?? single ?? ''];
}

/** Null when there is none of the name. */
export function attributeIn(attributes: string, wanted: string): string | null {
  for (const [name, value] of attributesIn(attributes)) if (name === wanted) return decodeXml(value);
  return null;
}

export const decodeXml = (text: string): string =>
  text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g, (whole, hex, dec, word) => {
    if (word) return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[word as 'lt'];
    const code = hex ? parseInt(hex, 16) : Number(dec);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
