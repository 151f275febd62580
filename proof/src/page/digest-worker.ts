import { createSHA256, createSM3 } from 'hash-wasm';

/** What the worker says: how many bytes are done, the digests, or that the file cannot be read. */
export type DigestReport =
  | { readonly done: number }
  | { readonly sha256: Uint8Array; readonly sm3: Uint8Array }
  | { readonly failed: true };

interface WorkerScope {
  postMessage(report: DigestReport): void;
  onmessage: ((event: MessageEvent<Blob>) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const SLICE_BYTES = 4 * 1024 * 1024;

/** Hashes slice by slice, so that a file of any size needs a few MiB of memory. */
async function digest(file: Blob): Promise<void> {
  const [sha256, sm3] = await Promise.all([createSHA256(), createSM3()]);
  for (let at = 0; at < file.size; at += SLICE_BYTES) {
    const slice = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
    sha256.update(slice);
    sm3.update(slice);
    scope.postMessage({ done: at + slice.length });
  }
  scope.postMessage({ sha256: sha256.digest('binary'), sm3: sm3.digest('binary') });
}

scope.onmessage = ({ data }) => {
  digest(data).catch(() => scope.postMessage({ failed: true }));
};
