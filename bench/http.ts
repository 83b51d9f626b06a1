import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

/** A client of the API over kept connections, light enough not to be what is measured. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string;
  readonly #agent = new Agent({ keepAlive: true });

  constructor({ url, token }: { url: string; token: string }) {
    this.#url = url;
    this.#token = token;
  }

  /** One command with a key of its own. Throws on every answer but a 2xx. */
  async command(path: string, body: unknown): Promise<void> {
    await this.#ask('POST', path, Buffer.from(JSON.stringify(body)));
  }

  /** The answer as it came; nobody here reads it, so nobody pays for taking it apart. Throws on every answer but a 2xx. */
  get(path: string): Promise<Buffer> {
    return this.#ask('GET', path, null);
  }

  #ask(method: 'GET' | 'POST', path: string, content: Buffer | null): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const asked = request(`${this.#url}/api/v1${path}`, { method, agent: this.#agent }, answer => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const { statusCode = 0 } = answer;
          if (statusCode >= 200 && statusCode < 300) resolve(Buffer.concat(chunks));
          else reject(new Error(`${path}: ${statusCode} ${Buffer.concat(chunks).toString()}`));
        });
      });
      asked.on('error', reject);
      asked.setHeader('authorization', `Bearer ${this.#token}`);
      if (content === null) return void asked.end();
      asked.setHeader('idempotency-key', randomUUID());
      asked.setHeader('content-type', 'application/json');
      asked.end(content);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
