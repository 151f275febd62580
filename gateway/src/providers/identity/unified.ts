import { createHash } from 'node:crypto';
import { CunzhengError } from '@cunzheng/domain';
import * as oidc from 'openid-client';
import { callProvider } from '../http.ts';

/** Account of this deployment with a unified identity platform that speaks OpenID Connect. */
export interface UnifiedSettings {
  /** Address of the platform, as its discovery document names itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is asked for; default `openid profile`. */
  readonly scope?: string;
  /** Claims that bear the real name and the number of the identity card; each platform has names of its own. */
  readonly claims?: { readonly name: string; readonly number: string };
  /** Default 10 s for each call. */
  readonly timeoutMs?: number;
}

/** Whom the platform knows, as far as it says so. */
export interface UnifiedFinding {
  /** The same for the same person at every visit, and of no use elsewhere. */
  readonly subject: string;
  readonly name?: string;
  readonly number?: string;
}

/**
 * A state's platform where people have shown who they are (在线诉讼规则 7, 身份认证平台认证). `nonce` stays in the browser
 * that began; what the platform is given follows from it and does not lead back to it.
 */
export interface UnifiedIdentity {
  /** Documents that the platform knows people by. */
  readonly documents: readonly string[];
  /** Where to send the browser, which comes back to `back`. Throws `PROVIDER_UNAVAILABLE`. */
  begin(back: string, nonce: string): Promise<string>;
  /**
   * Who came back; `query` is the part of the address after the question mark. A code is taken once. Throws
   * `PROVIDER_UNAVAILABLE`, `PROVIDER_REFUSED` for a refusal, a code that was used, and an answer that is not the
   * platform's, `SIGN_IN_CODE_WRONG` where another browser began.
   */
  finish(back: string, query: string, nonce: string): Promise<UnifiedFinding>;
}

const CLAIMS = { name: 'name', number: 'id_number' } as const;

const derived = (what: string, nonce: string) =>
  createHash('sha256').update(`unified-${what}\0${nonce}`).digest('base64url');

/** Opens the platform; it is asked for its discovery document when somebody first wants to go there. */
export function openUnifiedIdentity(settings: UnifiedSettings): UnifiedIdentity {
  const configuration = discovered(settings);
  return {
    documents: ['citizenCard'],
    begin: async (back, nonce) => {
      const config = await configuration();
      const challenge = await oidc.calculatePKCECodeChallenge(derived('verifier', nonce));
      return oidc.buildAuthorizationUrl(config, {
        redirect_uri: back,
        scope: settings.scope ?? 'openid profile',
        state: derived('state', nonce),
        nonce: derived('nonce', nonce),
        code_challenge: challenge,
        code_challenge_method: 'S256',
      }).href;
    },
    finish: async (back, query, nonce) => {
      demandOwnState(query, nonce);
      const config = await configuration();
      return asked(() => findingOf(settings, config, { address: `${back}?${query}`, nonce }));
    },
  };
}

/** The library tells a wrong state from nothing else; for the person it is a page of another browser. */
function demandOwnState(query: string, nonce: string): void {
  if (new URLSearchParams(query).get('state') === derived('state', nonce)) return;
  throw new CunzhengError('SIGN_IN_CODE_WRONG', 'unified identity: the state is another browser’s');
}

async function findingOf(
  { claims = CLAIMS }: UnifiedSettings,
  config: oidc.Configuration,
  { address, nonce }: { readonly address: string; readonly nonce: string },
): Promise<UnifiedFinding> {
  const tokens = await oidc.authorizationCodeGrant(config, new URL(address), {
    pkceCodeVerifier: derived('verifier', nonce),
    expectedState: derived('state', nonce),
    expectedNonce: derived('nonce', nonce),
    idTokenExpected: true,
  });
  const token = tokens.claims() as oidc.IDToken;
  const said = hasAll(token, claims)
    ? token
    : await oidc.fetchUserInfo(config, tokens.access_token, token.sub);
  const { name, number } = claims;
  return { subject: token.sub, ...text('name', said[name]), ...text('number', said[number]) };
}

function hasAll(
  token: oidc.IDToken,
  { name, number }: typeof CLAIMS | (UnifiedSettings['claims'] & {}),
) {
  return typeof token[name] === 'string' && typeof token[number] === 'string';
}

function text<Name extends string>(name: Name, value: unknown): Partial<Record<Name, string>> {
  return typeof value === 'string' && value !== ''
    ? ({ [name]: value } as Partial<Record<Name, string>>)
    : {};
}

/** The platform's configuration, read once; a failure is not kept. */
function discovered(settings: UnifiedSettings): () => Promise<oidc.Configuration> {
  let reading: Promise<oidc.Configuration> | undefined;
  return () => {
    reading ??= asked(() => discover(settings)).catch((error: unknown) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };
}

async function discover({
  issuer,
  clientId,
  clientSecret,
  timeoutMs,
}: UnifiedSettings): Promise<oidc.Configuration> {
  const server = new URL(issuer);
  // Without TLS only where configuration says so: a platform on this machine, in tests.
  const insecure = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  const authentication = oidc.ClientSecretBasic(clientSecret);
  return oidc.discovery(server, clientId, {}, authentication, {
    [oidc.customFetch]: platformFetch(timeoutMs),
    execute: insecure,
  });
}

/** Every call with the limits of all providers; all that a platform answers with is JSON. */
const platformFetch =
  (timeoutMs: number | undefined): oidc.CustomFetch =>
  async (url, { method, headers, body }) => {
    const { status, text } = await callProvider({
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...{ provider: 'unified identity', url, method: method as 'GET' | 'POST', headers },
      ...(body === undefined || body === null ? {} : { body: String(body) }),
    });
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };

/** Codes of the library for answers that nobody can read. */
const UNREADABLE = new Set([
  'OAUTH_PARSE_ERROR',
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** What the library throws, in our words: no answer, or none that may be believed. */
async function asked<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (cause instanceof CunzhengError) throw cause;
    const { cause: inner, name, code } = cause as Error & { code?: string };
    if (inner instanceof CunzhengError) throw inner;
    const said = UNREADABLE.has(code ?? '') ? 'PROVIDER_UNAVAILABLE' : 'PROVIDER_REFUSED';
    // The library's message may repeat an address, and with it a code.
    throw new CunzhengError(said, `unified identity: ${code ?? name}`);
  }
}
