import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';

/** One answer of the server; `body` is parsed JSON where it was JSON, else text. */
export interface Answer<Body = Refusal> {
  readonly status: number;
  readonly body: Body;
}

/** The body of every refusal. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export interface Chain {
  readonly state: 'pending' | 'recorded' | 'proven' | 'failed';
  readonly recordId: string;
  readonly code?: string;
  readonly index?: number;
}

export interface DocumentView {
  readonly id: string;
  readonly number: string;
  readonly code: string;
  readonly sha256: string;
  readonly state: string;
  readonly chain?: Chain;
  readonly services: readonly ServiceView[];
}

export interface ServiceView {
  readonly id: string;
  readonly state: string;
  readonly documentId: string;
  readonly chain: Chain;
  readonly receipts: readonly { readonly event: string; readonly chain: Chain }[];
}

export interface CaseView {
  readonly id: string;
  readonly caseNumber: string;
  readonly parties: readonly {
    readonly id: string;
    readonly name: string;
    readonly side: string;
  }[];
  readonly documents: readonly DocumentView[];
}

export interface SignedAct {
  readonly recordId: string;
  readonly chain: Chain;
  readonly document?: DocumentView;
  readonly service?: ServiceView;
}

interface Signing {
  readonly actId: string;
  readonly message: string;
}

/** Somebody at a browser: a cookie and a signing key of this sitting. Answers are given back, refusals too. */
export class Person {
  readonly #base: string;
  readonly #key: { privateKey: KeyObject; publicKey: KeyObject };
  #cookie = '';

  constructor(base: string) {
    this.#base = base;
    this.#key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  /** What a browser would send as `cookie`. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Signs in as a seeded person. Throws when the server does not let him. */
  static async signIn(base: string, account: string): Promise<Person> {
    const person = new Person(base);
    const begun = await person.ask<{ challengeId: string; demoCode: string }>('POST', '/session', {
      account,
    });
    const { challengeId, demoCode: code } = begun.body;
    must(await person.ask('POST', '/session/confirm', { challengeId, code }));
    return person;
  }

  /** Sends JSON or a form below /api/v1. */
  async ask<Body = Refusal>(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> {
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
    const json = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      body: (json ? await response.json() : await response.text()) as Body,
    };
  }

  /** A file. Throws unless it is given. */
  async bytes(path: string): Promise<Buffer> {
    const headers = { cookie: this.#cookie };
    const response = await fetch(`${this.#base}/api/v1${path}`, { headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Asks for something to sign. */
  prepare(path: string, said: Readonly<Record<string, unknown>> = {}): Promise<Answer<Signing>> {
    const spki = this.#key.publicKey.export({ type: 'spki', format: 'der' });
    return this.ask<Signing>('POST', path, {
      point: spki.subarray(-65).toString('base64url'),
      ...said,
    });
  }

  /** Signs what was prepared and hands it in. */
  handIn({ actId, message }: Signing): Promise<Answer<SignedAct>> {
    const options = { key: this.#key.privateKey, dsaEncoding: 'ieee-p1363' } as const;
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

  /** Hands a PDF in as a draft. */
  upload(caseId: string, pdf: Uint8Array): Promise<Answer<DocumentView>> {
    const form = new FormData();
    form.set('title', '民事判决书');
    form.set('kind', '民事判决书');
    form.set('file', new Blob([Buffer.from(pdf)], { type: 'application/pdf' }), '判决书.pdf');
    return this.ask<DocumentView>('POST', `/cases/${caseId}/documents`, form);
  }

  /** A case by its number. Throws when it is not there. */
  async caseOf(caseNumber: string): Promise<CaseView> {
    const path = `/cases?q=${encodeURIComponent(caseNumber)}`;
    const { items } = must(await this.ask<{ items: CaseView[] }>('GET', path));
    return must(await this.ask<CaseView>('GET', `/cases/${items[0]?.id}`));
  }
}

/** The body of an answer. Throws unless it is a good one. */
export function must<Body>({ status, body }: Answer<Body>): Body {
  if (status >= 200 && status < 300) return body;
  throw new Error(`${status} ${JSON.stringify(body)}`);
}

let sample: Promise<Uint8Array> | undefined;

/** A judgment of one page, invented; drawn once a process. */
export function samplePdf(): Promise<Uint8Array> {
  sample ??= makeSampleDocument({
    kind: '民事判决书',
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1001号',
    parties: [
      { side: '原告', name: '李娜然' },
      { side: '被告', name: '张未' },
    ],
    paragraphs: ['本院认为，原告的诉讼请求于法有据，本院予以支持。'],
    signers: [{ post: '审判员', name: '苏明衡' }],
    date: '二〇二六年十一月二十二日',
  });
  return sample;
}
