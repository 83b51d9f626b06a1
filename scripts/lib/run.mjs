import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const KEPT_OUTPUT = 20_000;

/** Runs a command to its end. Never throws: `{ ok, output }`, output being the end of stdout and stderr together. */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise(done => {
    let output = '';
    const keep = chunk => (output = (output + chunk).slice(-KEPT_OUTPUT));
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, ...options });
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    child.on('error', error => done({ ok: false, output: error.message }));
    child.on('close', (code, signal) => {
      if (signal) keep(`\n${command}: ${signal}`);
      done({ ok: code === 0, output });
    });
  });
}

/** As `run`, but all of what is printed, apart: for documents. Never throws. */
export function capture(command, args, { timeoutMs, ...options } = {}) {
  return new Promise(done => {
    const printed = { stdout: '', stderr: '' };
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: timeoutMs, ...options });
    for (const stream of ['stdout', 'stderr'])
      child[stream].setEncoding('utf8').on('data', text => (printed[stream] += text));
    child.on('error', error => done({ ok: false, ...printed, stderr: error.message }));
    child.on('close', code => done({ ok: code === 0, ...printed }));
  });
}

/** The absolute path of a program on the PATH, or undefined. */
export function onPath(name, path = process.env.PATH ?? '') {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name];
  for (const dir of path.split(delimiter).filter(Boolean)) {
    for (const candidate of names.map(file => join(dir, file))) {
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here: the next folder of the PATH.
      }
    }
  }
  return undefined;
}
