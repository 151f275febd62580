import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { App, RouteOptions } from './typed.ts';

/** For load balancers and people on duty: alive, ready, which version. Outside /api, no session. */
export async function healthRoutes(
  instance: FastifyInstance,
  { deps, version }: RouteOptions & { version: string },
) {
  const app = instance as unknown as App;
  const noLimit = { rateLimit: false };
  app.get('/health/live', { schema: { hide: true }, config: noLimit }, async () => ({
    status: 'ok',
  }));

  app.get('/health/ready', { schema: { hide: true }, config: noLimit }, async (_, reply) => {
    const state = await readiness(deps);
    return reply.code(state.ready ? 200 : 503).send(state);
  });

  app.get(
    '/version',
    {
      schema: {
        hide: true,
        response: { 200: Type.Object({ version: Type.String(), node: Type.String() }) },
      },
      config: {},
    },
    async () => ({ version, node: process.version }),
  );
}

/**
 * Ready when the database answers. A ledger that is down is told but takes nobody out of service: acts stand and wait in
 * the outbox 待上链. So are alarms: what is recorded can still be read and verified.
 */
async function readiness(deps: RouteOptions['deps']) {
  const database = await deps.pingDatabase().then(
    () => 'ok' as const,
    () => 'down' as const,
  );
  const { ledger, alarms } = await deps.health().catch(() => ({ ledger: 'down', alarms: [] }));
  // Codes only: the words name places on this machine.
  const codes = [...new Set(alarms.map((alarm) => alarm.split(':', 1)[0] as string))];
  return { ready: database === 'ok', database, ledger, alarms: codes };
}
