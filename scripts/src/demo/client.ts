import { generateKeyPairSync, sign } from 'node:crypto';

/** What the API said no to. */
export class Refused extends Error {
  readonly code: string;

  constructor(what: string, status: number, body: { code?: string; message?: string }) {
    super(`${what}: ${status} ${body.code ?? ''} ${body.message ?? ''}`);
    this.code = body.code ?? '';
  }
}

interface Signing {
  readonly actId: string;
  readonly message: string;
}

/** One person at one browser: a session of the API, and a new key for each signature. */
export class Person {
  readonly #base: string;
  #cookie = '';

  private constructor(base: string) {
    this.#base = base;
  }

  /** Signs in as a seeded person; the demonstration shows the code on screen. */
  static async signIn(base: string, account: string): Promise<Person> {
    const person = new Person(base);
    const challenge = await person.post<{ challengeId: string; demoCode?: string }>('/session', {
      account,
    });
    if (challenge.demoCode === undefined) throw new TypeError('the server is not in demo mode');
    await person.post('/session/confirm', {
      challengeId: challenge.challengeId,
      code: challenge.demoCode,
    });
    return person;
  }

  static visitor(base: string): Person {
    return new Person(base);
  }

  async get<T>(path: string): Promise<T> {
    return (await this.#send('GET', path)).json() as Promise<T>;
  }

  async bytes(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#send('GET', path)).arrayBuffer());
  }

  async post<T>(path: string, body?: unknown): Promise<T> {
    return (await this.#send('POST', path, body)).json() as Promise<T>;
  }

  /** Prepares an act, signs its statement as the browser would, and hands it in. */
  async sign<T>(path: string, body: Record<string, unknown> = {}): Promise<T> {
    // A key belongs to one person in one case; a new one each time is never another's.
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const point = key.publicKey
      .export({ type: 'spki', format: 'der' })
      .subarray(-65)
      .toString('base64url');
    const { actId, message } = await this.post<Signing>(path, { point, ...body });
    const options = { key: key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(message, 'base64url'), options).toString(
      'base64url',
    );
    return this.post<T>(`/acts/${actId}/signature`, { signature });
  }

  async #send(method: string, path: string, body?: unknown): Promise<Response> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-cunzheng-csrf': '1',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    if (response.status === 429) {
      await new Promise((resolve) =>
        setTimeout(resolve, 1000 * Number(response.headers.get('retry-after') ?? 1)),
      );
      return this.#send(method, path, body);
    }
    if (!response.ok)
      throw new Refused(
        `${method} ${path}`,
        response.status,
        (await response.json().catch(() => ({}))) as { code?: string; message?: string },
      );
    return response;
  }
}
