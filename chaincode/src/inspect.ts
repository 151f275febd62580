import {
  CunzhengError,
  type ErrorCode,
  isLowS,
  isSigned,
  type NetworkId,
  parseRecord,
  type SignedRecord,
  signingMessage,
} from '@cunzheng/domain';
import { verifyInPool, verifyNow } from './es256.ts';

/** What a record's text says without the ledger. */
export interface Inspection {
  /** Why the text is no record. */
  readonly refusal?: ErrorCode;
  /**
   * Whether the ES256 signature is by the key at the given point: r‖s with s ≤ n/2 over the statement rebuilt from the
   * record, in this network. Undefined for records without a signature, and when no point was given.
   */
  readonly signed?: boolean;
}

/**
 * Reads the text of one record and checks its signature. A pure function of its arguments wherever it runs, so a host may
 * run it in another thread; `point` is the key's, 65 bytes in base64url.
 */
export type Inspect = (
  network: NetworkId,
  text: string,
  point: string | undefined,
) => Promise<Inspection>;

/** `Inspect` in the calling thread. */
export function inspectNow(
  network: NetworkId,
  text: string,
  point: string | undefined,
): Inspection {
  const reading = read(text);
  if ('refusal' in reading) return reading;
  if (reading.record === undefined || point === undefined) return {};
  const { message, signature } = signatureOf(network, reading.record);
  return { signed: isLowS(signature) && verifyNow(point, message, signature) };
}

/** `Inspect` that verifies in Node's thread pool, so that a peer's contract reads the next records meanwhile. */
export async function inspectInPool(
  network: NetworkId,
  text: string,
  point: string | undefined,
): Promise<Inspection> {
  const reading = read(text);
  if ('refusal' in reading) return reading;
  if (reading.record === undefined || point === undefined) return {};
  const { message, signature } = signatureOf(network, reading.record);
  return { signed: isLowS(signature) && (await verifyInPool(point, message, signature)) };
}

/** The record, when it is one that is signed; its refusal, when it is none. */
function read(text: string): { refusal: ErrorCode } | { record: SignedRecord | undefined } {
  try {
    const record = parseRecord(Buffer.from(text));
    return { record: isSigned(record) ? record : undefined };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { refusal: error.code };
  }
}

function signatureOf(network: NetworkId, record: SignedRecord) {
  return {
    message: signingMessage(network, record),
    signature: Buffer.from(record.signature, 'base64url'),
  };
}
