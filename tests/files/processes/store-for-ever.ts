// Takes in a file that never ends, says when half of it is on the disk, and lives until it is killed.
import { openDiskStore } from '../../../src/files/disk-store.ts';

const store = await openDiskStore(process.argv[2] ?? '');
async function* endless() {
  yield Buffer.from('half of a permit');
  console.log('half is written');
  await new Promise(resolve => setInterval(resolve, 1_000_000));
}
await store.put(endless(), { name: 'a.pdf', maxBytes: 1_000, judge: async () => null });
