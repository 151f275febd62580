import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const ATTRIBUTES_OID = '1.2.3.4.5.6.7.8.1';
const ECDSA_SHA256_OID = '1.2.840.10045.4.3.2';
const ORGANIZATION_OID = '2.5.4.10';
const UNIT_OID = '2.5.4.11';
const COMMON_NAME_OID = '2.5.4.3';

const TAG = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  version: 0xa0,
  extensions: 0xa3,
} as const;

/**
 * A self-made certificate for a member's gateway on the embedded ledger, DER: EC P-256, with Fabric's attribute extension
 * `cunzheng.role=gateway`, so that the contract reads it as it reads one from a member's CA. Its private key is thrown
 * away at once: nothing on the embedded ledger is signed with it, and nothing can pretend to be.
 */
export function createGatewayCertificate(member: string): Buffer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ECDSA_SHA256_OID));
  const content = sequence(
    der(TAG.version, der(TAG.integer, Buffer.of(2))),
    der(TAG.integer, positive(randomBytes(16))),
    algorithm,
    distinguishedName(member),
    // RFC 5280 4.1.2.5: this end says that the certificate has none.
    sequence(text(TAG.utcTime, '260101000000Z'), text(TAG.generalizedTime, '99991231235959Z')),
    distinguishedName(member),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(TAG.extensions, sequence(attributeExtension())),
  );
  const signature = sign('sha256', content, privateKey);
  return sequence(content, algorithm, der(TAG.bitString, Buffer.concat([Buffer.of(0), signature])));
}

/** PEM of a DER certificate: what Fabric hands a contract as `idBytes`. */
export function toPem(certificate: Uint8Array): string {
  const lines = Buffer.from(certificate)
    .toString('base64')
    .match(/.{1,64}/g) as string[];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function attributeExtension(): Buffer {
  const attributes = JSON.stringify({ attrs: { 'cunzheng.role': 'gateway' } });
  return sequence(oid(ATTRIBUTES_OID), text(TAG.octetString, attributes));
}

function distinguishedName(member: string): Buffer {
  return sequence(
    nameValue(ORGANIZATION_OID, member),
    nameValue(UNIT_OID, 'client'),
    nameValue(COMMON_NAME_OID, 'gateway'),
  );
}

function nameValue(type: string, value: string): Buffer {
  return der(TAG.set, sequence(oid(type), text(TAG.utf8String, value)));
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(TAG.sequence, Buffer.concat(parts));
}

function text(tag: number, value: string): Buffer {
  return der(tag, Buffer.from(value));
}

function oid(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split('.').map(Number) as [number, number, ...number[]];
  return der(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}

/** An INTEGER's bytes are signed and minimal: the top bits are made 01. */
function positive(bytes: Buffer): Buffer {
  bytes[0] = ((bytes[0] as number) & 0x3f) | 0x40;
  return bytes;
}

function der(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag), lengthOctets(content.length), content]);
}

function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.of(length);
  return length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
}
