import { CunzhengError } from '@cunzheng/domain';
import type { ChaincodeInterface, ChaincodeStub } from 'fabric-shim';
import { BinaryReader, BinaryWriter } from 'google-protobuf';

/**
 * Numbers of Fabric 3.1's chaincode_shim.proto. Its generated classes are not used: those of this version and of the
 * one within fabric-shim would share one global namespace, and the later one loaded spoils the other.
 */
const MESSAGE = { writeBatchState: 24, getStateMultiple: 25 } as const;
const WRITE_BATCH_STATE = { writes: 1 } as const;
const WRITE_RECORD = { key: 1, value: 2, type: 5, putState: 9 } as const;
const GET_STATE_MULTIPLE = { keys: 1 } as const;
const GET_STATE_MULTIPLE_RESULT = { values: 1 } as const;

/** What a stub is to the shim: where it hands its questions to the peer, and of which transaction. */
interface StubInside extends ChaincodeStub {
  readonly handler: ShimHandler;
  readonly channel_id: string;
  readonly txId: string;
}

interface ShimHandler {
  handleGetState(collection: string, key: string, channel: string, txId: string): Promise<Buffer>;
  _askPeerAndListen(message: ShimMessage, method: string): Promise<Buffer>;
}

/** The shim's own ChaincodeMessage. */
interface ShimMessage {
  setType(type: number): void;
  setPayload(payload: Uint8Array): void;
}

/**
 * The contract with stubs that read and write many keys in one message. A peer of Fabric 3.1 takes such messages; the
 * Go shim sends them, fabric-shim 2.5.8 does not, and there each key costs a way to the peer and back, which is most of
 * what endorsing a pack of records costs. What the transaction reads and writes is the same.
 */
export function withStateBatches(contract: ChaincodeInterface): ChaincodeInterface {
  return {
    Init: (stub) => contract.Init(batching(stub)),
    Invoke: (stub) => contract.Invoke(batching(stub)),
  };
}

/** Throws `CONFIG_INVALID` when the shim is another than the one whose inside this knows. */
function batching(stub: ChaincodeStub): ChaincodeStub {
  const { handler } = stub as StubInside;
  const known = [handler?._askPeerAndListen, handler?.handleGetState].every(
    (method) => typeof method === 'function',
  );
  if (!known) throw new CunzhengError('CONFIG_INVALID', 'fabric-shim is another than 2.5.8');
  return Object.assign(stub, {
    getStates: (keys: readonly string[]) => getStates(stub as StubInside, keys),
    putStates: (writes: ReadonlyMap<string, Uint8Array>) => putStates(stub as StubInside, writes),
  });
}

async function getStates(stub: StubInside, keys: readonly string[]): Promise<Uint8Array[]> {
  const question = new BinaryWriter();
  question.writeRepeatedString(GET_STATE_MULTIPLE.keys, keys);
  const values = readValues(await ask(stub, MESSAGE.getStateMultiple, question.getResultBuffer()));
  if (values.length !== keys.length) throw new TypeError('peer answered other keys than asked for');
  return values;
}

async function putStates(stub: StubInside, writes: ReadonlyMap<string, Uint8Array>): Promise<void> {
  const batch = new BinaryWriter();
  for (const write of writes) {
    batch.writeMessage(WRITE_BATCH_STATE.writes, write, ([key, value], writer) => {
      writer.writeString(WRITE_RECORD.key, key);
      writer.writeBytes(WRITE_RECORD.value, value);
      writer.writeEnum(WRITE_RECORD.type, WRITE_RECORD.putState);
    });
  }
  await ask(stub, MESSAGE.writeBatchState, batch.getResultBuffer());
}

function readValues(answer: Uint8Array): Uint8Array[] {
  const reader = new BinaryReader(answer);
  const values: Uint8Array[] = [];
  while (reader.nextField()) {
    if (reader.getFieldNumber() === GET_STATE_MULTIPLE_RESULT.values)
      values.push(reader.readBytes());
    else reader.skipField();
  }
  return values;
}

/** Throws what the peer answers to a message it refuses. The envelope is one of the shim's making, with other contents. */
function ask(
  { handler, channel_id, txId }: StubInside,
  type: number,
  payload: Uint8Array,
): Promise<Buffer> {
  const envelope: Pick<ShimHandler, '_askPeerAndListen'> = {
    _askPeerAndListen: (message, method) => {
      message.setType(type);
      message.setPayload(payload);
      return handler._askPeerAndListen(message, method);
    },
  };
  return handler.handleGetState.call(envelope as ShimHandler, '', '', channel_id, txId);
}
