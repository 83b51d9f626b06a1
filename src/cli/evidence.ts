import type { Evidence } from '../domain/project/types.ts';
import type { FileAnswer } from '../contract/schemas/files.ts';
import { Failure, misused } from './failure.ts';
import { reasonOfFile, uploadOf } from './files.ts';
import { paths } from './paths.ts';
import type { Session } from './session.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * The body of a command as it goes out: papers that its evidence names by their path are stored first, and named by their SHA-256. Each
 * has a key made from the command's own, so that the command sent again sends nothing twice.
 */
export async function withStoredFiles<Body extends object>(session: Session, body: Body): Promise<Body> {
  const { evidence } = body as { evidence?: readonly Evidence[] };
  if (!evidence?.some(({ file }) => file !== undefined && !SHA256.test(file))) return body;
  const stored: Evidence[] = [];
  for (const [index, paper] of evidence.entries()) {
    const { file } = paper;
    if (file === undefined || SHA256.test(file)) stored.push(paper);
    else stored.push({ ...paper, file: (await storeFile(session, file, `${session.key}.file${index}`)).sha256 });
  }
  return { ...body, evidence: stored };
}

/** @throws Failure for a file that cannot be read, too */
export async function storeFile(session: Session, path: string, key: string): Promise<FileAnswer> {
  const { name, content } = await uploadOf(path).catch((error: unknown) => {
    throw misused('fileNotRead', session.texts.fileNotRead({ path, reason: reasonOfFile(error, session) }));
  });
  const form = new FormData();
  form.append('file', content, name);
  try {
    return await session.client.upload<FileAnswer>(paths.files, form, key);
  } catch (error) {
    if (!(error instanceof Failure) || error.problem.key === undefined) throw error;
    // The person knows the key of the command, not those made from it.
    throw new Failure({ ...error.problem, key: session.key }, error.exit, { cause: error });
  }
}
