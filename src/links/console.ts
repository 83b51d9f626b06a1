/** Where a page of the console stands. It has no secret: whoever opens it signs in, and is led back to it. */
export function consoleAddress(
  publicUrl: string,
  segments: readonly string[],
  query: Readonly<Record<string, string>> = {},
): string {
  const path = segments.map(segment => `/${encodeURIComponent(segment)}`).join('');
  const asked = new URLSearchParams(query).toString();
  return `${publicUrl.replace(/\/+$/, '')}${path}${asked === '' ? '' : `?${asked}`}`;
}
