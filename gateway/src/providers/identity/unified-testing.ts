import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import {
  type FlakyAnswer,
  type FlakyRequest,
  type FlakyServer,
  startFlakyServer,
} from '../testing/flaky-server.ts';

/** Somebody who has an account with the platform. */
export interface UnifiedPerson {
  readonly subject: string;
  readonly name: string;
  readonly number: string;
}

/** A unified identity platform on this machine, by OpenID Connect Core 1.0 and Discovery 1.0, for tests and trials. */
export interface UnifiedServer
  extends Pick<FlakyServer, 'requests' | 'fail' | 'failNext' | 'close'> {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who can be chosen on its page. */
  readonly people: UnifiedPerson[];
  /** Claims of its next tokens that are not as they should be. */
  readonly lies: Record<string, unknown>;
}

interface Granted {
  readonly person: UnifiedPerson;
  readonly redirect: string;
  readonly nonce: string;
  readonly challenge: string;
}

interface Platform extends Pick<UnifiedServer, 'clientId' | 'clientSecret' | 'people' | 'lies'> {
  readonly codes: Map<string, Granted>;
  readonly tokens: Map<string, UnifiedPerson>;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Opens the platform on a free port. It gives each code once, to who shows the verifier. The caller closes it. */
export async function openUnifiedServer(): Promise<UnifiedServer> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const platform: Platform = {
    ...{ clientId: 'court', clientSecret: 'a secret of the court', people: [], lies: {} },
    ...{ codes: new Map(), tokens: new Map(), ...keys },
  };
  const server = await startFlakyServer({
    routes: {
      'GET /.well-known/openid-configuration': ({ headers }) => ({
        json: discovery(origin(headers)),
      }),
      'GET /jwks': () => ({ json: { keys: [jwk(platform)] } }),
      'GET /authorize': ({ query }) => page(platform, query),
      'POST /token': (request) => token(platform, request),
      'GET /userinfo': ({ headers }) => userinfo(platform, String(headers.authorization)),
    },
  });
  const { clientId, clientSecret, people, lies } = platform;
  return { ...server, issuer: server.url, clientId, clientSecret, people, lies };
}

const origin = (headers: FlakyRequest['headers']) => `http://${String(headers.host)}`;

function discovery(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
  };
}

function jwk({ publicKey }: Platform) {
  return { ...publicKey.export({ format: 'jwk' }), kid: '1', use: 'sig', alg: 'RS256' };
}

/** The platform's page: in place of a sign-in, a link for each person, and one that refuses. */
function page(platform: Platform, query: URLSearchParams): FlakyAnswer {
  const [redirect, state] = [query.get('redirect_uri') ?? '', query.get('state') ?? ''];
  const subject = query.get('subject');
  if (subject === '') return back(redirect, { error: 'access_denied', state });
  const person = platform.people.find((each) => each.subject === subject);
  if (person !== undefined) {
    const code = randomUUID();
    const [nonce, challenge] = [query.get('nonce') ?? '', query.get('code_challenge') ?? ''];
    platform.codes.set(code, { person, redirect, nonce, challenge });
    return back(redirect, { code, state });
  }
  const link = (value: string, words: string) => {
    const asked = new URLSearchParams([...query, ['subject', value]]);
    return `<p><a href="/authorize?${asked.toString().replaceAll('&', '&amp;')}">${words}</a></p>`;
  };
  const people = platform.people.map((each) => link(each.subject, each.name)).join('');
  return {
    headers: { 'content-type': 'text/html; charset=utf-8' },
    text: `<!doctype html><html lang="zh-CN"><title>统一身份认证（本地）</title><h1>统一身份认证（本地测试服务）</h1>${people}${link('', '拒绝')}`,
  };
}

function back(redirect: string, values: Readonly<Record<string, string>>): FlakyAnswer {
  return { status: 302, headers: { location: `${redirect}?${new URLSearchParams(values)}` } };
}

function token(platform: Platform, { headers, body }: FlakyRequest): FlakyAnswer {
  const { clientId, clientSecret, codes, tokens } = platform;
  const sent = Buffer.from(
    String(headers.authorization).replace('Basic ', ''),
    'base64',
  ).toString();
  const basic = sent.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
  if (basic[0] !== clientId || basic[1] !== clientSecret)
    return { status: 401, json: { error: 'invalid_client' } };
  const asked = new URLSearchParams(body);
  const granted = codes.get(asked.get('code') ?? '');
  codes.delete(asked.get('code') ?? '');
  const challenge = createHash('sha256')
    .update(asked.get('code_verifier') ?? '')
    .digest('base64url');
  if (granted?.challenge !== challenge || granted.redirect !== asked.get('redirect_uri'))
    return { status: 400, json: { error: 'invalid_grant' } };
  const access = randomUUID();
  tokens.set(access, granted.person);
  return {
    json: {
      ...{ access_token: access, token_type: 'Bearer', expires_in: 300 },
      id_token: idToken(platform, origin(headers), granted),
    },
  };
}

function idToken(
  { privateKey, clientId, lies }: Platform,
  issuer: string,
  { person, nonce }: Granted,
): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    ...{ iss: issuer, sub: person.subject, aud: clientId, iat: now, exp: now + 300, nonce },
    ...lies,
  };
  const coded = [{ alg: 'RS256', kid: '1' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${coded}.${sign('RSA-SHA256', Buffer.from(coded), privateKey).toString('base64url')}`;
}

function userinfo({ tokens }: Platform, authorization: string): FlakyAnswer {
  const person = tokens.get(authorization.replace('Bearer ', ''));
  if (person === undefined) return { status: 401, json: { error: 'invalid_token' } };
  return { json: { sub: person.subject, name: person.name, id_number: person.number } };
}
