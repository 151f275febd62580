import {
  CunzhengError,
  type ErrorCode,
  isLowS,
  isSigned,
  type NetworkId,
  parseRecord,
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
  const { known, check } = read(network, text, point);
  return check === undefined ? known : { signed: verifyNow(...check) };
}

/** `Inspect` that verifies in Node's thread pool, so that a peer's contract reads the next records meanwhile. */
export async function inspectInPool(
  network: NetworkId,
  text: string,
  point: string | undefined,
): Promise<Inspection> {
  const { known, check } = read(network, text, point);
  return check === undefined ? known : { signed: await verifyInPool(...check) };
}

/** What is known without the curve, and the one check that is left, if one is. */
interface Reading {
  readonly known: Inspection;
  readonly check?: Parameters<typeof verifyNow>;
}

function read(network: NetworkId, text: string, point: string | undefined): Reading {
  try {
    const record = parseRecord(Buffer.from(text));
    if (!isSigned(record) || point === undefined) return { known: {} };
    const signature = Buffer.from(record.signature, 'base64url');
    if (!isLowS(signature)) return { known: { signed: false } };
    return { known: {}, check: [point, signingMessage(network, record), signature] };
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    return { known: { refusal: error.code } };
  }
}
