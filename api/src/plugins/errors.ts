import { CunzhengError } from '@cunzheng/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { errorAnswer, preferredLanguage } from '../errors/answer.ts';
import { codedError } from '../errors/coded.ts';
import { HTTP_STATUS } from '../errors/http-status.ts';

/** One place where errors become answers: coded, in the caller's language, logged once. */
export const errorsPlugin = fp(
  async (app: FastifyInstance) => {
    app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  },
  { name: 'errors' },
);

/** Answers with an error: 4xx logged as info, 5xx as error with its cause. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const coded = codedError(error);
  const status = HTTP_STATUS[coded.code];
  if (status >= 500) request.log.error({ code: coded.code, err: coded.cause ?? coded }, 'failed');
  else request.log.info({ code: coded.code }, 'refused');
  const language = preferredLanguage(request.headers['accept-language']);
  if (status === 503) reply.header('retry-after', '2');
  return reply
    .code(status)
    .header('content-language', language)
    .header('vary', 'Accept-Language')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(errorAnswer(coded, language, request.id)));
}

/** The answer for a path that no route has. */
export function notFound(request: FastifyRequest, reply: FastifyReply) {
  return sendError(new CunzhengError('NOT_FOUND'), request, reply);
}
