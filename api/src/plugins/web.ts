import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Deps } from '../deps.ts';
import { notFound } from './errors.ts';
import { readVerifyPage } from './verify-page.ts';

/** Where the built pages lie. */
export interface PageFiles {
  readonly web: string;
  readonly verifyPage: string;
}

/** The pages: the React client with its routes, and the verify page, which is one file with a policy of its own. */
export const webPlugin = fp(
  async (app: FastifyInstance, { deps, pages }: { deps: Deps; pages: PageFiles }) => {
    const index = await readFile(join(pages.web, 'index.html'), 'utf8').catch(() => undefined);
    if (index !== undefined) await serveClient(app, pages.web);
    app.get('/verify', { schema: { hide: true }, config: {} }, async (request, reply) => {
      const page = await readVerifyPage(pages.verifyPage, deps);
      if (page === undefined) return notFound(request, reply);
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', page.policy)
        .header('cache-control', 'no-cache')
        .send(page.html);
    });
    app.setNotFoundHandler((request, reply) => answerUnknown(request, reply, index));
  },
  { name: 'web', dependencies: ['errors', 'security'] },
);

async function serveClient(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    index: false,
    wildcard: false,
    setHeaders(reply, path) {
      // Vite names files in assets/ by their content.
      const forever = /[\\/]assets[\\/]/.test(path);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Paths of the client answer with its page; paths of the API and of missing files with a coded 404. */
function answerUnknown(request: FastifyRequest, reply: FastifyReply, index: string | undefined) {
  const path = request.url.split('?', 1)[0] ?? '/';
  const client = !path.startsWith('/api/') && !/\.[a-z0-9]+$/i.test(path);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (index === undefined || !client || !reads) return notFound(request, reply);
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(index);
}
