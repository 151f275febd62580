import { CunzhengError } from '@cunzheng/domain';
import type { Clock } from '../../context.ts';
import { callForJson } from '../http.ts';
import { tc3Headers } from '../tencent/tc3.ts';
import type { Finding, IdentityProviders, IdentityQuestion } from './ports.ts';

/** An account of Tencent Cloud faceid. */
export interface IdentitySettings {
  readonly secretId: string;
  readonly secretKey: string;
  /** RuleId of the court's contract for the portrait; absent: no portrait check. */
  readonly ruleId?: string | undefined;
  /** Another origin than the published one, for tests and demonstrations. */
  readonly url?: string;
}

export interface FaceidOptions extends IdentitySettings {
  readonly clock: Clock;
  readonly timeoutMs?: number;
}

const HOST = 'faceid.tencentcloudapi.com';
const VERSION = '2018-03-01';
const TIMEOUT_MS = 8_000;
/** Both services know citizens' numbers only. */
const DOCUMENTS = ['citizenCard'] as const;

/**
 * Register and portrait by Tencent Cloud faceid: `IdCardVerification`, `DetectAuth` and `GetDetectInfoEnhanced` of
 * version 2018-03-01, signed by TC3. What it does not answer, or answers in another form, is `PROVIDER_UNAVAILABLE`.
 */
export function tencentFaceid(options: FaceidOptions): IdentityProviders {
  const register = {
    documents: DOCUMENTS,
    ask: async ({ name, number }: IdentityQuestion): Promise<Finding> => {
      const answer = await call(options, 'IdCardVerification', { IdCard: number, Name: name });
      return registerFinding(answer.Result);
    },
  };
  const { ruleId } = options;
  if (ruleId === undefined) return { register };
  return { register, portrait: portraitOf(options, ruleId) };
}

function portraitOf(options: FaceidOptions, ruleId: string) {
  return {
    documents: DOCUMENTS,
    begin: async ({ name, number }: IdentityQuestion, returnTo: string) => {
      const said = { RuleId: ruleId, IdCard: number, Name: name, RedirectUrl: returnTo };
      const { Url: url, BizToken: reference } = await call(options, 'DetectAuth', said);
      if (typeof url !== 'string' || typeof reference !== 'string') throw unavailable('form');
      return { url, reference };
    },
    result: async (reference: string): Promise<Finding | undefined> => {
      const asked = { BizToken: reference, RuleId: ruleId, InfoType: '1' };
      const { Text: text } = await call(options, 'GetDetectInfoEnhanced', asked);
      const code = (text as { ErrCode?: unknown } | undefined)?.ErrCode;
      if (code === undefined || code === null) return undefined;
      if (typeof code !== 'number') throw unavailable('form');
      return { outcome: code === 0 ? 'match' : 'mismatch', said: `ErrCode ${code}` };
    },
  };
}

/** -2 and -3 find the form of number or name wrong, -5 has no record; -4, -6 and -7 are the service's own trouble. */
function registerFinding(result: unknown): Finding {
  const said = `Result ${String(result)}`;
  switch (result) {
    case '0':
      return { outcome: 'match', said };
    case '-1':
      return { outcome: 'mismatch', said };
    case '-2':
    case '-3':
    case '-5':
      return { outcome: 'unknown', said };
    default:
      throw unavailable(said);
  }
}

async function call(
  options: FaceidOptions,
  action: string,
  said: object,
): Promise<Record<string, unknown>> {
  const { url = `https://${HOST}`, secretId, secretKey, clock, timeoutMs = TIMEOUT_MS } = options;
  const body = JSON.stringify(said);
  const timestamp = Math.floor(clock() / 1000);
  const { host } = new URL(url);
  const signed = { host, service: 'faceid', action, secretId, secretKey, body, timestamp };
  const headers = { ...tc3Headers(signed), 'x-tc-version': VERSION };
  const asked = { provider: 'faceid', url, headers, body, timeoutMs };
  const { Response: answer } = (await callForJson<{ Response?: unknown }>(asked)).body;
  if (typeof answer !== 'object' || answer === null) throw unavailable('form');
  const { Error: error } = answer as { Error?: { Code?: unknown } };
  if (error !== undefined) throw unavailable(String(error.Code ?? 'Error'));
  return answer as Record<string, unknown>;
}

function unavailable(why: string): CunzhengError {
  return new CunzhengError('PROVIDER_UNAVAILABLE', why);
}
