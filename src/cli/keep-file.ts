import { misused } from './failure.ts';
import { reasonOfFile, saveWhole } from './files.ts';
import type { Session } from './session.ts';

/** Saves what the server sent under the name that was asked for. @throws Failure that says why it could not be written */
export async function keepFile(session: Session, path: string, content: Uint8Array): Promise<void> {
  try {
    await saveWhole(path, content);
  } catch (error) {
    throw misused('fileNotWritten', session.texts.fileNotWritten({ path, reason: reasonOfFile(error, session) }));
  }
}
