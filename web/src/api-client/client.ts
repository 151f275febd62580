import createClient, { type Middleware } from 'openapi-fetch';
import { helpingHeader } from '../app/helping.ts';
import { idleFor, UNATTENDED_MS } from '../app/presence.ts';
import { ApiProblem } from './problem.ts';
import type { paths } from './schema.ts';

const language = () => document.documentElement.lang || 'zh-CN';

const conventions: Middleware = {
  onRequest({ request }) {
    request.headers.set('accept-language', language());
    // A header no form can set: a foreign page cannot act with this person's cookie.
    if (request.method !== 'GET') request.headers.set('x-cunzheng-csrf', '1');
    if (new URL(request.url).pathname.startsWith('/api/v1/proofing')) {
      for (const [name, value] of Object.entries(helpingHeader())) request.headers.set(name, value);
    }
    if (idleFor() > UNATTENDED_MS) request.headers.set('x-cunzheng-background', '1');
    return request;
  },
  async onResponse({ response }) {
    if (response.ok) return;
    const body = await response
      .clone()
      .json()
      .catch(() => undefined);
    throw new ApiProblem(response.status, body);
  },
  onError() {
    return new ApiProblem(0, { code: 'NETWORK' });
  },
};

/** The only way to the API: generated from its OpenAPI, so that a route that changes no longer compiles here. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' });
api.use(conventions);

/** The body of an answer; problems were thrown before. */
export async function body<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}

/** Why a file is not given out, in the reader's language; `undefined` when it is. */
export async function problemOf(url: string): Promise<ApiProblem | undefined> {
  try {
    const response = await fetch(url, { headers: { 'accept-language': language() } });
    // Only the answer's head is wanted; a whole document need not come a second time.
    if (response.ok) return void response.body?.cancel();
    return new ApiProblem(response.status, await response.json());
  } catch {
    return new ApiProblem(0, { code: 'NETWORK' });
  }
}
