// Says so when the process that launched it has ended.
import { writeFileSync } from 'node:fs';
import { watchLauncher } from '../../../src/embedded/launcher.ts';

const [, , file = ''] = process.argv;
watchLauncher(() => {
  writeFileSync(file, 'gone');
  process.exit(0);
});
// Not before the process above us has had its say: the test waits for this word.
console.log(`watching as ${process.pid}`);
setInterval(() => undefined, 1000);
