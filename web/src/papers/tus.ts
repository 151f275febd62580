import { type DetailedError, Upload } from 'tus-js-client';
import { ApiProblem } from '../api-client/problem.ts';

/** Small enough for a bad line: what was answered never goes again. */
const CHUNK = 2 * 1024 * 1024;
const RETRY_MS = [0, 1000, 3000, 5000, 10_000, 20_000, 30_000];
const ENDPOINT = '/api/v1/uploads';

const headers = () => ({
  'x-cunzheng-csrf': '1',
  'accept-language': document.documentElement.lang || 'zh-CN',
});

/** One file on its way. */
export interface Transfer {
  /** Resolves when it is a paper; throws `ApiProblem`, with the code `NETWORK` where the line is down. */
  send(): Promise<void>;
  /** Stops; `send` goes on from there. */
  pause(): Promise<void>;
  /** Stops and throws away what arrived. */
  discard(): Promise<void>;
}

/** What the server is told of a file. */
export interface Described {
  readonly filing: string;
  readonly slot: string;
  readonly name: string;
  readonly mark: string;
  readonly replaces?: string;
}

/** Sends a file piece by piece; `from` is the address of one that was begun before. */
export function transferOf(
  file: Blob,
  described: Described,
  from: string | undefined,
  onProgress: (sent: number) => void,
): Transfer {
  let ended: { done(): void; failed(problem: unknown): void } | undefined;
  const upload = new Upload(file as File, {
    endpoint: ENDPOINT,
    ...(from === undefined ? {} : { uploadUrl: from }),
    chunkSize: CHUNK,
    retryDelays: RETRY_MS,
    headers: headers(),
    metadata: { ...described },
    storeFingerprintForResuming: false,
    onProgress,
    onSuccess: () => ended?.done(),
    onError: (error) => ended?.failed(problemOf(error)),
  });
  return {
    send: () =>
      new Promise((done, failed) => {
        ended = { done, failed };
        upload.start();
      }),
    pause: () => upload.abort(),
    discard: () => upload.abort(true),
  };
}

/** Throws away what was begun before, perhaps on another device. */
export const discardUpload = (id: string): Promise<void> =>
  Upload.terminate(`${ENDPOINT}/${id}`, { headers: headers() });

/** Where one that was begun before goes on. */
export const addressOf = (id: string): string => `${ENDPOINT}/${id}`;

function problemOf(error: Error | DetailedError): ApiProblem {
  const answer = 'originalResponse' in error ? error.originalResponse : null;
  if (answer === null || answer === undefined) return new ApiProblem(0, { code: 'NETWORK' });
  return new ApiProblem(answer.getStatus(), bodyOf(answer.getBody()));
}

function bodyOf(text: string): ConstructorParameters<typeof ApiProblem>[1] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
