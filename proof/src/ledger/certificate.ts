import { equalBytes, fromBase64, fromHex, toHex, toLowS, utf8Text } from '@cunzheng/domain';
import { verifyEs256 } from '../crypto.ts';
import {
  type Der,
  demandTag,
  derHex,
  INTEGER,
  readDer,
  readEcdsa,
  readInside,
  SEQUENCE,
} from './der.ts';
import { malformed } from './wire.ts';

/** What an authority signed, before anybody asks whether it did. */
interface Signed {
  readonly bytes: Uint8Array;
  /** r‖s, of either form: authorities outside Fabric give both. */
  readonly signature: Uint8Array;
}

/** An X.509 certificate of a P-256 key, as far as an MSP asks. Texts are hex of DER unless said. */
export interface Certificate extends Signed {
  readonly whole: Uint8Array;
  readonly point: Uint8Array;
  readonly serial: string;
  readonly issuer: string;
  readonly subject: string;
  /** Organisational units, as text. */
  readonly units: readonly string[];
  /** Milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly isAuthority: boolean;
  /** Subject key identifier, hex; empty when absent. */
  readonly keyId: string;
}

/** A list of revoked certificates. */
export interface RevocationList extends Signed {
  /** Key identifier of its authority, hex; empty when absent. */
  readonly keyId: string;
  readonly serials: ReadonlySet<string>;
}

const OBJECT_ID = 0x06;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const UTC_TIME = 0x17;
const ECDSA_SHA256 = '300a06082a8648ce3d040302';
/** A P-256 key up to its point. */
const P256_KEY = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');
const UNIT = '55040b';
const KEY_USAGE = '551d0f';
const BASIC_CONSTRAINTS = '551d13';
const KEY_ID = '551d0e';
const ISSUER_KEY_ID = '551d23';
/** Extensions whose meaning is known; any other that calls itself critical is refused (RFC 5280 4.2). */
const KNOWN = [KEY_USAGE, BASIC_CONSTRAINTS, KEY_ID, ISSUER_KEY_ID, '551d11', '551d25'];

const PEM = /^-----BEGIN (CERTIFICATE|X509 CRL)-----\n([A-Za-z0-9+/=\n]+)\n-----END \1-----\n?$/;

/** DER of a PEM text with one block and nothing around it. Throws `INPUT_INVALID`. */
export function fromPem(text: string): Uint8Array {
  const body = PEM.exec(text)?.[2] ?? malformed('PEM');
  return fromBase64(body.replaceAll('\n', ''));
}

/** Throws `INPUT_INVALID` for what is no certificate of a P-256 key signed by ECDSA with SHA-256. */
export function readCertificate(pem: Uint8Array): Certificate {
  const whole = fromPem(utf8Text(pem));
  const { inside, ...signed } = readSigned(whole);
  if (inside[0]?.tag !== 0xa0) malformed('certificate version');
  const [, serial, algorithm, issuer, validity, subject, key] = inside;
  if (derHex(algorithm) !== ECDSA_SHA256) malformed('algorithm');
  const [notBefore, notAfter] = readInside(derBytes(validity)).map(readTime);
  const extensions = readExtensions(inside.find(({ tag }) => tag === 0xa3));
  return {
    ...{ ...signed, whole, point: readPoint(derBytes(key)) },
    ...{
      serial: toHex(demandTag(serial, INTEGER)),
      issuer: derHex(issuer),
      subject: derHex(subject),
    },
    units: readUnits(derBytes(subject)),
    notBefore: notBefore ?? malformed('validity'),
    notAfter: notAfter ?? malformed('validity'),
    isAuthority: isAuthority(extensions),
    keyId: keyIdOf(extensions.get(KEY_ID)),
  };
}

