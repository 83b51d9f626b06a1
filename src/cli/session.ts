import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { DEFAULT_DATA, DEFAULT_URL } from '../contract/defaults.ts';
import { ApiClient } from './client.ts';
import { EXIT, misused, type ExitCode } from './failure.ts';
import { tokenIn } from './files.ts';
import { keptSession } from './kept-sessions.ts';
import type { Io } from './io.ts';
import { Output } from './output.ts';
import type { Lang, Texts } from './texts/index.ts';
import { commandKeyOf, countOf, type Place } from './values.ts';
import { labelOf, type Vocabulary } from './words.ts';

/** Options of every command, as commander leaves them: text, not yet judged. */
export interface GlobalOptions {
  json?: boolean;
  lang?: string;
  tries?: string;
  /** Of changing commands only. */
  key?: string;
}

/** Four: a restart of the server is outlasted, a server that is not there is told within two seconds. */
const DEFAULT_TRIES = 4;
const MOST_TRIES = 100;
/** What a header can carry; anything else would look like a server that cannot be reached. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;

/** What one command has at hand while it runs. */
export class Session {
  readonly io: Io;
  readonly lang: Lang;
  readonly texts: Texts;
  readonly json: boolean;
  readonly out: Output;
  /** One per run: a command that is sent again because nobody answered is the same command. */
  readonly key: string;
  readonly #tries: number;
  #client: ApiClient | undefined;

  constructor(io: Io, { lang, texts, options }: { lang: Lang; texts: Texts; options: GlobalOptions }) {
    this.io = io;
    this.lang = lang;
    this.texts = texts;
    this.json = options.json === true;
    this.out = new Output(io, { json: this.json });
    this.key = options.key === undefined ? randomUUID() : commandKeyOf(options.key, this.place('--key'));
    this.#tries =
      options.tries === undefined ? DEFAULT_TRIES : countOf(options.tries, MOST_TRIES, this.place('--tries'));
  }

  get url(): string {
    return this.io.env['DISPATCH_URL'] || DEFAULT_URL;
  }

  get client(): ApiClient {
    this.#client ??= this.clientWith(this.#tries);
    return this.#client;
  }

  clientWith(tries: number): ApiClient {
    const { env } = this.io;
    // Who was named in the environment, who has signed in here, or whoever may read the file of the first start.
    const token = env['DISPATCH_TOKEN'] || keptSession(env, this.url) || tokenIn(env['DISPATCH_DATA'] || DEFAULT_DATA);
    return this.clientFor(token, tries);
  }

  /** As whoever `token` speaks for. */
  clientFor(token: string | undefined, tries: number): ApiClient {
    if (token !== undefined && !HEADER_SAFE.test(token)) throw misused('badToken', this.texts.badToken);
    return new ApiClient({
      url: this.url,
      token,
      lang: this.lang,
      texts: this.texts,
      tries,
      sleep: ms => this.io.sleep(ms),
      onRetry: wait => this.out.note(this.texts.retrying(wait)),
    });
  }

  place(field: string): Place {
    return { field, lang: this.lang };
  }

  label(vocabulary: Vocabulary, key: string | null | undefined): string {
    return labelOf(vocabulary, key, this.lang);
  }
}

/** `args` as commander counted them: a required one is always there. */
export type Work<Options> = (session: Session, args: readonly string[], options: Options) => Promise<ExitCode | void>;

/** What the files under `commands/` build with. */
export interface Setup {
  texts: Texts;
  /** Turns a command's work into commander's action. */
  run<Options>(work: Work<Options>): (...given: unknown[]) => Promise<void>;
}

/** Makes the `run` of a `Setup`; the exit code of the work is handed to `done`. */
export function runnerOf(
  io: Io,
  { lang, texts, done }: { lang: Lang; texts: Texts; done: (code: ExitCode) => void },
): Setup['run'] {
  return <Options>(work: Work<Options>) =>
    async (...given: unknown[]) => {
      const command = given.at(-1) as Command;
      const session = new Session(io, { lang, texts, options: command.optsWithGlobals<GlobalOptions>() });
      const code = await work(session, command.args, command.opts() as Options);
      done(code ?? EXIT.ok);
    };
}
