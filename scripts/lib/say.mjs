// Progress goes to stderr: stdout belongs to whoever asked (`dispatch … --json` prints one document there).
export const say = line => process.stderr.write(`${line}\n`);

/** What a person has to do something about: Chinese first, English second. Printed without a stack. */
export class SetupProblem extends Error {
  constructor(zh, en, detail = '') {
    super(`${zh}\n${en}${detail ? `\n\n${detail}` : ''}`);
    this.name = 'SetupProblem';
  }
}

/** Says what is being done, and that it still is when it takes long. */
export async function step(zh, en, work) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  say(`· ${zh} / ${en} …`);
  const alive = setInterval(() => say(`  … ${seconds()} s`), 30_000);
  try {
    const answer = await work();
    say(`  ✓ ${seconds()} s`);
    return answer;
  } finally {
    clearInterval(alive);
  }
}
