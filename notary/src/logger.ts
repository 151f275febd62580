/** What the notary writes its log to; a pino logger fits. No personal data, no passwords, ever. */
export interface Logger {
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export const SILENT_LOGGER: Logger = { info() {}, warn() {}, error() {} };
