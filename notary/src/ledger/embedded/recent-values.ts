import type { Versioned } from './state-entry.ts';

const CACHE_BYTES = 16 * 1024 * 1024;

/** Values read or written of late, and keys found absent; two generations, of which the older is dropped whole. */
export class RecentValues {
  #young = new Map<string, Versioned>();
  #old = new Map<string, Versioned>();
  #bytes = 0;

  get(key: string): Versioned | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: Versioned): void {
    this.#young.set(key, value);
    this.#bytes += key.length * 2 + value.value.length + 64;
    if (this.#bytes < CACHE_BYTES) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#bytes = 0;
  }
}
