/** Waits for a condition instead of for a time; `limitMs` only bounds a test that has gone wrong. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  limitMs = 60_000,
): Promise<T> {
  const giveUpAt = Date.now() + limitMs;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > giveUpAt) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
