import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import proto, { type temporal } from '@temporalio/proto';

/**
 * Recorded histories as files, `<workflow type>/<scenario>.json`: protobufjs's plain objects, with ids and instants as text. The SDK's own
 * historyToJSON needs one copy of protobufjs for all of its packages, which an installation does not promise.
 */
const { History } = proto.temporal.api.history.v1;
export type History = temporal.api.history.v1.IHistory;

const FOLDER = fileURLToPath(new URL('./histories/', import.meta.url));

/** Names of all that have been recorded. */
export async function recordedNames(): Promise<string[]> {
  const files = await readdir(FOLDER, { recursive: true });
  return files
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort();
}

export async function writeHistory(name: string, history: History): Promise<void> {
  const file = `${FOLDER}${name}.json`;
  const plain = History.toObject(History.fromObject(history), { longs: String, enums: String, bytes: String });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(plain, anonymous, 1)}\n`);
}

/** Who ran it where says nothing about the code; a worker's own queue is named after its machine too. */
function anonymous(key: string, value: unknown): unknown {
  const ofMachine = key === 'identity' || (typeof value === 'string' && /^\d+@\S+-[0-9a-f]{32}$/.test(value));
  return ofMachine ? 'recorded' : value;
}

export async function readHistory<Json = Record<string, unknown>>(name: string): Promise<Json> {
  return JSON.parse(await readFile(`${FOLDER}${name}.json`, 'utf8')) as Json;
}

export const toHistory = (json: object): History => History.fromObject(json);
