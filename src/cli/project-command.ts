import type { ProjectCommandAnswer } from './answers.ts';
import { withStoredFiles } from './evidence.ts';
import { paths } from './paths.ts';
import type { Session } from './session.ts';
import { evidenceOf } from './values.ts';
import { tellProjectCommand } from './views/project.ts';

/** The last part of the address of a command on a project. */
type CommandName = Parameters<typeof paths.projectCommand>[1];

/** Gives one command to one project and says what it did. */
export async function give(
  session: Session,
  code: string,
  { command, body: typed }: { command: CommandName; body: object },
): Promise<void> {
  const body = await withStoredFiles(session, typed);
  const path = paths.projectCommand(code, command);
  const answer = await session.client.change<ProjectCommandAnswer>('POST', path, { body, key: session.key });
  await tellProjectCommand(session, answer);
}

/** Not sent at all when none was given: an empty list would say "none". */
export const evidenceList = (session: Session, typed: readonly string[]) =>
  typed.length === 0 ? undefined : typed.map(text => evidenceOf(text, session.place('--evidence')));
