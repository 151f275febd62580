import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { CaseView, DocumentView, ServiceView, SignedAct, Signing } from '@cunzheng/gateway';
import type { ErrorAnswer } from '../errors/answer.ts';

/** The body of every refusal. */
export type Refusal = ErrorAnswer;
export type { CaseView, DocumentView, ServiceView, SignedAct, Signing };

/** One answer of the server; `body` is parsed JSON where it was JSON, else text. */
export interface Answer<Body = Refusal> {
  readonly status: number;
  readonly body: Body;
}

/** What the API said no to, for those who expect a yes. */
export class Refused extends Error {
  readonly code: string;

  constructor(status: number, body: Partial<Refusal> | string, what = '') {
    const { code = '', message = '' } = typeof body === 'string' ? { message: body } : body;
    super([what, status, code, message].filter(Boolean).join(' '));
    this.code = code;
  }
}

/** The body of an answer. Throws `Refused` unless it is a good one; `what` names the question in its message. */
export function must<Body>({ status, body }: Answer<Body>, what?: string): Body {
  if (status >= 200 && status < 300) return body;
  throw new Refused(status, body as Partial<Refusal> | string, what);
}

/**
 * Somebody at a browser, over HTTP: a cookie, and a new key for each act, as one key belongs to one person in one case.
 * For programs that play people, such as the demonstration and the tests. `ask` gives refusals back; a server that is
 * asked too often is asked again after the time it names.
 */
export class Person {
  readonly #base: string;
  #keys = new Map<string, KeyObject>();
  #cookie = '';

  /** Nobody yet: a visitor, who may see what is public. `base` is the server's origin. */
  constructor(base: string) {
    this.#base = base;
  }

  /** Signs in as a seeded person, with the code that the demonstration shows on screen. Throws `Refused`. */
  static async signIn(base: string, account: string): Promise<Person> {
    const person = new Person(base);
    const challenge = await person.post<{ challengeId: string; demoCode?: string }>('/session', {
      account,
    });
    const { challengeId, demoCode: code } = challenge;
    if (code === undefined) throw new TypeError('the server is not in demo mode');
    await person.post('/session/confirm', { challengeId, code });
    return person;
  }

  /** The same browser, with its session and keys, at another process of the same deployment. */
  at(base: string): Person {
    const there = new Person(base);
    there.#cookie = this.#cookie;
    there.#keys = this.#keys;
    return there;
  }

  /** What a browser would send as `cookie`. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Sends JSON or a form below /api/v1. */
  async ask<Body = Refusal>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
    const response = await this.#send(method, path, body, headers);
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: (json ? await response.json() : await response.text()) as Body,
    };
  }

  /** Reads JSON. Throws `Refused`. */
  async get<Body>(path: string): Promise<Body> {
    return must(await this.ask<Body>('GET', path), path);
  }

  /** Sends JSON or a form. Throws `Refused`. */
  async post<Body>(path: string, body?: unknown): Promise<Body> {
    return must(await this.ask<Body>('POST', path, body), path);
  }

  /** A file. Throws `Refused` unless it is given. */
  async bytes(path: string): Promise<Buffer> {
    const response = await this.#send('GET', path, undefined, {});
    if (!response.ok) throw new Refused(response.status, await response.text(), path);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Asks for something to sign, with a new key. */
  async prepare(
    path: string,
    said: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<Signing>> {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const point = spki.subarray(-65).toString('base64url');
    const answer = await this.ask<Signing>('POST', path, { point, ...said });
    if (answer.status === 201) this.#keys.set(answer.body.actId, privateKey);
    return answer;
  }

  /** Signs what was prepared, here or by another person, and hands it in. */
  handIn({ actId, message }: Signing): Promise<Answer<SignedAct>> {
    const own = this.#keys.get(actId);
    const key = own ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const options = { key, dsaEncoding: 'ieee-p1363' } as const;
    const signature = sign('sha256', Buffer.from(message, 'base64url'), options);
    return this.ask<SignedAct>('POST', `/acts/${actId}/signature`, {
      signature: signature.toString('base64url'),
    });
  }

  /** Prepares, signs and hands in; a refusal of either is the answer. */
  async sign(
    path: string,
    said: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer<SignedAct>> {
    const prepared = await this.prepare(path, said);
    if (prepared.status !== 201) return prepared as unknown as Answer<SignedAct>;
    return this.handIn(prepared.body);
  }

  /** Hands a PDF in as a draft, titled after its kind. */
  upload(caseId: string, pdf: Uint8Array, kind = '民事判决书'): Promise<Answer<DocumentView>> {
    const form = new FormData();
    form.set('title', kind);
    form.set('kind', kind);
    form.set('file', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), `${kind}.pdf`);
    return this.ask<DocumentView>('POST', `/cases/${caseId}/documents`, form);
  }

  /** A case of the person's court by its number. Throws `Refused`; `TypeError` when there is none. */
  async caseOf(caseNumber: string): Promise<CaseView> {
    const { items } = await this.get<{ items: { id: string; caseNumber: string }[] }>(
      `/cases?q=${encodeURIComponent(caseNumber)}`,
    );
    const found = items.find((item) => item.caseNumber === caseNumber);
    if (found === undefined) throw new TypeError(`no case ${caseNumber}`);
    return this.get<CaseView>(`/cases/${found.id}`);
  }

  async #send(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const form = body instanceof FormData;
    const response = await fetch(`${this.#base}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-cunzheng-csrf': '1',
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    if (response.status !== 429) return response;
    const seconds = Number(response.headers.get('retry-after') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
    return this.#send(method, path, body, headers);
  }
}
