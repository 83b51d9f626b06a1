/** Where one run of the CLI reads and writes; tests put their own in its place. */
export interface Io {
  env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  outIsTerminal: boolean;
  errIsTerminal: boolean;
  /** Width of the terminal in half-width columns; undefined when output goes to a file or a pipe. */
  columns: number | undefined;
  sleep(ms: number): Promise<void>;
  /** Asks a person; null when nobody is there to answer. */
  ask(question: string): Promise<string | null>;
  /** The same for what nobody may read over a shoulder: it is not shown while it is typed. */
  askHidden(question: string): Promise<string | null>;
  /** Everything on stdin; null at a terminal, where a person would wait for nothing. */
  input(): Promise<string | null>;
}

/**
 * The process's own streams. A reader that goes away (`dispatch project list | head -1`) is no failure: what was asked for has been
 * done by then, so the run ends quietly with the code it has.
 */
export function processIo(): Io {
  const { stdout, stderr, stdin, env } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(process.exitCode ?? 0);
    });
  }
  return {
    env,
    out: text => void stdout.write(text),
    err: text => void stderr.write(text),
    outIsTerminal: stdout.isTTY,
    errIsTerminal: stderr.isTTY,
    columns: stdout.isTTY ? stdout.columns : undefined,
    sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
    ask: async question => {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const { createInterface } = await import('node:readline/promises');
      const reader = createInterface({ input: stdin, output: stderr });
      try {
        return await reader.question(question);
      } finally {
        reader.close();
      }
    },
    askHidden: async question => {
      if (!stdin.isTTY || !stderr.isTTY) return null;
      const { createInterface } = await import('node:readline/promises');
      const { Writable } = await import('node:stream');
      // Readline echoes what is typed to its output, and this one swallows it.
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      stderr.write(question);
      const reader = createInterface({ input: stdin, output: nowhere, terminal: true });
      reader.once('SIGINT', () => process.exit(130));
      try {
        return await reader.question('');
      } finally {
        reader.close();
        stderr.write('\n');
      }
    },
    input: async () => {
      if (stdin.isTTY) return null;
      const { text } = await import('node:stream/consumers');
      return text(stdin);
    },
  };
}
