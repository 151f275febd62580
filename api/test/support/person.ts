import { webcrypto } from 'node:crypto';
import { fromBase64Url, toBase64Url } from '@cunzheng/domain';
import type { DocumentView, Me, ServiceView, SignedAct, Signing } from '@cunzheng/gateway';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';

/** One answer of the server. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** Sends one request; `inject` of an app and `fetch` to a port both fit. */
export type Send = (
  method: string,
  path: string,
  options: { headers: Record<string, string>; body?: Uint8Array | string },
) => Promise<{ status: number; headers: Headers; bytes: Uint8Array }>;

/** Sends to a server that listens. */
export function overHttp(base: string): Send {
  return async (method, path, { headers, body }) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes };
  };
}

/** A browser in a few lines: one person's cookie and keys. */
export class Person {
  readonly #send: Send;
  readonly #cookies = new Map<string, string>();

  constructor(send: Send) {
    this.#send = send;
  }

  /** Signs in as a seeded person. */
  async signIn(account: string): Promise<Me> {
    const begun = await this.ask<{ challengeId: string; demoCode: string }>(
      'POST',
      '/api/v1/session',
      { account },
    );
    const { challengeId, demoCode: code } = begun.body;
    return (await this.ask<Me>('POST', '/api/v1/session/confirm', { challengeId, code })).body;
  }

  /** A request with JSON, as the pages send it. */
  async ask<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const answer = await this.raw(method, path, {
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = Buffer.from(answer.bytes).toString();
    const json = answer.headers.get('content-type')?.includes('json') && text !== '';
    const { status } = answer;
    return { status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body };
  }

  /** A request whose answer is bytes. */
  async raw(
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: Uint8Array | string } = {},
  ) {
    const headers: Record<string, string> = { 'x-cunzheng-csrf': '1', ...options.headers };
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    if (cookies.length > 0) headers.cookie = cookies.join('; ');
    const sent = options.body === undefined ? { headers } : { headers, body: options.body };
    const answer = await this.#send(method, path, sent);
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (name !== undefined && value !== undefined) this.#cookies.set(name, value);
    }
    return answer;
  }

  /** Hands in a PDF. */
  async upload(
    caseId: string,
    form: { pdf: Uint8Array; fileName?: string; title?: string; kind?: string },
    more: Record<string, string> = {},
  ): Promise<Answer<DocumentView>> {
    const { pdf, fileName = '民事判决书.pdf', title = '民事判决书', kind = '民事判决书' } = form;
    const file = { bytes: pdf, fileName, type: 'application/pdf' };
    return this.sendForm(`/api/v1/cases/${caseId}/documents`, { title, kind }, file, more);
  }

  /** Sends a form: its fields, then one file. */
  async sendForm<Body>(
    path: string,
    fields: Readonly<Record<string, string>>,
    { bytes, fileName, type }: { bytes: Uint8Array; fileName: string; type: string },
    more: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const boundary = 'cunzheng-boundary';
    const field = ([name, value]: [string, string]) =>
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const body = Buffer.concat([
      Buffer.from(Object.entries(fields).map(field).join('')),
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\n` +
          `content-type: ${type}\r\n\r\n`,
      ),
      bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { ...more, 'content-type': `multipart/form-data; boundary=${boundary}` };
    const answer = await this.raw('POST', path, { headers, body });
    const { status } = answer;
    const json = JSON.parse(Buffer.from(answer.bytes).toString()) as Body;
    return { status, headers: answer.headers, body: json };
  }

  /** Prepares an act, signs it with a new key as a browser does, and hands the signature in. */
  async sign(path: string, said: Record<string, unknown> = {}): Promise<Answer<SignedAct>> {
    const key = await newKey();
    const prepared = await this.ask<Signing>('POST', path, { point: key.point, ...said });
    if (prepared.status !== 201) return prepared as Answer as Answer<SignedAct>;
    const { actId, message } = prepared.body;
    const signature = await key.sign(fromBase64Url(message));
    return this.ask<SignedAct>('POST', `/api/v1/acts/${actId}/signature`, { signature });
  }
}

/** A sitting's key, made as the browser makes it. */
export async function newKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const raw = await webcrypto.subtle.exportKey('raw', pair.publicKey);
  return {
    point: toBase64Url(new Uint8Array(raw)),
    async sign(message: Uint8Array): Promise<string> {
      const how = { name: 'ECDSA', hash: 'SHA-256' };
      const signed = await webcrypto.subtle.sign(how, pair.privateKey, Buffer.from(message));
      return toBase64Url(new Uint8Array(signed));
    },
  };
}

/** A made-up judgment of one page. */
export function samplePdf(caseNumber = '（2026）京0491民初1001号'): Promise<Uint8Array> {
  return makeSampleDocument({
    kind: '民事判决书',
    courtName: '北京互联网法院',
    caseNumber,
    parties: [{ side: '原告', name: '李娜然' }],
    paragraphs: ['本院认为，原告的诉讼请求于法有据，本院予以支持。'],
    signers: [{ post: '审判员', name: '苏明衡' }],
    date: '二〇二六年一月五日',
  });
}

/** A document issued and sent to one party: the common beginning of many stories. */
export async function issueAndServe(
  clerk: Person,
  { caseId, partyId }: { caseId: string; partyId: string },
): Promise<{ document: DocumentView; service: ServiceView }> {
  const draft = await clerk.upload(caseId, { pdf: await samplePdf() });
  const issued = await clerk.sign(`/api/v1/documents/${draft.body.id}/signing`);
  const sent = await clerk.ask<ServiceView[]>(
    'POST',
    `/api/v1/documents/${draft.body.id}/services`,
    { recipients: [partyId], channel: 'platform' },
  );
  return { document: issued.body.document as DocumentView, service: sent.body[0] as ServiceView };
}
