import { equalBytes, sha256, toHex, utf8 } from '@cunzheng/domain';
import { readEnvelope } from './block.ts';
import {
  bytesOf,
  listOf,
  type Message,
  malformed,
  messageOf,
  numberOf,
  readMessage,
  textOf,
} from './wire.ts';

/** One endorsed transaction, its parts as they were signed or hashed. */
export interface Transaction {
  readonly type: number;
  /** Milliseconds since 1970, as its submitter states it. */
  readonly time: number;
  readonly channel: string;
  readonly txId: string;
  /** What the submitter signed, who he is, and his signature. */
  readonly payload: Uint8Array;
  readonly creator: Uint8Array;
  readonly signature: Uint8Array;
  readonly nonce: Uint8Array;
  /** Whether the transaction repeats the header and the hash of what was proposed. */
  readonly isOneProposal: boolean;
  /** ProposalResponsePayload, which every endorser signed. */
  readonly response: Uint8Array;
  readonly endorsements: readonly {
    readonly endorser: Uint8Array;
    readonly signature: Uint8Array;
  }[];
  /** Contract that was asked, and the one that answered. */
  readonly asked: string;
  readonly answered: Answered;
}

/** A ChaincodeAction: what an endorser says a contract did. */
export interface Answered {
  readonly contract: string;
  readonly version: string;
  readonly status: number;
  readonly payload: Uint8Array;
  readonly results: Uint8Array;
}

/** HeaderType of an endorsed transaction. */
export const ENDORSER_TRANSACTION = 3;

/** Throws `INPUT_INVALID`. */
export function readTransaction(envelope: Uint8Array): Transaction {
  const { payload, signature } = readEnvelope(envelope);
  const message = readMessage(payload);
  const headers = messageOf(message, 1);
  const [channelHeader, signatureHeader] = [bytesOf(headers, 1), bytesOf(headers, 2)];
  const channel = readMessage(channelHeader);
  const signer = readMessage(signatureHeader);
  const [action, another] = listOf(messageOf(message, 2), 1);
  if (action === undefined || another !== undefined) malformed('one action expected');
  const actionPayload = messageOf(readMessage(action), 2);
  const endorsed = messageOf(actionPayload, 2);
  const response = bytesOf(endorsed, 1);
  const proposal = sha256(channelHeader, signatureHeader, bytesOf(actionPayload, 1));
  return {
    type: numberOf(channel, 1),
    time: readTime(messageOf(channel, 3)),
    channel: textOf(channel, 4),
    txId: textOf(channel, 5),
    asked: textOf(messageOf(messageOf(channel, 7), 2), 2),
    ...{ payload, signature, creator: bytesOf(signer, 1), nonce: bytesOf(signer, 2) },
    isOneProposal:
      equalBytes(bytesOf(readMessage(action), 1), signatureHeader) &&
      equalBytes(bytesOf(readMessage(response), 1), proposal),
    ...{ response, answered: readAnswered(response) },
    endorsements: listOf(endorsed, 2).map(readEndorsement),
  };
}

function readEndorsement(bytes: Uint8Array) {
  const message = readMessage(bytes);
  return { endorser: bytesOf(message, 1), signature: bytesOf(message, 2) };
}

function readTime(timestamp: Message): number {
  return numberOf(timestamp, 1) * 1000 + Math.floor(numberOf(timestamp, 2) / 1_000_000);
}

/** The ChaincodeAction in a ProposalResponsePayload. Throws `INPUT_INVALID`. */
export function readAnswered(response: Uint8Array): Answered {
  const action = messageOf(readMessage(response), 2);
  const [answer, contract] = [messageOf(action, 3), messageOf(action, 4)];
  return {
    contract: textOf(contract, 2),
    version: textOf(contract, 3),
    status: numberOf(answer, 1),
    payload: bytesOf(answer, 3),
    results: bytesOf(action, 1),
  };
}

/** Id that a transaction must have. */
export function transactionId({ nonce, creator }: Pick<Transaction, 'nonce' | 'creator'>): string {
  return toHex(sha256(nonce, creator));
}

/** The one value written under `key` in a contract's own namespace; `undefined` when there is none, or not just one. */
export function writtenValue(
  results: Uint8Array,
  contract: string,
  key: string,
): Uint8Array | undefined {
  const spaces = listOf(readMessage(results), 2)
    .map(readMessage)
    .filter((space) => textOf(space, 1) === contract);
  const [space] = spaces;
  if (space === undefined || spaces.length > 1) return undefined;
  const writes = listOf(messageOf(space, 2), 3)
    .map(readMessage)
    .filter((write) => equalBytes(bytesOf(write, 1), utf8(key)));
  const [write] = writes;
  if (write === undefined || writes.length > 1 || numberOf(write, 2) !== 0) return undefined;
  return bytesOf(write, 3);
}
