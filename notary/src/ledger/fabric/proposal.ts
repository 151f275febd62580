import { common, gateway, peer } from '@hyperledger/fabric-protos';
import { type FabricIdentity, transactionId } from './identity.ts';

/** A call of a contract in one identity's name, not signed yet. */
export interface Proposed {
  readonly channel: string;
  readonly contract: string;
  /** Function and arguments. */
  readonly args: readonly string[];
  readonly identity: FabricIdentity;
  /** 24 bytes. */
  readonly nonce: Uint8Array;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Bytes of a Proposal: what is signed, and what an endorser is asked. */
export function proposalBytes(proposed: Proposed): Uint8Array {
  const proposal = new peer.Proposal();
  proposal.setHeader(headerOf(proposed).serializeBinary());
  proposal.setPayload(payloadOf(proposed).serializeBinary());
  return proposal.serializeBinary();
}

/** The message that an endorser answers. */
export async function signedProposal(proposed: Proposed): Promise<peer.SignedProposal> {
  const bytes = proposalBytes(proposed);
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(bytes);
  signed.setSignature(await proposed.identity.sign(bytes));
  return signed;
}

/**
 * The proposal as `Gateway.newProposal` takes it, which is how a nonce of the caller's choice gets in: the library's own
 * builder always draws one. It is signed when it is first sent.
 */
export function gatewayProposal(proposed: Proposed, endorsers: readonly string[]): Uint8Array {
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(proposalBytes(proposed));
  const transaction = new gateway.ProposedTransaction();
  transaction.setTransactionId(transactionId(proposed.nonce, proposed.identity));
  transaction.setProposal(signed);
  transaction.setEndorsingOrganizationsList([...endorsers]);
  return transaction.serializeBinary();
}

/** The question what became of a transaction, as `Gateway.newCommit` takes it. */
export function commitQuestion(
  channel: string,
  txId: string,
  { creator }: FabricIdentity,
): Uint8Array {
  const request = new gateway.CommitStatusRequest();
  request.setChannelId(channel);
  request.setTransactionId(txId);
  request.setIdentity(creator);
  const signed = new gateway.SignedCommitStatusRequest();
  signed.setRequest(request.serializeBinary());
  return signed.serializeBinary();
}

function headerOf({ channel, contract, identity, nonce, time }: Proposed): common.Header {
  const extension = new peer.ChaincodeHeaderExtension();
  extension.setChaincodeId(chaincodeId(contract));
  const channelHeader = common.ChannelHeader.deserializeBinary(timestampField(time));
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(transactionId(nonce, identity));
  channelHeader.setChannelId(channel);
  channelHeader.setExtension$(extension.serializeBinary());
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(identity.creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());
  return header;
}

function payloadOf({ contract, args }: Proposed): peer.ChaincodeProposalPayload {
  const input = new peer.ChaincodeInput();
  input.setArgsList(args.map((text) => Buffer.from(text)));
  const spec = new peer.ChaincodeSpec();
  spec.setType(peer.ChaincodeSpec.Type.NODE);
  spec.setChaincodeId(chaincodeId(contract));
  spec.setInput(input);
  const invocation = new peer.ChaincodeInvocationSpec();
  invocation.setChaincodeSpec(spec);
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(invocation.serializeBinary());
  return payload;
}

function chaincodeId(name: string): peer.ChaincodeID {
  const id = new peer.ChaincodeID();
  id.setName(name);
  return id;
}

/** Field 3 of a ChannelHeader, in bytes: the library has no class for the Timestamp that its setter wants. */
function timestampField(ms: number): Uint8Array {
  const seconds = Math.floor(ms / 1000);
  const nanos = Math.floor(ms % 1000) * 1e6;
  const timestamp = [0x08, ...varint(seconds), 0x10, ...varint(nanos)];
  return Uint8Array.from([0x1a, timestamp.length, ...timestamp]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 0x7f; value = Math.floor(value / 128)) bytes.push((value % 128) | 0x80);
  return [...bytes, value];
}
