export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
export { type Migration, migrate } from './migrate.ts';
