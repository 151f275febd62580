import { CunzhengError } from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';

/**
 * Keys that one transaction may read and write. They bound the time that a peer spends on it: going to the peer together
 * (`StateStub`) they cost it some tenths of a millisecond each.
 */
export const MAX_STATE_CALLS = 800;

/**
 * As much of the stub as the contract's state needs. `getStates` and `putStates` are there where the host can take many
 * keys at once; what a transaction reads and writes is the same without them.
 */
export interface StateStub extends Pick<ChaincodeStub, 'getState' | 'putState'> {
  /** Values in the order of the keys, an empty one for each that is absent. */
  getStates?(keys: readonly string[]): Promise<readonly Uint8Array[]>;
  putStates?(writes: ReadonlyMap<string, Uint8Array>): Promise<void>;
}

/**
 * State as one transaction sees it: what is committed, over it what earlier records of the call wrote (the stub does
 * not read its own writes), over that what the present record has staged. Each key is read from the stub once.
 */
export class TransactionState {
  readonly #stub: StateStub;
  readonly #committed = new Map<string, string | undefined>();
  readonly #written = new Map<string, string>();
  readonly #staged = new Map<string, string>();
  /** What was asked for ahead; a key counts as read only when it is. */
  readonly #ahead = new Map<string, Uint8Array>();

  constructor(stub: StateStub) {
    this.#stub = stub;
  }

  /** Reads made and writes kept so far. */
  get calls(): number {
    return this.#committed.size + this.#written.size;
  }

  /** Whether one more state call fits. */
  get hasRoom(): boolean {
    return this.calls < MAX_STATE_CALLS;
  }

  /** Value at a key; undefined when there is none. Throws `STATE_CALLS_EXCEEDED`. */
  async read(key: string): Promise<string | undefined> {
    const own = this.#staged.get(key) ?? this.#written.get(key);
    if (own !== undefined) return own;
    if (this.#committed.has(key)) return this.#committed.get(key);
    this.#demandCalls(1);
    const bytes = this.#ahead.get(key) ?? (await this.#stub.getState(key));
    // An absent key reads as an empty value; hence no value of ours is ever empty.
    const value = bytes.length === 0 ? undefined : textOf(bytes);
    this.#committed.set(key, value);
    return value;
  }

  /** Asks for keys that will likely be read, together where the host can. */
  async readAhead(keys: readonly string[]): Promise<void> {
    if (this.#stub.getStates === undefined) return;
    const wanted = [...new Set(keys)].filter((key) => !this.#committed.has(key));
    if (wanted.length === 0) return;
    const values = await this.#stub.getStates(wanted);
    wanted.forEach((key, index) => {
      this.#ahead.set(key, values[index] as Uint8Array);
    });
  }

  /** Writes within the present record; nothing is lasting until `keep` and `flush`. */
  stage(key: string, value: string): void {
    if (value === '') throw new TypeError('an empty value would be a delete');
    this.#staged.set(key, value);
  }

  /** Makes the staged writes part of the transaction. Throws `STATE_CALLS_EXCEEDED` when they do not fit. */
  keep(): void {
    let added = 0;
    for (const key of this.#staged.keys()) if (!this.#written.has(key)) added++;
    this.#demandCalls(added);
    for (const [key, value] of this.#staged) this.#written.set(key, value);
    this.#staged.clear();
  }

  /** Forgets the staged writes of a refused record. */
  drop(): void {
    this.#staged.clear();
  }

  /** Hands the kept writes to the stub, in the order in which they were first made. */
  async flush(): Promise<void> {
    const writes = new Map<string, Uint8Array>();
    for (const [key, value] of this.#written) writes.set(key, Buffer.from(value));
    if (this.#stub.putStates !== undefined) return this.#stub.putStates(writes);
    for (const [key, value] of writes) await this.#stub.putState(key, value);
  }

  #demandCalls(more: number): void {
    if (this.calls + more > MAX_STATE_CALLS) {
      throw new CunzhengError('STATE_CALLS_EXCEEDED', 'the rest belongs into another transaction');
    }
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
