import type { FastifyInstance } from 'fastify';
import { build } from './app.ts';
import { loadConfig } from './config.ts';
import type { Deps } from './deps.ts';

/** Routes and schemas do not depend on a deployment, so none is opened; a handler that ran would throw. */
const NOTHING = new Proxy({} as Deps, {
  get(_target, name) {
    throw new TypeError(`no deployment: ${String(name)}`);
  },
});

/** The OpenAPI document of this version; `api/openapi.json` is this, written down. */
export async function openapiDocument(): Promise<object> {
  const config = loadConfig({ CUNZHENG_LOG_LEVEL: 'silent' });
  const pages = { web: '', verifyPage: '' };
  const app: FastifyInstance = await build(config, NOTHING, { pages });
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
