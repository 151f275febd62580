import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Config } from './config.ts';
import type { Deps } from './deps.ts';
import { createLogger } from './logger.ts';
import { auditPlugin } from './plugins/audit.ts';
import { errorsPlugin, sendError } from './plugins/errors.ts';
import { limitsPlugin } from './plugins/limits.ts';
import { metricsPlugin } from './plugins/metrics.ts';
import { openapiPlugin } from './plugins/openapi.ts';
import { requestsPlugin } from './plugins/requests.ts';
import { securityPlugin } from './plugins/security.ts';
import { sessionPlugin } from './plugins/session.ts';
import { type PageFiles, webPlugin } from './plugins/web.ts';
import { accountRoutes } from './routes/account.ts';
import { auditRoutes } from './routes/audit.ts';
import { caseRoutes } from './routes/cases.ts';
import { cashierRoutes } from './routes/cashier.ts';
import { claimRoutes } from './routes/claims.ts';
import { clockRoutes } from './routes/clocks.ts';
import { courtRoutes } from './routes/courts.ts';
import { docketingRoutes } from './routes/docketing.ts';
import { documentRoutes } from './routes/documents.ts';
import { feeRoutes } from './routes/fees.ts';
import { filingGuideRoutes } from './routes/filing-guide.ts';
import { filingPaperRoutes } from './routes/filing-papers.ts';
import { filingReviewRoutes } from './routes/filing-reviews.ts';
import { filingRoutes } from './routes/filings.ts';
import { handOverRoutes } from './routes/hand-over.ts';
import { healthRoutes } from './routes/health.ts';
import { helperRoutes } from './routes/helping.ts';
import { likeSuitRoutes } from './routes/like-suits.ts';
import { logRoutes } from './routes/log.ts';
import { noticePreferenceRoutes } from './routes/notice-preferences.ts';
import { noticeRoutes } from './routes/notices.ts';
import { paymentHookRoutes } from './routes/payment-hooks.ts';
import { paymentRoutes } from './routes/payments.ts';
import { personalDataRoutes } from './routes/personal-data.ts';
import { phoneRoutes } from './routes/phone.ts';
import { pleadingRoutes } from './routes/pleadings.ts';
import { practiceRoutes } from './routes/practice.ts';
import { proofingRoutes } from './routes/proofing.ts';
import { publicRoutes } from './routes/public.ts';
import { recordRoutes } from './routes/records.ts';
import { recoveryRoutes } from './routes/recovery.ts';
import { reliefRoutes } from './routes/relief.ts';
import { reportRoutes } from './routes/reports.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { serviceRoutes } from './routes/services.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingRoutes } from './routes/settings.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { staffRoutes } from './routes/staff.ts';
import { unifiedRoutes } from './routes/unified.ts';
import { uploadRoutes } from './routes/uploads.ts';
import { wechatSignInRoutes } from './routes/wechat-sign-in.ts';
import { NAMED_SCHEMAS } from './schemas/answers.ts';
import { serializerCompiler } from './schemas/serializers.ts';
import { VERSION } from './version.ts';

export interface BuildOptions {
  readonly pages: PageFiles;
  readonly logger?: FastifyBaseLogger;
}

/** JSON bodies are small; documents come as multipart with a limit of their own. */
const BODY_LIMIT = 64 * 1024;

/** The whole application without a port: the server listens with it, tests inject into the very same. */
export async function build(
  config: Config,
  deps: Deps,
  { pages, logger = createLogger(config.logLevel) }: BuildOptions,
): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    bodyLimit: BODY_LIMIT,
    // Without a list nothing that a caller writes into a header changes the address he is counted under.
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    routerOptions: { maxParamLength: 256 },
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allErrors: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();
  for (const schema of NAMED_SCHEMAS) app.addSchema(schema);
  app.setSerializerCompiler(serializerCompiler(NAMED_SCHEMAS));
  await registerPlugins(app as unknown as FastifyInstance, config, deps);
  await registerRoutes(app as unknown as FastifyInstance, config, deps);
  await app.register(webPlugin, { deps, pages });
  return app as unknown as FastifyInstance;
}

async function registerPlugins(app: FastifyInstance, config: Config, deps: Deps): Promise<void> {
  await app.register(errorsPlugin);
  await app.register(requestsPlugin);
  await app.register(securityPlugin, { config });
  await app.register(limitsPlugin, { config });
  await app.register(sessionPlugin, { config, deps });
  await app.register(auditPlugin, { deps });
  await app.register(multipart, { preservePath: true });
  await app.register(openapiPlugin, { version: VERSION });
  await app.register(metricsPlugin, { deps });
}

async function registerRoutes(app: FastifyInstance, config: Config, deps: Deps): Promise<void> {
  const options = { config, deps };
  await app.register(healthRoutes, { ...options, version: VERSION });
  await app.register(logRoutes, options);
  await app.register(reportRoutes, options);
  await app.register(paymentHookRoutes, options);
  const prefix = '/api/v1';
  for (const routes of [
    publicRoutes,
    courtRoutes,
    feeRoutes,
    filingGuideRoutes,
    filingRoutes,
    filingPaperRoutes,
    uploadRoutes,
    filingReviewRoutes,
    likeSuitRoutes,
    pleadingRoutes,
    sessionRoutes,
    phoneRoutes,
    unifiedRoutes,
    wechatSignInRoutes,
    proofingRoutes,
    reviewRoutes,
    claimRoutes,
    recoveryRoutes,
    helperRoutes,
    handOverRoutes,
    signInRoutes,
    accountRoutes,
    staffRoutes,
    caseRoutes,
    documentRoutes,
    serviceRoutes,
    noticeRoutes,
    noticePreferenceRoutes,
    recordRoutes,
    auditRoutes,
    personalDataRoutes,
    settingRoutes,
    clockRoutes,
    paymentRoutes,
    reliefRoutes,
    cashierRoutes,
    practiceRoutes,
    docketingRoutes,
  ]) {
    await app.register(routes, { ...options, prefix });
  }
}
