import { type Logger, pino } from 'pino';
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

/** JSON lines on standard error, without personal data; standard output is for the address alone. */
export function createLogger(level: Config['logLevel']): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, req: () => undefined, res: () => undefined },
      redact: {
        paths: ['cookie', 'authorization', '*.cookie', '*.authorization'],
        remove: true,
      },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}
