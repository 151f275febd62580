import { noteDenial } from '@cunzheng/gateway';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Deps } from '../deps.ts';
import { codedError } from '../errors/coded.ts';

/** Ids of one request that are looked at; a batch names more of one court. */
const MAX_IDS = 20;
const DENIALS = new Set(['NOT_PERMITTED', 'NOT_FOUND']);

/** Writes into the log of reads and denials whom the court refused what was there. */
export const auditPlugin = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    app.addHook('onError', async (request, _reply, error) => {
      const { code } = codedError(error);
      const { actor } = request;
      if (actor === null || !DENIALS.has(code)) return;
      const denied = {
        route: `${request.method} ${request.routeOptions.url}`,
        ids: idsOf(request),
        forbidden: code === 'NOT_PERMITTED',
      };
      // The refusal stands whether or not it could be written down.
      await noteDenial(deps.court, actor, denied).catch((err: unknown) =>
        request.log.error({ err }, 'a denial was not written down'),
      );
    });
  },
  { name: 'audit', dependencies: ['session'] },
);

/** Every text that may be an id: in the path, in the query, on the first two levels of the body. */
function idsOf({ params, query, body }: FastifyRequest): string[] {
  const parts = [params, query, body].flatMap((part) => Object.values(part ?? {}));
  const texts = parts.flat().filter((part): part is string => typeof part === 'string');
  return [...new Set(texts)].slice(0, MAX_IDS);
}
