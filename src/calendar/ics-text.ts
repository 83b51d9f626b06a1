/**
 * What may stand in a field of an `.ics` file (RFC 5545). The library escapes `\ ; ,` in texts and folds lines; the rest is
 * done here before it sees a value: it writes UIDs and control characters as they come.
 */

// U+2028 and U+2029 break lines in several readers, though not in the standard.
const LINE_BREAK = /\r\n|[\r\n\u2028\u2029]/g;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

const UID_SAFE = /[A-Za-z0-9@._~:/+=-]/;
const ADDRESS = /^[^\s\p{C}"<>()[\]\\,;:@]+@[^\s\p{C}"<>()[\]\\,;:@%?#&/]+$/u;

/** Text of several lines: line breaks become LF, other control characters go, half characters become U+FFFD. */
export function cleanText(text: string): string {
  return text.replace(LINE_BREAK, '\n').replace(CONTROL, '').replace(LONE_SURROGATE, '\ufffd');
}

/** Text of one line: as `cleanText`, with a space for each line break or tab. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\n\t]/g, ' ')
    .trim();
}

/** A cleaned text as the value of a property (RFC 5545 §3.3.11). */
export const escapeText = (text: string): string => text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');

const LINE_OCTETS = 75;

/** Breaks a line into lines of at most 75 octets of UTF-8, never inside a character; all but the first begin with a space (§3.1). */
export function foldLine(line: string): string {
  const lines: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < line.length;) {
    const point = line.codePointAt(at) ?? 0;
    const size = octetsOf(point);
    if (octets + size > LINE_OCTETS) {
      lines.push(line.slice(from, at));
      from = at;
      octets = 1;
    }
    octets += size;
    at += point > 0xffff ? 2 : 1;
  }
  return [...lines, line.slice(from)].join('\r\n ');
}

function octetsOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point > 0xffff ? 4 : 3;
}

/**
 * A display name, which goes into a quoted parameter. There the standard has no way to write `"`, RFC 6868's way with `^`
 * is not read everywhere, and a backslash would be doubled: the three are replaced by their full-width twins.
 */
export function cleanName(name: string): string {
  return cleanLine(name).replace(/"/g, '＂').replace(/\\/g, '＼').replace(/\^/g, '＾');
}

/** Keeps letters, digits and `@ . _ ~ : / + = -`; every other character is percent-encoded, so no two uids become one. */
export function cleanUid(uid: string): string {
  if (uid === '') throw new RangeError('an event needs a uid');
  return [...uid.replace(LONE_SURROGATE, '\ufffd')].map(char => (UID_SAFE.test(char) ? char : percent(char))).join('');
}

/** The normal form of an http(s) address, free of the characters the library would escape as if it were text. */
export function cleanUrl(url: string): string {
  if (!URL.canParse(url)) throw new RangeError(`not a URL: ${url}`);
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') throw new RangeError(`not an http address: ${url}`);
  return href.replace(/[;,\\]/g, percent);
}

/**
 * One bare address as it stands after `mailto:`, where `% ? # & /` must be encoded (RFC 6068). Throws on anything else:
 * the value goes into the file unquoted.
 */
export function mailtoAddress(address: string): string {
  if (!ADDRESS.test(address)) throw new RangeError(`not one mail address: ${JSON.stringify(address)}`);
  return address.replace(/[%?#&/]/g, percent);
}

const percent = (char: string): string =>
  [...new TextEncoder().encode(char)].map(octet => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('');
