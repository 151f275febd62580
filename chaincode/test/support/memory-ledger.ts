import { createRequire } from 'node:module';
import { type ChaincodeResponse, ChaincodeStub } from 'fabric-shim';
import { createChaincode } from '../../src/index.ts';
import { CERTIFICATES, type CertificateName } from './certificates.ts';

/** What one call did: everything an endorser would sign, and in which order state was touched. */
export interface CallResult {
  readonly status: number;
  readonly text: string;
  readonly reads: readonly string[];
  readonly writes: readonly (readonly [key: string, value: string])[];
  /** Questions to the host, one for many keys where it takes them so. */
  readonly messages: number;
  readonly event: unknown;
}

export interface CallOptions {
  readonly member?: string;
  readonly certificate?: CertificateName | string;
  readonly timeMs?: number;
  readonly entry?: 'Init' | 'Invoke';
  /** The host takes many keys in one message, as a peer of Fabric 3.1 does. */
  readonly batches?: boolean;
}

export const NOW_MS = Date.parse('2026-03-02T02:00:00.000Z');

const chaincode = createChaincode();
const shimRequire = createRequire(createRequire(import.meta.url).resolve('fabric-shim'));
const { peer } = shimRequire('@hyperledger/fabric-protos') as {
  peer: {
    QueryMetadata: {
      deserializeBinary(bytes: Uint8Array): { getPagesize(): number; getBookmark(): string };
    };
  };
};

/**
 * A ledger in memory under fabric-shim's own stub. Reads see committed state only; a call's writes are applied when it
 * answers 200, as if it were alone in its block.
 */
export class MemoryLedger {
  readonly state: Map<string, Buffer>;

  constructor(state: ReadonlyMap<string, Buffer> = new Map()) {
    this.state = new Map(state);
  }

  /** A replica at the same height. */
  copy(): MemoryLedger {
    return new MemoryLedger(this.state);
  }

  async call(
    name: string,
    args: readonly string[],
    options: CallOptions = {},
  ): Promise<CallResult> {
    const result = await this.simulate(name, args, options);
    if (result.status === 200) {
      for (const [key, value] of result.writes) this.state.set(key, Buffer.from(value));
    }
    return result;
  }

  /** Runs a call without applying its writes. */
  async simulate(
    name: string,
    args: readonly string[],
    options: CallOptions = {},
  ): Promise<CallResult> {
    const handler = new MemoryHandler(this.state);
    const plain = makeStub(handler, [name, ...args], options);
    const stub = options.batches === true ? Object.assign(plain, handler.batches()) : plain;
    const response: ChaincodeResponse = await chaincode[options.entry ?? 'Invoke'](stub);
    const text = response.message ?? Buffer.from(response.payload ?? []).toString();
    const event = (stub as unknown as { chaincodeEvent?: unknown }).chaincodeEvent;
    const { reads, writes, messages } = handler;
    return { status: response.status, text, reads, writes, messages, event };
  }
}

function makeStub(handler: MemoryHandler, args: readonly string[], options: CallOptions) {
  const input = { getArgsList_asU8: () => args.map((arg) => Buffer.from(arg)) };
  const Stub = ChaincodeStub as unknown as new (...parts: unknown[]) => ChaincodeStub;
  const certificate = options.certificate ?? 'gateway';
  const pem = CERTIFICATES[certificate as CertificateName] ?? certificate;
  return Object.assign(new Stub(handler, 'judicial', 'tx', input, undefined), {
    creator: { mspid: options.member ?? 'BjicMSP', idBytes: Buffer.from(pem) },
    txTimestamp: { toDate: () => new Date(options.timeMs ?? NOW_MS) },
  });
}

/** The peer's side of the stub, as far as the contract uses it. */
class MemoryHandler {
  readonly reads: string[] = [];
  readonly writes: [string, string][] = [];
  messages = 0;
  readonly #state: ReadonlyMap<string, Buffer>;

  constructor(state: ReadonlyMap<string, Buffer>) {
    this.#state = state;
  }

  async handleGetState(_collection: string, key: string): Promise<Buffer> {
    this.messages++;
    return this.#read(key);
  }

  #read(key: string): Buffer {
    this.reads.push(key);
    return this.#state.get(key) ?? Buffer.alloc(0);
  }

  async handlePutState(_collection: string, key: string, value: Buffer): Promise<void> {
    this.messages++;
    this.writes.push([key, value.toString()]);
  }

  batches() {
    return {
      getStates: async (keys: readonly string[]) => {
        this.messages++;
        return keys.map((key) => this.#read(key));
      },
      putStates: async (writes: ReadonlyMap<string, Uint8Array>) => {
        this.messages++;
        for (const [key, value] of writes) this.writes.push([key, Buffer.from(value).toString()]);
      },
    };
  }

  async handleGetStateByRange(
    _collection: string,
    start: string,
    end: string,
    _channel: string,
    _tx: string,
    query?: Uint8Array,
  ) {
    const keys = [...this.#state.keys()].filter((key) => !before(key, start) && before(key, end));
    keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    this.reads.push(...keys);
    const { page, bookmark } = cut(keys, query);
    const values = page.map((key) => ({ key, value: this.#state.get(key) as Buffer }));
    const metadata = { fetchedRecordsCount: page.length, bookmark };
    // A message whose fields are all empty has no bytes, and the shim then takes it for none.
    return { iterator: iterate(values), ...(page.length === 0 ? {} : { metadata }) };
  }
}

function before(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}

/** The bookmark is the next key, as with a peer's LevelDB. */
function cut(keys: readonly string[], query?: Uint8Array) {
  if (query === undefined) return { page: keys, bookmark: '' };
  const metadata = peer.QueryMetadata.deserializeBinary(query);
  const from = metadata.getBookmark();
  const rest = keys.filter((key) => from === '' || !before(key, from));
  const size = metadata.getPagesize();
  return { page: rest.slice(0, size), bookmark: rest[size] ?? '' };
}

function iterate<Value>(values: readonly Value[]) {
  let at = 0;
  return {
    async next() {
      return at < values.length ? { value: values[at++], done: false } : { done: true };
    },
    async close() {},
  };
}
