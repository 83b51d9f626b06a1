// node keeper.mjs LOGFILE UID:GID EXECUTABLE [ARGS…]      (UID:GID `-` for our own; PostgreSQL refuses to run as root)
//
// Runs a server for a parent and ends it when the parent is gone, however the parent went: the pipe on stdin closes on
// `kill -9` too. The parent starts the keeper in a process group of its own, so that Ctrl-C in the terminal reaches only
// the parent, which drains its worker before it closes the pipe.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';

const GRACE_MS = 8000;
const [logFile, user, executable, ...args] = process.argv.slice(2);
const [uid, gid] = user === '-' ? [] : user.split(':').map(Number);
const log = openSync(logFile, 'a');
const server = spawn(executable, args, { stdio: ['ignore', log, log], uid, gid });

const end = () => {
  server.kill('SIGTERM');
  setTimeout(() => server.kill('SIGKILL'), GRACE_MS).unref();
};

// Nobody may be left to read what we say.
process.stdout.on('error', () => undefined);
process.stdin.on('end', end).on('close', end).on('error', end).resume();
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, end);

server.on('spawn', () => process.stdout.write(`${server.pid}\n`));
server.on('error', error => {
  process.stdout.write(`cannot start ${executable}: ${error.message}\n`, () => process.exit(127));
});
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGTERM' ? 0 : 1)));
