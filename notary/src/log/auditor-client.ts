import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent, request } from 'node:https';
import { CunzhengError } from '@cunzheng/domain';

/** Where a member's auditor answers, and who asks it. */
export interface AuditorAddress {
  readonly member: string;
  /** `https://host:port`; plain `http` only in tests. */
  readonly url: string;
  /** Root of its TLS certificate, and the own client certificate with its key: PEM. */
  readonly tls?: {
    readonly root: Uint8Array;
    readonly certificate: Uint8Array;
    readonly key: Uint8Array;
  };
}

export interface AuditorAnswer {
  readonly status: number;
  readonly text: string;
  /** Seconds after which to ask again; undefined when it did not say. */
  readonly retryAfter: number | undefined;
}

/** No note is longer. */
const MAX_BYTES = 64 * 1024;

/** Speaks to one auditor over connections that are kept open. */
export class AuditorClient {
  readonly address: AuditorAddress;
  readonly #agent: Agent | HttpAgent;
  readonly #secure: boolean;
  readonly #closed = new AbortController();

  constructor(address: AuditorAddress) {
    this.address = address;
    this.#secure = address.url.startsWith('https:');
    const { tls } = address;
    this.#agent = this.#secure
      ? new Agent({
          keepAlive: true,
          ...(tls === undefined
            ? {}
            : {
                ca: Buffer.from(tls.root),
                cert: Buffer.from(tls.certificate),
                key: Buffer.from(tls.key),
              }),
        })
      : new HttpAgent({ keepAlive: true });
  }

  /** Throws `AUDITOR_UNREACHABLE`, also when it has not answered in time. */
  ask(path: string, timeoutMs: number, body?: string): Promise<AuditorAnswer> {
    const { member, url } = this.address;
    const options = {
      agent: this.#agent,
      method: body === undefined ? 'GET' : 'POST',
      signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(timeoutMs)]),
      headers: body === undefined ? {} : { 'content-length': Buffer.byteLength(body) },
    };
    return new Promise((resolve, reject) => {
      const fail = (cause: Error) =>
        reject(
          new CunzhengError('AUDITOR_UNREACHABLE', `auditor of ${member}: ${cause.message}`, {
            cause,
          }),
        );
      const send = this.#secure ? request : httpRequest;
      const asked = send(`${url}${path}`, options, (response) => {
        const chunks: Buffer[] = [];
        let length = 0;
        response.on('error', fail);
        response.on('data', (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_BYTES) response.destroy(new Error('answer too long'));
          else chunks.push(chunk);
        });
        response.on('end', () => {
          const seconds = response.headers['retry-after'];
          resolve({
            status: response.statusCode ?? 0,
            text: Buffer.concat(chunks).toString('utf8'),
            retryAfter: /^[0-9]{1,4}$/.test(seconds ?? '') ? Number(seconds) : undefined,
          });
        });
      });
      asked.on('error', fail);
      asked.end(body);
    });
  }

  /** Gives up what is under way, and answers nothing from then on. */
  close(): void {
    this.#closed.abort();
    this.#agent.destroy();
  }
}
