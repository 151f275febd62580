import {
  type FlakyAnswer,
  type FlakyRequest,
  type FlakyServer,
  startFlakyServer,
} from '../testing/flaky-server.ts';
import { tc3Headers } from './tc3.ts';

/** A local service in the published format of Tencent Cloud faceid, for tests and trials. */
export interface FaceidServer
  extends Pick<FlakyServer, 'url' | 'requests' | 'fail' | 'failNext' | 'close'> {
  readonly secretId: string;
  readonly secretKey: string;
  readonly ruleId: string;
  /** People whom the register knows. */
  readonly people: { name: string; number: string }[];
  /** Tokens of portraits that were begun. */
  readonly begun: string[];
  /** What the camera saw of the person of this token: 0 is a match. */
  finish(token: string, errCode: number): void;
}

/** The service is there and has no time, as it says it in its own format. */
export const FACEID_BUSY: FlakyAnswer = said({ Error: { Code: 'RequestLimitExceeded' } });

interface Portrait {
  readonly redirect: string;
  errCode: number | undefined;
}

type Said = Readonly<Record<string, string>>;

type Known = Pick<FaceidServer, 'secretId' | 'secretKey' | 'people' | 'begun'>;

/** Opens the service on a free port. It refuses requests whose signature does not fit. The caller closes it. */
export async function openFaceidServer(): Promise<FaceidServer> {
  const portraits = new Map<string, Portrait>();
  const known: Known = { secretId: 'AKIDtest', secretKey: 'secret', people: [], begun: [] };
  const server = await startFlakyServer({
    routes: {
      'GET /h5': ({ query }) => page(portraits, query),
      'POST /': (request) => call(known, portraits, request),
      // where a portrait leads back to, when a test has no page of ours
      'POST /*': () => ({ status: 204 }),
    },
  });
  const finish = (token: string, errCode: number) => {
    const portrait = portraits.get(token);
    if (portrait === undefined) throw new TypeError(`no portrait ${token}`);
    portrait.errCode = errCode;
  };
  return { ...known, ...server, ruleId: '1', finish };
}

function call(known: Known, portraits: Map<string, Portrait>, request: FlakyRequest): FlakyAnswer {
  const action = String(request.headers['x-tc-action']);
  if (!isSigned(known, request, action)) {
    return said({ Error: { Code: 'AuthFailure.SignatureFailure' } });
  }
  const origin = `http://${String(request.headers.host)}`;
  return said(
    answer(known, portraits, { action, origin, asked: JSON.parse(request.body) as Said }),
  );
}

function isSigned(
  { secretId, secretKey }: Known,
  { headers, body }: FlakyRequest,
  action: string,
): boolean {
  const timestamp = Number(headers['x-tc-timestamp']);
  const host = String(headers.host);
  const own = { host, service: 'faceid', action, secretId, secretKey, body, timestamp };
  return headers.authorization === tc3Headers(own).authorization;
}

function answer(
  { people, begun }: Known,
  portraits: Map<string, Portrait>,
  { action, origin, asked }: { action: string; origin: string; asked: Said },
): object {
  if (action === 'IdCardVerification') {
    const known = people.find(({ number }) => number === asked.IdCard);
    if (known === undefined) return { Result: '-5', Description: '证件库中无此身份证记录' };
    return { Result: known.name === asked.Name ? '0' : '-1', Description: '' };
  }
  if (action === 'DetectAuth') {
    const token = `token-${portraits.size + 1}-${asked.IdCard?.length}`;
    portraits.set(token, { redirect: asked.RedirectUrl ?? '', errCode: undefined });
    begun.push(token);
    return { BizToken: token, Url: `${origin}/h5?token=${token}` };
  }
  const errCode = portraits.get(asked.BizToken ?? '')?.errCode;
  return { Text: errCode === undefined ? { ErrCode: null } : { ErrCode: errCode, ErrMsg: '' } };
}

/** The page of the service: two links in place of a camera. */
function page(portraits: Map<string, Portrait>, query: URLSearchParams): FlakyAnswer {
  const token = query.get('token') ?? '';
  const portrait = portraits.get(token);
  if (portrait === undefined) return { status: 404 };
  const code = query.get('code');
  if (code !== null) {
    portrait.errCode = Number(code);
    return { status: 302, headers: { location: portrait.redirect } };
  }
  const link = (errCode: number, words: string) =>
    `<p><a href="/h5?token=${token}&code=${errCode}">${words}</a></p>`;
  return {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    text: `<!doctype html><html lang="zh-CN"><title>人脸核身（本地）</title><h1>人脸核身（本地测试服务）</h1>${link(0, '本人通过')}${link(1001, '比对不通过')}`,
  };
}

function said(response: object): FlakyAnswer {
  return { json: { Response: { ...response, RequestId: 'test' } } };
}
