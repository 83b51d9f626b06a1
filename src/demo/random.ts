/** The same numbers at every run (mulberry32), so that two runs make the same city. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Draw {
  between(least: number, most: number): number;
  whole(least: number, most: number): number;
  chance(share: number): boolean;
  one<T>(list: readonly T[]): T;
}

/** For the thing of that index: what else is drawn changes nothing about it. */
export function drawing(seed: number, index: number): Draw {
  const random = seeded(Math.imul(seed, 2_654_435_761) ^ Math.imul(index + 1, 40_503));
  const between = (least: number, most: number): number => least + random() * (most - least);
  return {
    between,
    whole: (least, most) => Math.floor(between(least, most + 1)),
    chance: share => random() < share,
    one: list => list[Math.floor(random() * list.length)] as (typeof list)[number],
  };
}
