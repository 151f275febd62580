import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { TSchema } from 'typebox';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Shape of a multipart form: for the page only, the route's handler reads and checks it. */
    form?: TSchema;
  }
}

/** OpenAPI 3.1 from the routes' schemas, at /api/openapi.json, and a page to read and try it at /api/docs. */
export const openapiPlugin = fp(
  async (app: FastifyInstance, { version }: { version: string }) => {
    await app.register(swagger, {
      openapi: {
        openapi: '3.1.0',
        info: {
          title: '存证 Cunzheng',
          description:
            'Court documents issued, served and signed for, each act on a ledger that several courts run together. ' +
            'Changing requests need the header `x-cunzheng-csrf: 1`. Errors are `{ code, message, requestId, details? }`; codes are in docs/errors.md.',
          version,
          license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
        },
        components: {
          securitySchemes: {
            session: { type: 'apiKey', in: 'cookie', name: 'cunzheng_session' },
          },
        },
      },
      transform: ({ schema, url, route }) => {
        const { form, demo = false } = route.config ?? {};
        const known = demo ? { ...schema, 'x-demo-only': true } : schema;
        return { schema: form === undefined ? known : { ...known, body: form }, url };
      },
      refResolver: {
        buildLocalReference: (json, _base, _fragment, index) =>
          typeof json.$id === 'string' ? json.$id : `schema${index}`,
      },
    });
    await app.register(swaggerUi, {
      routePrefix: '/api/docs',
      staticCSP: false,
      uiConfig: { deepLinking: true, docExpansion: 'list' },
    });
    app.get('/api/openapi.json', { schema: { hide: true }, config: {} }, async () => app.swagger());
  },
  { name: 'openapi', dependencies: ['errors'] },
);
