import { hash } from 'node:crypto';
import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { hashHeader, headerOf } from '../../src/ledger/fabric/block-header.ts';

const { rwset } = ledger;

/** A contract's transaction as a test wants it. */
export interface MadeTransaction {
  readonly txId: string;
  readonly member?: string;
  readonly contract?: string;
  readonly args?: readonly string[];
  readonly response?: string;
  /** Keys with values, by namespace; undefined is a delete. */
  readonly writes?: Readonly<Record<string, readonly (readonly [string, string | undefined])[]>>;
}

/** 2026-11-22T08:00:00.123Z in the bytes of a ChannelHeader's timestamp. */
export const MADE_AT = Date.parse('2026-11-22T08:00:00.123Z');

/** Bytes of an Envelope with one call. */
export function makeEnvelope(made: MadeTransaction): Uint8Array {
  const payload = new common.Payload();
  payload.setHeader(makeHeader(made, common.HeaderType.ENDORSER_TRANSACTION));
  payload.setData(makeActions(made));
  return envelopeOf(payload);
}

/** Bytes of the one Envelope that a configuration block has. */
export function makeConfigEnvelope(): Uint8Array {
  const payload = new common.Payload();
  payload.setHeader(makeHeader({ txId: '' }, common.HeaderType.CONFIG));
  payload.setData(Buffer.from('not read here'));
  return envelopeOf(payload);
}

/** A block whose header fits its envelopes; `codes` are their TxValidationCodes. */
export function makeBlock(
  number: number,
  previousHash: Uint8Array,
  envelopes: readonly Uint8Array[],
  codes: readonly number[],
  commitHash: Uint8Array = Buffer.from(`state after ${number}`),
): common.Block {
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(previousHash);
  header.setDataHash(hash('sha256', Buffer.concat(envelopes), 'buffer'));
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const commit = new common.Metadata();
  commit.setValue(commitHash);
  const metadata = new common.BlockMetadata();
  const none = new Uint8Array(0);
  metadata.setMetadataList([none, none, Uint8Array.from(codes), none, commit.serializeBinary()]);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(metadata);
  return common.Block.deserializeBinary(block.serializeBinary());
}

/** Hash that the next block names. */
export function blockHash(block: common.Block): Uint8Array {
  return hashHeader(headerOf(block));
}

function envelopeOf(payload: common.Payload): Uint8Array {
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  envelope.setSignature(Buffer.from('not checked here'));
  return envelope.serializeBinary();
}

function makeHeader(
  { txId, member = 'BjicMSP' }: MadeTransaction,
  type: common.HeaderTypeMap[keyof common.HeaderTypeMap],
): common.Header {
  const creator = new msp.SerializedIdentity();
  creator.setMspid(member);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator.serializeBinary());
  const seconds = Math.floor(MADE_AT / 1000);
  const time = [...varint(0x08, seconds), ...varint(0x10, 123_999_999)];
  const channelHeader = common.ChannelHeader.deserializeBinary(
    Uint8Array.from([0x1a, time.length, ...time]),
  );
  channelHeader.setType(type);
  channelHeader.setTxId(txId);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  return header;
}

function varint(tag: number, value: number): number[] {
  const bytes = [tag];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}

function makeActions(made: MadeTransaction): Uint8Array {
  const { contract = 'cunzheng', args = ['record'] } = made;
  const name = new peer.ChaincodeID();
  name.setName(contract);
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((arg) => Buffer.from(arg)));
  const spec = new peer.ChaincodeSpec();
  spec.setChaincodeId(name);
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const proposed = new peer.ChaincodeProposalPayload();
  proposed.setInput(invocation.serializeBinary());
  const action = new peer.ChaincodeEndorsedAction();
  action.setProposalResponsePayload(makeResponse(made));
  const payload = new peer.ChaincodeActionPayload();
  payload.setChaincodeProposalPayload(proposed.serializeBinary());
  payload.setAction(action);
  const only = new peer.TransactionAction();
  only.setPayload(payload.serializeBinary());
  const transaction = new peer.Transaction();
  transaction.setActionsList([only]);
  return transaction.serializeBinary();
}

function makeResponse({ response = '[]', writes = {} }: MadeTransaction): Uint8Array {
  const answer = new peer.Response();
  answer.setStatus(200);
  answer.setPayload(Buffer.from(response));
  const results = new rwset.TxReadWriteSet();
  results.setNsRwsetList(Object.entries(writes).map(([space, list]) => makeWrites(space, list)));
  const action = new peer.ChaincodeAction();
  action.setResponse(answer);
  action.setResults(results.serializeBinary());
  const payload = new peer.ProposalResponsePayload();
  payload.setExtension$(action.serializeBinary());
  return payload.serializeBinary();
}

function makeWrites(
  space: string,
  list: readonly (readonly [string, string | undefined])[],
): ledger.rwset.NsReadWriteSet {
  const set = new rwset.kvrwset.KVRWSet();
  set.setWritesList(
    list.map(([key, value]) => {
      const write = new rwset.kvrwset.KVWrite();
      write.setKey(key);
      if (value === undefined) write.setIsDelete(true);
      else write.setValue(Buffer.from(value));
      return write;
    }),
  );
  const named = new rwset.NsReadWriteSet();
  named.setNamespace(space);
  named.setRwset(set.serializeBinary());
  return named;
}
