import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import type { Rehearsal, RehearsalLine, RehearsalRequest } from '../contract/rehearsal.ts';
import { EXIT, Failure, problemOf } from './failure.ts';
import type { Session } from './session.ts';

const place = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const PROGRAM = place('dist/rehearse.js');
const SETUP = place('scripts/setup.mjs');

/** Rehearses in a process of its own, which brings Temporal's time-skipping server; the first time set-up looks for that. @throws Failure */
export async function rehearsed(
  session: Session,
  request: RehearsalRequest,
  onDay: (day: string) => void,
): Promise<Rehearsal> {
  const first = await run(request, onDay);
  const last = isServerMissing(first) && (await setUp()) ? await run(request, onDay) : first;
  if (last.type === 'done') return last.rehearsal;
  const { texts } = session;
  if (isServerMissing(last))
    throw new Failure(problemOf('noTimeServer', texts.rehearsal.noTimeServer), EXIT.unforeseen);
  const { refused, serverSilent, failed } = texts.rehearsal;
  const said = { refused, serverSilent, noTimeServer: failed, unforeseen: failed }[last.code];
  throw new Failure(problemOf(`rehearsal-${last.code}`, said({ detail: last.detail })), EXIT.unforeseen);
}

type Ending = Exclude<RehearsalLine, { type: 'day' }>;

const isServerMissing = (ending: Ending): boolean => ending.type === 'failed' && ending.code === 'noTimeServer';

async function run(request: RehearsalRequest, onDay: (day: string) => void): Promise<Ending> {
  const child = spawn(process.execPath, ['--enable-source-maps', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | string>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''));
  });
  // A child that is gone already is told below.
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(request));
  let ending: Ending | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    const told = lineOf(line);
    if (told === null) continue;
    if (told.type === 'day') onDay(told.day);
    else ending = told;
  }
  return ending ?? { type: 'failed', code: 'unforeseen', detail: String(await ended) };
}

/** What is no line of ours, as a warning of a library, is passed over. */
function lineOf(text: string): RehearsalLine | null {
  try {
    return JSON.parse(text) as RehearsalLine;
  } catch {
    return null;
  }
}

/** Says itself what it does, on stderr; the container's image has no set-up, and no JVM for the server. */
async function setUp(): Promise<boolean> {
  if (!existsSync(SETUP)) return false;
  const child = spawn(process.execPath, [SETUP, 'rehearsal'], { stdio: ['ignore', 2, 2] });
  return new Promise(resolve => {
    child.once('error', () => resolve(false));
    child.once('close', code => resolve(code === 0));
  });
}
