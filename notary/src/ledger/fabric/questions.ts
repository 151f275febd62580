import { randomBytes } from 'node:crypto';
import { CunzhengError, type NetworkId, toBase64Url } from '@cunzheng/domain';
import { common, peer as protos } from '@hyperledger/fabric-protos';
import type { Clock } from '../port.ts';
import { refusal } from '../refusal.ts';
import { commitHashOf, validityOf } from './block.ts';
import { hashHeader, headerOf } from './block-header.ts';
import { PeerFault } from './fault.ts';
import type { FabricIdentity } from './identity.ts';
import type { CommitPlace, Peer } from './peer.ts';
import { readContent, type TransactionContent } from './transaction.ts';

/** Fabric's own contract for questions about the ledger. */
export const QSCC = 'qscc';

/** In whose name, where and when is asked. */
export interface Asker {
  readonly channel: string;
  readonly identity: FabricIdentity;
  readonly clock: Clock;
}

/** What peers of all members have in common if all is well: base64url. */
export interface BlockPrint {
  readonly number: number;
  readonly hash: string;
  /** Which transactions are valid. */
  readonly validity: string;
  /** Over the state's changes of this block and all before it. */
  readonly commitHash: string;
}

/** A transaction as a peer has it. */
export interface FoundTransaction extends CommitPlace {
  readonly content: TransactionContent;
}

/** The contract's answer of one peer. Throws its refusal, `PeerFault`. */
export async function askContract(
  peer: Peer,
  { channel, identity, clock }: Asker,
  contract: string,
  args: readonly string[],
  seconds?: number,
): Promise<Uint8Array> {
  const nonce = randomBytes(24);
  const proposed = { channel, contract, args, identity, nonce, time: clock() };
  const answer = await peer.ask(proposed, seconds);
  if (answer.status < 400) return answer.payload;
  if (answer.fromContract) throw refusal(answer.message);
  const failed = /transaction returned with failure/.test(answer.message);
  throw new PeerFault(failed ? 'failed' : 'other', answer.message);
}

/** Number of blocks that a peer has. */
export async function askHeight(peer: Peer, asker: Asker, seconds?: number): Promise<number> {
  const bytes = await askLedger(peer, asker, ['GetChainInfo'], seconds);
  return common.BlockchainInfo.deserializeBinary(bytes).getHeight();
}

/** A block as a peer keeps it. */
export async function askBlock(peer: Peer, asker: Asker, number: number): Promise<common.Block> {
  return common.Block.deserializeBinary(await askBlockBytes(peer, asker, number));
}

/** The same as bytes, as nobody has read them yet. */
export function askBlockBytes(peer: Peer, asker: Asker, number: number): Promise<Uint8Array> {
  return askLedger(peer, asker, ['GetBlockByNumber', String(number)]);
}

export async function askPrint(peer: Peer, asker: Asker, number: number): Promise<BlockPrint> {
  return printOf(await askBlock(peer, asker, number));
}

export function printOf(block: common.Block): BlockPrint {
  const header = headerOf(block);
  return {
    number: header.number,
    hash: toBase64Url(hashHeader(header)),
    validity: toBase64Url(validityOf(block)),
    commitHash: toBase64Url(commitHashOf(block)),
  };
}

/** Id of the network: hash of its first block. */
export async function askNetwork(peer: Peer, asker: Asker): Promise<NetworkId> {
  return (await askPrint(peer, asker, 0)).hash as NetworkId;
}

/** A transaction by its id; undefined when this peer has no block with it. */
export async function askTransaction(
  peer: Peer,
  asker: Asker,
  txId: string,
  seconds: number,
): Promise<FoundTransaction | undefined> {
  const bytes = await unlessUnknown(askLedger(peer, asker, ['GetTransactionByID', txId]));
  if (bytes === undefined) return undefined;
  const envelope = protos.ProcessedTransaction.deserializeBinary(bytes).getTransactionenvelope();
  const content = envelope && readContent(envelope.serializeBinary());
  if (content === undefined) throw new PeerFault('other', 'the transaction is no call');
  // It stands in a block, so that this answers at once.
  const place = await peer.commitPlace(asker.identity, asker.channel, txId, seconds);
  return { ...place, content };
}

async function unlessUnknown(work: Promise<Uint8Array>): Promise<Uint8Array | undefined> {
  return work.catch((error: unknown) => {
    if (error instanceof PeerFault && /no such transaction ID/.test(error.message))
      return undefined;
    throw error;
  });
}

/** Its refusals are faults: they say nothing about our contract. */
async function askLedger(
  peer: Peer,
  asker: Asker,
  [name, ...args]: [string, ...string[]],
  seconds?: number,
): Promise<Uint8Array> {
  try {
    return await askContract(peer, asker, QSCC, [name, asker.channel, ...args], seconds);
  } catch (error) {
    if (error instanceof CunzhengError) throw new PeerFault('other', error.message, error);
    throw error;
  }
}
