import { createRequire } from 'node:module';
import { type ChaincodeInterface, ChaincodeStub } from 'fabric-shim';
import t from 'tap';
import { withStateBatches } from '../../src/contract/state-batches.ts';

interface Batches {
  getStates(keys: readonly string[]): Promise<Uint8Array[]>;
  putStates(writes: ReadonlyMap<string, Uint8Array>): Promise<void>;
}

interface Message {
  getType(): number;
  getPayload_asU8(): Uint8Array;
  getTxid(): string;
  getChannelId(): string;
}

const shimRequire = createRequire(createRequire(import.meta.url).resolve('fabric-shim'));
const { ChaincodeMessageHandler } = shimRequire('./lib/handler.js') as {
  ChaincodeMessageHandler: new (stream: unknown, contract: unknown) => { msgQueueHandler: unknown };
};

/** Runs `work` under the shim's own stub and handler, whose peer answers with what `answer` makes of each message. */
async function underShim<Value>(
  answer: (message: Message) => Buffer,
  work: (stub: Batches) => Promise<Value>,
): Promise<Value> {
  const handler = new ChaincodeMessageHandler({}, {});
  handler.msgQueueHandler = {
    queueMsg: (asked: { getMsg(): Message; success(b: Buffer): void; fail(e: unknown): void }) => {
      try {
        asked.success(answer(asked.getMsg()));
      } catch (error) {
        asked.fail(error);
      }
    },
  };
  return call(handler, work);
}

async function call<Value>(handler: unknown, work: (stub: Batches) => Promise<Value>) {
  const Stub = ChaincodeStub as unknown as new (...parts: unknown[]) => ChaincodeStub;
  const stub = new Stub(handler, 'judicial', 'tx', { getArgsList_asU8: () => [] }, undefined);
  const out: Value[] = [];
  const contract: ChaincodeInterface = {
    Init: async () => ({ status: 200 }),
    Invoke: async (own) => {
      out.push(await work(own as unknown as Batches));
      return { status: 200 };
    },
  };
  await withStateBatches(contract).Invoke(stub);
  return out[0] as Value;
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

// The bytes are those of Fabric's own generated classes: fabric-protos 0.3.7, WriteBatchState and GetStateMultiple.
t.test('writes go in one message, in order', async (t) => {
  const seen: Message[] = [];
  const writes = new Map([
    ['a', Buffer.from('b')],
    ['键', Buffer.from([0, 255])],
  ]);
  const answer = (message: Message) => {
    seen.push(message);
    return Buffer.alloc(0);
  };
  await underShim(answer, (stub) => stub.putStates(writes));
  t.equal(seen.length, 1);
  const [message] = seen as [Message];
  t.same([message.getType(), message.getChannelId(), message.getTxid()], [24, 'judicial', 'tx']);
  t.equal(hex(message.getPayload_asU8()), '0a080a01611201622809' + '0a0b0a03e994ae120200ff2809');
});

t.test('reads go in one message, and an absent key is empty', async (t) => {
  const seen: Message[] = [];
  const answer = (message: Message) => {
    seen.push(message);
    return Buffer.from('0a0161' + '0a00' + '0a0200ff', 'hex');
  };
  const values = await underShim(answer, (stub) => stub.getStates(['x', '', 'z']));
  t.same(values.map(hex), ['61', '', '00ff']);
  t.equal(seen[0]?.getType(), 25);
  t.equal(hex(seen[0]?.getPayload_asU8() as Uint8Array), '0a01780a000a017a');
});

t.test('another number of values than asked for is an error', async (t) => {
  const answer = () => Buffer.from('0a0161', 'hex');
  await t.rejects(
    underShim(answer, (stub) => stub.getStates(['x', 'y'])),
    TypeError,
  );
});

t.test('what the peer refuses is thrown', async (t) => {
  const answer = () => {
    throw new Error('WRITE_BATCH_STATE failed');
  };
  await t.rejects(
    underShim(answer, (stub) => stub.putStates(new Map())),
    /WRITE_BATCH_STATE/,
  );
});

t.test('a shim with another inside is refused', async (t) => {
  await t.rejects(
    call({}, async () => {}),
    { code: 'CONFIG_INVALID' },
  );
});
