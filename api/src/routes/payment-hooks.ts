import { CunzhengError } from '@cunzheng/domain';
import { PAY_CHANNELS, type PayChannel, receiveCallback } from '@cunzheng/gateway';
import type { FastifyInstance } from 'fastify';
import type { RouteOptions } from './typed.ts';

const MAX_BYTES = 64 * 1024;
/** What each wants to hear, so that it does not call again. */
const THANKS: Readonly<Record<PayChannel, string>> = { wechat: '', alipay: 'success' };

/**
 * What providers of payments say of a payment. Outside /api: they know neither our header nor a session; what counts is their
 * signature, and then only as a hint to ask back. The body stays as it was sent, for that is what was signed.
 */
export async function paymentHookRoutes(app: FastifyInstance, { deps }: RouteOptions) {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post<{ Params: { channel: string; court: string }; Body: string }>(
    '/hooks/payments/:channel/:court',
    { bodyLimit: MAX_BYTES, schema: { hide: true } },
    async (request, reply) => {
      const { channel: named, court } = request.params;
      const channel = PAY_CHANNELS.find((each) => each === named);
      if (channel === undefined) throw new CunzhengError('NOT_FOUND');
      const { headers, body } = request;
      await receiveCallback(deps.court, { court, channel }, { headers, body: body ?? '' });
      return reply.code(200).type('text/plain').send(THANKS[channel]);
    },
  );
}
