import type { DigestReport } from './digest-worker.ts';

/** The worker's program as text, put in by the build: a page opened from a disk has no other file to load. */
declare const DIGEST_WORKER: string;

export interface Digests {
  readonly sha256: Uint8Array;
  readonly sm3: Uint8Array;
}

export interface Digesting {
  /** Rejects when the file cannot be read; stays open for ever after `cancel`. */
  readonly digests: Promise<Digests>;
  cancel(): void;
}

/** SHA-256 and SM3 of a file, computed in a worker on this device; `onProgress` gets 0 to 1. */
export function digestFile(file: Blob, onProgress: (part: number) => void): Digesting {
  const url = URL.createObjectURL(new Blob([DIGEST_WORKER], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const stop = () => {
    worker.terminate();
    URL.revokeObjectURL(url);
  };
  const digests = new Promise<Digests>((resolve, reject) => {
    worker.onerror = () => reject(new Error('worker failed'));
    worker.onmessage = ({ data }: MessageEvent<DigestReport>) => {
      if ('done' in data) return onProgress(data.done / file.size);
      if ('failed' in data) return reject(new Error('file cannot be read'));
      resolve(data);
    };
  });
  worker.postMessage(file);
  digests.then(stop, stop);
  return { digests, cancel: stop };
}
