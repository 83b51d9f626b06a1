/**
 * Where somebody wanted to go who had to sign in first: a page of ours, as the path of its address, and never anything else. What comes in
 * the address of a page may be anybody's, so it is not trusted to be what it looks like: it is taken apart as a browser does, and what goes
 * out is put together anew.
 */
const MOST = 500;
/** A base that no page has: what leaves it is not ours. */
const HERE = 'https://here.invalid';
/** Pages that lead on by themselves, and what is no page. */
const NOT_BACK_TO = /^\/(?:signin|account-|api(?:\/|$)|a\/|l\/)/i;

export function wayBack(wanted: unknown): string | null {
  if (typeof wanted !== 'string' || wanted.length > MOST) return null;
  // Browsers read `\` as `/`, and leave tabs and line ends out: `/\t/evil.example` is another host to them.
  if (!/^\/(?![/\\])[!-~]*$/.test(wanted) || wanted.includes('\\') || !URL.canParse(wanted, HERE)) return null;
  const { origin, pathname, search, hash } = new URL(wanted, HERE);
  if (origin !== HERE || pathname.startsWith('//') || NOT_BACK_TO.test(pathname)) return null;
  return `${pathname}${search}${hash}`;
}
