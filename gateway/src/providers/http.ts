import { CunzhengError } from '@cunzheng/domain';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/** A call of a provider. Its address may hold secrets, so it stands in no message. */
export interface ProviderCall {
  /** Name of the provider, for engineers. */
  readonly provider: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly timeoutMs?: number;
}

export interface ProviderAnswer {
  readonly status: number;
  readonly text: string;
  /** By name in small letters. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Calls a provider over HTTP. Throws `PROVIDER_UNAVAILABLE` when it cannot be reached, takes too long, answers with too
 * much, or says itself that it is busy (408, 425, 429, 5xx).
 */
export async function callProvider({
  provider,
  url,
  method = 'POST',
  headers = {},
  body,
  timeoutMs = TIMEOUT_MS,
}: ProviderCall): Promise<ProviderAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'error',
      ...(body === undefined ? {} : { body }),
    });
    const text = await readSome(response);
    if (isBusy(response.status)) throw new Error(`status ${response.status}`);
    return { status: response.status, text, headers: Object.fromEntries(response.headers) };
  } catch (cause) {
    throw new CunzhengError('PROVIDER_UNAVAILABLE', `${provider}: ${reasonOf(cause)}`, { cause });
  }
}

/** The same for an answer that must be a JSON object; one that is none counts as no answer. */
export async function callForJson<T extends object>(
  call: ProviderCall,
): Promise<{ status: number; body: T }> {
  const { status, text } = await callProvider(call);
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return { status, body: body as T };
  } catch {
    // said below
  }
  throw new CunzhengError('PROVIDER_UNAVAILABLE', `${call.provider}: its answer is no JSON object`);
}

async function readSome(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('its answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isBusy(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** The innermost cause says it best; none of them repeats the address. */
function reasonOf(error: unknown): string {
  let at = error;
  while (at instanceof Error && at.cause instanceof Error) at = at.cause;
  const { code, name } = at as { code?: string; name?: string };
  return code ?? (name === 'Error' ? (at as Error).message : String(name));
}
