import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tc3Headers } from './tc3.ts';

/** How the service behaves: as published, or not at all. */
export type FaceidMood = 'good' | 'silent' | 'broken' | 'garbage' | 'busy';

/** A local service in the published format of Tencent Cloud faceid, for tests and trials. */
export interface FaceidServer {
  readonly url: string;
  readonly secretId: string;
  readonly secretKey: string;
  readonly ruleId: string;
  /** People whom the register knows. */
  readonly people: { name: string; number: string }[];
  /** Actions that were asked for, in order. */
  readonly asked: string[];
  /** Tokens of portraits that were begun. */
  readonly begun: string[];
  mood: FaceidMood;
  /** What the camera saw of the person of this token: 0 is a match. */
  finish(token: string, errCode: number): void;
  close(): Promise<void>;
}

interface Portrait {
  readonly redirect: string;
  errCode: number | undefined;
}

type Said = Readonly<Record<string, string>>;

/** Opens the service on a free port. It refuses requests whose signature does not fit. */
export async function openFaceidServer(): Promise<FaceidServer> {
  const portraits = new Map<string, Portrait>();
  const server = createServer((request, response) => {
    serve(faceid, portraits, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const faceid: FaceidServer = {
    url: `http://127.0.0.1:${port}`,
    ...{ secretId: 'AKIDtest', secretKey: 'secret', ruleId: '1' },
    ...{ people: [], asked: [], begun: [], mood: 'good' },
    finish: (token, errCode) => {
      const portrait = portraits.get(token);
      if (portrait === undefined) throw new TypeError(`no portrait ${token}`);
      portrait.errCode = errCode;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return faceid;
}

async function serve(
  faceid: FaceidServer,
  portraits: Map<string, Portrait>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', faceid.url);
  if (request.method === 'GET' && pathname === '/h5') {
    return page(portraits, searchParams, response);
  }
  if (request.method !== 'POST') return void response.writeHead(204).end();
  const body = await textOf(request);
  const action = String(request.headers['x-tc-action']);
  faceid.asked.push(action);
  if (faceid.mood === 'silent') return; // until the caller gives up
  if (faceid.mood === 'broken') return void response.writeHead(502).end();
  if (faceid.mood === 'garbage') return void response.end('<html>maintenance</html>');
  if (faceid.mood === 'busy') return send(response, { Error: { Code: 'RequestLimitExceeded' } });
  if (!isSigned(faceid, request, action, body)) {
    return send(response, { Error: { Code: 'AuthFailure.SignatureFailure' } });
  }
  send(response, answer(faceid, portraits, action, JSON.parse(body) as Said));
}

function isSigned(
  { secretId, secretKey, url }: FaceidServer,
  { headers }: IncomingMessage,
  action: string,
  body: string,
): boolean {
  const timestamp = Number(headers['x-tc-timestamp']);
  const { host } = new URL(url);
  const own = { host, service: 'faceid', action, secretId, secretKey, body, timestamp };
  return headers.authorization === tc3Headers(own).authorization;
}

function answer(
  faceid: FaceidServer,
  portraits: Map<string, Portrait>,
  action: string,
  said: Said,
): object {
  if (action === 'IdCardVerification') {
    const known = faceid.people.find(({ number }) => number === said.IdCard);
    if (known === undefined) return { Result: '-5', Description: '证件库中无此身份证记录' };
    return { Result: known.name === said.Name ? '0' : '-1', Description: '' };
  }
  if (action === 'DetectAuth') {
    const token = `token-${portraits.size + 1}-${said.IdCard?.length}`;
    portraits.set(token, { redirect: said.RedirectUrl ?? '', errCode: undefined });
    faceid.begun.push(token);
    return { BizToken: token, Url: `${faceid.url}/h5?token=${token}` };
  }
  const errCode = portraits.get(said.BizToken ?? '')?.errCode;
  return { Text: errCode === undefined ? { ErrCode: null } : { ErrCode: errCode, ErrMsg: '' } };
}

/** The page of the service: two links in place of a camera. */
function page(
  portraits: Map<string, Portrait>,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const token = query.get('token') ?? '';
  const portrait = portraits.get(token);
  if (portrait === undefined) return void response.writeHead(404).end();
  const said = query.get('code');
  if (said !== null) {
    portrait.errCode = Number(said);
    return void response.writeHead(302, { location: portrait.redirect }).end();
  }
  const link = (code: number, words: string) =>
    `<p><a href="/h5?token=${token}&code=${code}">${words}</a></p>`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(
    `<!doctype html><html lang="zh-CN"><title>人脸核身（本地）</title><h1>人脸核身（本地测试服务）</h1>${link(0, '本人通过')}${link(1001, '比对不通过')}`,
  );
}

function send(response: ServerResponse, said: object): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ Response: { ...said, RequestId: 'test' } }));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString('utf8');
}
