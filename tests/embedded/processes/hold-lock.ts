// Takes the lock of a data directory, says so, and lives until it is killed.
import { DataDirectoryInUse, lockDataDir } from '../../../src/embedded/data-lock.ts';

try {
  await lockDataDir(process.argv[2] ?? '');
  console.log('holds the lock');
  setInterval(() => undefined, 1000);
} catch (error) {
  if (!(error instanceof DataDirectoryInUse)) throw error;
  console.log('refused');
}
