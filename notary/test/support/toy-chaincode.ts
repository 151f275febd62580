import type { ChaincodeInterface, ChaincodeStub } from 'fabric-shim';

type ToyCall = (stub: ChaincodeStub, args: readonly string[]) => Promise<string>;

/** Holds the calls named in it until they are let go; tests make orders with it that chance would not. */
export class Gate {
  readonly #held = new Map<string, () => void>();
  readonly #arrivals = new Map<string, () => void>();

  /** Resolves when the call `name` has arrived, having read what it reads. */
  arrival(name: string): Promise<void> {
    return new Promise((resolve) => this.#arrivals.set(name, resolve));
  }

  release(name: string): void {
    this.#held.get(name)?.();
  }

  async pass(name: string): Promise<void> {
    const released = new Promise<void>((resolve) => this.#held.set(name, resolve));
    this.#arrivals.get(name)?.();
    await released;
  }
}

/** A contract that does as it is told, for what the real one never does. */
export function createToyChaincode(gate: Gate = new Gate()): ChaincodeInterface {
  const calls: Record<string, ToyCall> = {
    ...TOY_CALLS,
    /** Reads a key, waits at the gate, then writes it. */
    async slowly(stub, [name, key, value]) {
      const found = await stub.getState(key as string);
      await gate.pass(name as string);
      await stub.putState(key as string, Buffer.from(value as string));
      return Buffer.from(found).toString();
    },
    /** Reads a range, waits at the gate, then writes how many there were. */
    async count(stub, [name, start, end, target]) {
      let seen = 0;
      for await (const _ of stub.getStateByRange(start as string, end as string)) seen++;
      await gate.pass(name as string);
      await stub.putState(target as string, Buffer.from(String(seen)));
      return String(seen);
    },
  };
  const invoke = async (stub: ChaincodeStub) => {
    const { fcn, params } = stub.getFunctionAndParameters();
    // The founding calls of a new ledger mean nothing here.
    const call = calls[fcn];
    const text = call === undefined ? '' : await call(stub, params);
    return { status: 200, message: '', payload: Buffer.from(text) };
  };
  return { Init: invoke, Invoke: invoke };
}

const TOY_CALLS: Record<string, ToyCall> = {
  async put(stub, pairs) {
    for (let i = 0; i < pairs.length; i += 2) {
      await stub.putState(pairs[i] as string, Buffer.from(pairs[i + 1] as string));
    }
    return '';
  },
  async get(stub, [key]) {
    return Buffer.from(await stub.getState(key as string)).toString();
  },
  async delete(stub, [key]) {
    await stub.deleteState(key as string);
    return '';
  },
  /** Writes and answers what a read then finds. */
  async putThenGet(stub, [key, value]) {
    await stub.putState(key as string, Buffer.from(value as string));
    return Buffer.from(await stub.getState(key as string)).toString();
  },
  async range(stub, [start, end]) {
    const found: string[] = [];
    for await (const { key, value } of stub.getStateByRange(start as string, end as string)) {
      found.push(`${key}=${Buffer.from(value).toString()}`);
    }
    return JSON.stringify(found);
  },
  async page(stub, [start, end, size, bookmark]) {
    const page = stub.getStateByRangeWithPagination(
      start as string,
      end as string,
      Number(size),
      bookmark as string,
    );
    const keys: string[] = [];
    for await (const { key } of page) keys.push(key);
    return JSON.stringify({ keys, bookmark: (await page).metadata.bookmark });
  },
  async pageThenPut(stub) {
    await stub.getStateByRangeWithPagination('a', 'z', 1, '');
    await stub.putState('a', Buffer.from('a'));
    return '';
  },
  async time(stub) {
    return String(stub.getDateTimestamp().getTime());
  },
  async who(stub) {
    return stub.getCreator().mspid;
  },
  async putMalformedKey(stub) {
    await stub.putState('\uD800', Buffer.from('x'));
    return '';
  },
  async privately(stub) {
    await stub.getPrivateData('collection', 'key');
    return '';
  },
  async fail() {
    throw new Error('no code');
  },
};
