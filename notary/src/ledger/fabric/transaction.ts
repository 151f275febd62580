import { common, ledger, msp, peer } from '@hyperledger/fabric-protos';
import { type LedgerTransaction, type LedgerWrite, VALIDATION } from '../port.ts';

const { rwset } = ledger;

/** What a transaction says of itself, whoever judges it. */
export interface TransactionContent {
  readonly txId: string;
  /** Milliseconds since 1970: the submitter's claim. */
  readonly time: number;
  /** Member that submitted it. */
  readonly creator: string;
  readonly contract: string;
  /** Function and arguments. */
  readonly args: readonly string[];
  /** The contract's answer. */
  readonly response: string;
  /** TxReadWriteSet. */
  readonly results: Uint8Array;
}

/** undefined for what is no contract's transaction. Throws for bytes that cannot be read. */
export function readTransaction(
  envelope: Uint8Array,
  code: number,
  contract: string,
): LedgerTransaction | undefined {
  const content = readContent(envelope);
  if (content === undefined) return undefined;
  const { txId, time, creator } = content;
  const valid = code === VALIDATION.valid;
  return {
    txId,
    valid,
    code,
    time,
    creator,
    writes: valid ? writesOf(content.results, contract) : [],
    response: content.contract === contract ? content.response : '',
  };
}

/** undefined for what is no contract's transaction. Throws for bytes that cannot be read. */
export function readContent(envelope: Uint8Array): TransactionContent | undefined {
  const { header, data } = readPayload(envelope);
  const channelHeader = common.ChannelHeader.deserializeBinary(header.getChannelHeader_asU8());
  if (channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION) return undefined;
  const { proposal, action } = readAction(data);
  const signatureHeader = common.SignatureHeader.deserializeBinary(
    header.getSignatureHeader_asU8(),
  );
  const creator = msp.SerializedIdentity.deserializeBinary(signatureHeader.getCreator_asU8());
  return {
    txId: channelHeader.getTxId(),
    time: timeOf(channelHeader),
    creator: creator.getMspid(),
    contract: proposal.getChaincodeId()?.getName() ?? '',
    args: (proposal.getInput()?.getArgsList_asU8() ?? []).map(text),
    response: text(action.getResponse()?.getPayload_asU8() ?? new Uint8Array(0)),
    results: action.getResults_asU8(),
  };
}

function readPayload(envelope: Uint8Array): { header: common.Header; data: Uint8Array } {
  const bytes = common.Envelope.deserializeBinary(envelope).getPayload_asU8();
  const payload = common.Payload.deserializeBinary(bytes);
  return { header: present(payload.getHeader(), 'header'), data: payload.getData_asU8() };
}

/** Fabric admits transactions of one action only. */
function readAction(data: Uint8Array): {
  proposal: peer.ChaincodeSpec;
  action: peer.ChaincodeAction;
} {
  const [first] = peer.Transaction.deserializeBinary(data).getActionsList();
  const payload = peer.ChaincodeActionPayload.deserializeBinary(
    present(first, 'action').getPayload_asU8(),
  );
  const proposed = peer.ChaincodeProposalPayload.deserializeBinary(
    payload.getChaincodeProposalPayload_asU8(),
  );
  const invocation = peer.ChaincodeInvocationSpec.deserializeBinary(proposed.getInput_asU8());
  const endorsed = peer.ProposalResponsePayload.deserializeBinary(
    present(payload.getAction(), 'endorsed action').getProposalResponsePayload_asU8(),
  );
  return {
    proposal: present(invocation.getChaincodeSpec(), 'call'),
    action: peer.ChaincodeAction.deserializeBinary(endorsed.getExtension_asU8()),
  };
}

/** Writes to the state of one contract, in the order that Fabric keeps: that of the keys' bytes. */
function writesOf(results: Uint8Array, contract: string): LedgerWrite[] {
  return rwset.TxReadWriteSet.deserializeBinary(results)
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === contract)
    .flatMap((set) => rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()).getWritesList())
    .map((write) => {
      const value = write.getValue_asU8();
      const gone = write.getIsDelete() || value.length === 0;
      return { key: write.getKey(), value: gone ? undefined : value };
    });
}

function timeOf(header: common.ChannelHeader): number {
  const timestamp = present(header.getTimestamp(), 'timestamp');
  return timestamp.getSeconds() * 1000 + Math.floor(timestamp.getNanos() / 1e6);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`no ${what}`);
  return value;
}
