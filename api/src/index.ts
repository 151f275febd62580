export { build } from './app.ts';
export { type ComposeOptions, compose, courtRegistry, type Deployment } from './compose.ts';
export { type Config, EnvironmentSchema, loadConfig } from './config.ts';
export type { Deps } from './deps.ts';
export { HTTP_STATUS } from './errors/http-status.ts';
export { createLogger } from './logger.ts';
export { openapiDocument } from './openapi.ts';
export { main, type Process, type RunningServer, startServer } from './server.ts';
export { VERSION } from './version.ts';
