import { isReportSecret, noteSmsReports } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import type { RouteOptions } from './typed.ts';

/**
 * What providers report of messages. Outside /api: they know neither our header nor a session, only a secret in the
 * address, without which there is nothing here.
 */
export async function reportRoutes(app: FastifyInstance, { deps }: RouteOptions) {
  app.post<{ Params: { secret: string } }>(
    '/hooks/sms/:secret',
    { schema: { hide: true } },
    async (request, reply) => {
      if (!isReportSecret(deps.court, request.params.secret)) return reply.callNotFound();
      await noteSmsReports(deps.court, request.body);
      return { result: 0, errmsg: 'OK' };
    },
  );
}
