import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Deps } from '../deps.ts';

/** Prometheus figures at /metrics: routes by their pattern, never by what stood in them, so no personal data. */
export const metricsPlugin = fp(
  async (app: FastifyInstance, { deps }: { deps: Deps }) => {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry });
    const seconds = new Histogram({
      name: 'cunzheng_http_request_duration_seconds',
      help: 'Time from request to last byte of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
      registers: [registry],
    });
    app.addHook('onResponse', async (request, reply) => {
      const labels = {
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: String(reply.statusCode),
      };
      seconds.observe(labels, reply.elapsedTime / 1000);
    });
    addNotaryGauges(registry, deps);
    app.get('/metrics', { schema: { hide: true }, config: {} }, async (_request, reply) => {
      return reply.type(registry.contentType).send(await registry.metrics());
    });
  },
  { name: 'metrics', dependencies: ['errors'] },
);

const NOTARY_GAUGES = [
  ['cunzheng_ledger_height', 'Blocks of the ledger.', 'height'],
  ['cunzheng_log_size', 'Entries of the log.', 'logSize'],
  ['cunzheng_proven_size', 'Entries under the newest checkpoint.', 'provenSize'],
  ['cunzheng_outbox_pending', 'Records that are not on the ledger yet.', 'pending'],
] as const;

function addNotaryGauges(registry: Registry, deps: Deps): void {
  for (const [name, help, field] of NOTARY_GAUGES) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set((await deps.health())[field]);
      },
    });
  }
  new Gauge({
    name: 'cunzheng_alarms',
    help: 'Alarms that stand.',
    registers: [registry],
    async collect() {
      this.set((await deps.health()).alarms.length);
    },
  });
}
