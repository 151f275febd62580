import { CunzhengError } from '@cunzheng/domain';
import type { FastifyInstance } from 'fastify';
import type { RouteOptions } from './typed.ts';

/**
 * The log as C2SP tlog-tiles has it: newest checkpoint and hash tiles. Hashes tell nothing; entries are for members.
 * A full tile never changes and may be kept for ever; the checkpoint must not be.
 */
export async function logRoutes(app: FastifyInstance, { deps }: RouteOptions) {
  app.get('/checkpoint', { schema: { hide: true }, config: {} }, async (_request, reply) => {
    const newest = deps.log.checkpoint();
    if (newest === undefined) throw new CunzhengError('NOT_FOUND');
    return reply
      .type('text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(newest.note);
  });

  app.get<{ Params: { '*': string } }>(
    '/tile/*',
    { schema: { hide: true }, config: {} },
    async (request, reply) => {
      const bytes = await deps.log.readTile(`tile/${request.params['*']}`);
      if (bytes === undefined) throw new CunzhengError('NOT_FOUND');
      return reply
        .type('application/octet-stream')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(Buffer.from(bytes));
    },
  );
}
