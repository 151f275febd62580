import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

/**
 * What an error tells the log: its class, code and stack frames. Messages of the database carry the values of its rows
 * and are left out; only those of our own coded errors, which never hold personal data, are kept.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(code === undefined ? {} : { code: String(code) }),
    ...(error.name === 'CunzhengError' ? { text: error.message } : {}),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  };
}

/** What plugins would log of a request, cookie and all, is left out whatever the level. */
const SERIALIZERS = {
  err: describeError,
  req: () => undefined,
  res: () => undefined,
  busboyOptions: () => undefined,
};

/** JSON lines without personal data; on standard error, for standard output is for the address alone. */
export function createLogger(
  level: Config['logLevel'],
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  const redact = {
    paths: ['cookie', 'authorization', '*.cookie', '*.authorization'],
    remove: true,
  };
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: null, timestamp, serializers: SERIALIZERS, redact }, destination);
}
