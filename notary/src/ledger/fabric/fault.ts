import type { CunzhengError } from '@cunzheng/domain';
import { status } from '@grpc/grpc-js';
import { refusal } from '../refusal.ts';

/**
 * Why a peer gave no answer that counts:
 * `unreachable` nobody answered, `timeout` not in time, `interrupted` given up since another peer went down, `differs` endorsers' answers differ or one lags behind,
 * `known` the transaction stands on the ledger already, `ordered` orderers have it already, `failed` the contract broke off, `tooLarge` orderers take no
 * message of that size, `other` all else, as the text says.
 */
export type FaultKind =
  | 'unreachable'
  | 'timeout'
  | 'interrupted'
  | 'differs'
  | 'known'
  | 'ordered'
  | 'failed'
  | 'tooLarge'
  | 'other';

/** A stage of a call that one peer did not carry out. */
export class PeerFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PeerFault';
    this.kind = kind;
  }
}

/** As much of a GatewayError or a gRPC error as is read here. */
interface RemoteError {
  readonly code?: number;
  readonly message: string;
  /** Text of a gRPC error, or what each endorser or orderer said. */
  readonly details?: string | readonly { readonly mspId: string; readonly message: string }[];
}

const PATTERNS: readonly (readonly [RegExp, FaultKind])[] = [
  [/duplicate transaction found/, 'known'],
  [/request already (?:exists|processed)/, 'ordered'],
  [/ProposalResponsePayloads do not match/, 'differs'],
  [/transaction returned with failure/, 'failed'],
  [/exceeds maximum allowed|REQUEST_ENTITY_TOO_LARGE/, 'tooLarge'],
];

/** Why a remote call failed. */
export function faultOf(error: unknown): PeerFault {
  if (error instanceof PeerFault) return error;
  const { code, message } = error as RemoteError;
  const text = [message, ...partsOf(error as RemoteError)].join('; ');
  const [, kind] = PATTERNS.find(([pattern]) => pattern.test(text)) ?? [];
  return new PeerFault(kind ?? kindOf(code), text, error);
}

function kindOf(code: number | undefined): FaultKind {
  if (code === status.UNAVAILABLE || code === status.CANCELLED) return 'unreachable';
  return code === status.DEADLINE_EXCEEDED ? 'timeout' : 'other';
}

function partsOf({ details }: RemoteError): string[] {
  if (details === undefined || typeof details === 'string') return [];
  return details.map(({ mspId, message }) => `${mspId}: ${message}`);
}

const REFUSED = /^chaincode response \d+, (.*)$/s;

/**
 * The contract's refusal in a failed endorsement; undefined when something else failed, or when endorsers disagree:
 * then one of them lags behind, for all run the same contract on the same state.
 */
export function endorsersRefusal(error: unknown, asked: number): CunzhengError | undefined {
  const { message, details } = error as RemoteError;
  if (!Array.isArray(details)) return undefined;
  const texts = details.map((each) => REFUSED.exec(each.message)?.[1]);
  const [text] = texts;
  if (text === undefined || texts.some((other) => other !== text)) return undefined;
  // The first endorser's word ends the call; the word of later ones counts when it is everybody's.
  return /failed to endorse transaction/.test(message) || texts.length === asked
    ? refusal(text)
    : undefined;
}
