const TOKEN =
  /\s*([[\]{},:]|"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/uy;

/** What may come next; a bracket may close where it stands beside. */
type Next = 'value' | 'value ]' | 'key' | 'key }' | ':' | ', or close' | 'nothing';

/** Where a text stops being JSON, counted from 1. Browsers say it each in a way of their own, or not at all. */
export function placeInJson(text: string): { line: number; column: number } {
  const before = text.slice(0, firstWrong(text)).split('\n');
  return { line: before.length, column: Array.from(before.at(-1) ?? '').length + 1 };
}

function firstWrong(text: string): number {
  const open: string[] = [];
  let next: Next = 'value';
  for (let at = 0; ; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    const after: Next | null = token === undefined ? null : following(token, { next, open });
    if (token === undefined || after === null) return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    next = after;
  }
}

/** What may follow a token; null where the token may not stand. */
function following(token: string, { next, open }: { next: Next; open: string[] }): Next | null {
  const inside = open.at(-1);
  if (token === '}' || token === ']') {
    const fits = token === '}' ? '{' : '[';
    if (inside !== fits || !(next === ', or close' || next.endsWith(token))) return null;
    open.pop();
    return open.length === 0 ? 'nothing' : ', or close';
  }
  if (token === ',') return next === ', or close' ? (inside === '{' ? 'key' : 'value') : null;
  if (token === ':') return next === ':' ? 'value' : null;
  if (next.startsWith('key')) return token.startsWith('"') ? ':' : null;
  if (!next.startsWith('value')) return null;
  if (token !== '{' && token !== '[') return open.length === 0 ? 'nothing' : ', or close';
  open.push(token);
  return token === '{' ? 'key }' : 'value ]';
}