/** A certificate revocation list, as DER or PEM. Throws `INPUT_INVALID`. */
export function readRevocations(bytes: Uint8Array): RevocationList {
  const { inside, ...signed } = readSigned(bytes[0] === 45 ? fromPem(utf8Text(bytes)) : bytes);
  // Of the sequences there only the list of the revoked holds sequences that begin with a number.
  const revoked = inside.filter(({ tag }) => tag === SEQUENCE).slice(2);
  const serials = revoked
    .flatMap(({ content }) => readDer(content))
    .map(({ whole }) => readInside(whole)[0]);
  const extensions = readExtensions(inside.find(({ tag }) => tag === 0xa0));
  const issuer = extensions.get(ISSUER_KEY_ID);
  const keyId = issuer && readInside(issuer).find(({ tag }) => tag === 0x80);
  return {
    ...signed,
    keyId: keyId === undefined ? '' : toHex(keyId.content),
    serials: new Set(serials.map((serial) => toHex(demandTag(serial, INTEGER)))),
  };
}

/** Whether the authority's key signed it. */
export function isSignedBy(signed: Signed, authority: Certificate): Promise<boolean> {
  return verifyEs256(authority.point, signed.bytes, toLowS(signed.signature));
}

function readSigned(whole: Uint8Array): Signed & { readonly inside: readonly Der[] } {
  const [body, algorithm, signature, more] = readInside(whole);
  if (more !== undefined || derHex(algorithm) !== ECDSA_SHA256) malformed('algorithm');
  const bytes = derBytes(body);
  const inside = readInside(bytes);
  return { bytes, inside, signature: readEcdsa(readBits(demandTag(signature, BIT_STRING))) };
}

function derBytes(value: Der | undefined): Uint8Array {
  return value?.whole ?? malformed('DER');
}

/** Whole bytes of a bit string. */
function readBits(content: Uint8Array): Uint8Array {
  return content[0] === 0 ? content.subarray(1) : malformed('bit string');
}

function readPoint(key: Uint8Array): Uint8Array {
  const length = P256_KEY.length;
  if (key.length !== length + 65 || !equalBytes(key.subarray(0, length), P256_KEY))
    malformed('key');
  return key.subarray(length);
}

function readTime({ tag, content }: Der): number {
  const text = utf8Text(content);
  if (!(tag === UTC_TIME ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text)) malformed('time');
  // RFC 5280 4.1.2.5.1: two digits from 50 on are of the last century.
  const century = tag === UTC_TIME ? (text < '50' ? '20' : '19') : '';
  const digits = century + text.slice(0, -1);
  const iso = digits.replace(/(....)(..)(..)(..)(..)(..)/, '$1-$2-$3T$4:$5:$6.000Z');
  const time = Date.parse(iso);
  // A day that the calendar does not have would roll over.
  return time > -1e15 && new Date(time).toISOString() === iso ? time : malformed('time');
}

function readUnits(name: Uint8Array): string[] {
  const attributes = readInside(name).flatMap(({ content }) => readDer(content));
  return attributes.flatMap(({ whole }) => {
    const [type, value] = readInside(whole);
    return toHex(demandTag(type, OBJECT_ID)) === UNIT
      ? [utf8Text(value?.content ?? malformed('name'))]
      : [];
  });
}

/** Extensions by the hex of their ids; each value is the DER inside. */
function readExtensions(list: Der | undefined): Map<string, Uint8Array> {
  const extensions = new Map<string, Uint8Array>();
  for (const { whole } of list === undefined ? [] : readInside(list.content)) {
    const parts = readInside(whole);
    const id = toHex(demandTag(parts[0], OBJECT_ID));
    if (extensions.has(id) || (parts.length > 2 && !KNOWN.includes(id))) malformed('extension');
    extensions.set(id, demandTag(parts.at(-1), OCTET_STRING));
  }
  return extensions;
}

function isAuthority(extensions: ReadonlyMap<string, Uint8Array>): boolean {
  const value = extensions.get(BASIC_CONSTRAINTS);
  return value !== undefined && toHex(readInside(value)[0]?.whole ?? value) === '0101ff';
}

function keyIdOf(value: Uint8Array | undefined): string {
  return value === undefined ? '' : toHex(demandTag(readDer(value)[0], OCTET_STRING));
}
