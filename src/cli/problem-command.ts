import type { ProblemCommandAnswer } from './answers.ts';
import { withStoredFiles } from './evidence.ts';
import { paths } from './paths.ts';
import type { Session } from './session.ts';
import { tellProblemCommand } from './views/problem.ts';

/** The last part of the address of a command on a problem. */
type CommandName = Parameters<typeof paths.problemCommand>[1];

/** Gives a command to a problem and tells how it stands now; files named in evidence are stored first. */
export async function giveProblem(
  session: Session,
  code: string,
  { command, body: typed }: { command: CommandName; body: object },
): Promise<void> {
  const body = await withStoredFiles(session, typed);
  const path = paths.problemCommand(code, command);
  const answered = await session.client.change<ProblemCommandAnswer>('POST', path, { body, key: session.key });
  await tellProblemCommand(session, answered);
}
