/** One signature to verify: an ES256 key's point in base64url, what was signed, and r‖s. */
export interface SignatureCheck {
  readonly point: string;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

const POINT_CHARACTERS = 87;
const SIGNATURE_BYTES = 64;
const HEADER_BYTES: number = 4 + POINT_CHARACTERS + SIGNATURE_BYTES;

/** Throws `TypeError` for a point or signature of another length than a batch has room for. */
export function demandFits({ point, signature }: SignatureCheck): void {
  if (point.length !== POINT_CHARACTERS || signature.length !== SIGNATURE_BYTES) {
    throw new TypeError('not a point and a signature');
  }
}

/**
 * Many checks as one piece of memory that can be handed to another thread, each as
 * `u32 length of the message ‖ point (87) ‖ signature (64) ‖ message`.
 */
export function encodeBatch(checks: readonly SignatureCheck[]): ArrayBuffer {
  let size = 0;
  for (const { message } of checks) size += HEADER_BYTES + message.length;
  const memory = new ArrayBuffer(size);
  const bytes = Buffer.from(memory);
  let at = 0;
  for (const { point, message, signature } of checks) {
    at = bytes.writeUInt32BE(message.length, at);
    at += bytes.write(point, at, 'latin1');
    bytes.set(signature, at);
    bytes.set(message, at + SIGNATURE_BYTES);
    at += SIGNATURE_BYTES + message.length;
  }
  return memory;
}

/** The checks of a batch, in order; their bytes are views of the batch. */
export function decodeBatch(batch: ArrayBuffer): SignatureCheck[] {
  const bytes = Buffer.from(batch);
  const checks: SignatureCheck[] = [];
  for (let at = 0; at < bytes.length; ) {
    const signatureAt = at + 4 + POINT_CHARACTERS;
    const messageAt = signatureAt + SIGNATURE_BYTES;
    const end = messageAt + bytes.readUInt32BE(at);
    checks.push({
      point: bytes.toString('latin1', at + 4, signatureAt),
      signature: bytes.subarray(signatureAt, messageAt),
      message: bytes.subarray(messageAt, end),
    });
    at = end;
  }
  return checks;
}
