export { type AuditorOptions, openAuditor } from './open.ts';
export { type AuditorServer, type AuditorServerOptions, serveAuditor } from './server.ts';
