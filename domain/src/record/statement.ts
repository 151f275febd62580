import { fromHex, utf8 } from '../bytes.ts';
import { canonicalize, type Json } from '../canonical.ts';
import type { NetworkId } from '../digest.ts';
import type { DocumentRecord, FilingRecord, ReceiptRecord, SignedRecord } from './kinds.ts';

const PREFIX = 'cunzheng-sign-v1';

/** A signed record before its signature. */
export type Unsigned<R extends SignedRecord = SignedRecord> = R extends SignedRecord
  ? Omit<R, 'signature'>
  : never;

/**
 * What the signer commits to, rebuilt from the record's own fields: purpose, target, digests shown, key, time, and
 * the checkpoint he had seen, and the digests of the hidden fields, so that no name, title or reason can be put under a
 * signature afterwards. For a document the target is its number, for a receipt the service, for what follows a filing's
 * first submission that submission.
 */
export function signingStatement(record: Unsigned): Json {
  switch (record.kind) {
    case 'document':
      return documentStatement(record);
    case 'receipt':
      return receiptStatement(record);
    case 'filing':
      return filingStatement(record);
  }
}

function documentStatement(record: Omit<DocumentRecord, 'signature'>): Json {
  return {
    v: 1,
    purpose: 'document.issued',
    court: record.court,
    caseTag: record.caseTag,
    target: record.number,
    shown: { sha256: record.sha256, sm3: record.sm3 },
    key: record.key,
    actTime: record.actTime,
    ...(record.checkpoint === undefined ? {} : { checkpoint: record.checkpoint }),
    ...(record.sd === undefined ? {} : { sd: record.sd }),
  };
}

function receiptStatement(record: Omit<ReceiptRecord, 'signature'>): Json {
  return {
    v: 1,
    purpose: `receipt.${record.event}`,
    court: record.court,
    caseTag: record.caseTag,
    target: record.service,
    shown: { sha256: record.sha256 },
    recipient: record.recipient,
    key: record.key,
    actTime: record.actTime,
    ...(record.capacity === undefined ? {} : { capacity: record.capacity }),
    ...(record.attended === undefined ? {} : { attended: true }),
    ...(record.witnesses === undefined ? {} : { witnesses: record.witnesses }),
    ...(record.checkpoint === undefined ? {} : { checkpoint: record.checkpoint }),
    ...(record.sd === undefined ? {} : { sd: record.sd }),
  };
}

/** Five shapes in one: what has no place of its own in a statement stands there under its own name. */
function filingStatement(record: Unsigned<FilingRecord>): Json {
  const {
    v,
    kind,
    action,
    filing,
    papers,
    signature: _,
    ...rest
  } = {
    ...{ filing: undefined, papers: undefined, signature: undefined },
    ...record,
  };
  return {
    v,
    purpose: `${kind}.${action}`,
    ...(filing === undefined ? {} : { target: filing }),
    ...(papers === undefined ? {} : { shown: { papers } }),
    ...(rest as Readonly<Record<string, Json>>),
  };
}

/**
 * The ES256 message: `cunzheng-sign-v1 ‖ 0 ‖ networkId ‖ 0 ‖ JCS(statement)`; networkId is its base64url text.
 * Hashed once, inside ECDSA.
 */
export function signingMessage(networkId: NetworkId, record: Unsigned): Uint8Array {
  return utf8(`${PREFIX}\0${networkId}\0${canonicalize(signingStatement(record))}`);
}

/** Order of the P-256 group. */
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** ⌊N / 2⌋, big-endian. */
const HALF_N = fromHex('7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8');

function toBigInt(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}

/** True when s ≤ n/2: of the two signatures anyone can make from one, only this form is accepted. */
export function isLowS(signature: Uint8Array): boolean {
  if (signature.length !== 64) return false;
  for (let i = 0; i < 32; i++) {
    const difference = (signature[32 + i] as number) - (HALF_N[i] as number);
    if (difference !== 0) return difference < 0;
  }
  return true;
}

/** The same signature with s ≤ n/2; WebCrypto gives either form. */
export function toLowS(signature: Uint8Array): Uint8Array {
  if (isLowS(signature)) return signature;
  const out = Uint8Array.from(signature);
  let s = N - toBigInt(signature.subarray(32));
  for (let i = 63; i >= 32; i--, s >>= 8n) out[i] = Number(s & 0xffn);
  return out;
}
