import { createHash, randomBytes } from 'node:crypto';
import { fromBase64Url, fromHex } from '@cunzheng/domain';
import { type SigningKey, signingKey } from '../keys.ts';
import { der, derInteger, field, join, signDer } from './encode.ts';

/** A key with its certificate. */
export interface Certified {
  readonly key: SigningKey;
  readonly pem: string;
  readonly subject: Uint8Array;
  readonly keyId: Uint8Array;
  readonly serial: Uint8Array;
}

/** Somebody of a member, as he signs on the ledger. */
export interface ForgedIdentity extends Certified {
  readonly member: string;
  /** SerializedIdentity. */
  readonly serialized: Uint8Array;
}

export interface CertificateOptions {
  readonly name: string;
  /** Organisational units. */
  readonly units?: readonly string[];
  readonly isAuthority?: boolean;
  /** A key of its own unless given. */
  readonly key?: SigningKey;
  readonly issuer?: Certified;
  /** Milliseconds since 1970. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** More extensions, as DER. */
  readonly extensions?: readonly Uint8Array[];
}

const ECDSA_SHA256 = fromHex('300a06082a8648ce3d040302');
const P256_KEY = fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200');
const BEGIN = Date.parse('2026-01-01T00:00:00.000Z');
const END = Date.parse('2041-01-01T00:00:00.000Z');

/** An X.509 certificate of a P-256 key; its own issuer's unless given. */
export function certify(options: CertificateOptions): Certified {
  const { name, units = [], isAuthority = false, key = signingKey(), issuer } = options;
  const point = fromBase64Url(key.point);
  const subject = nameOf(name, units);
  const keyId = createHash('sha256').update(point).digest();
  const serial = join(Uint8Array.of(1), randomBytes(19));
  const signer = issuer ?? { key, subject, keyId };
  const body = der(
    0x30,
    der(0xa0, derInteger(Uint8Array.of(2))),
    derInteger(serial),
    ECDSA_SHA256,
    signer.subject,
    der(0x30, time(options.notBefore ?? BEGIN), time(options.notAfter ?? END)),
    subject,
    join(P256_KEY, point),
    extensionsOf(isAuthority, keyId, signer.keyId, options.extensions ?? []),
  );
  return { key, subject, keyId, serial, pem: pemOf('CERTIFICATE', signed(body, signer.key)) };
}

/** A list of revoked certificates, as PEM. */
export function revoke(authority: Certified, revoked: readonly Certified[]): string {
  const now = time(BEGIN);
  const entries = revoked.map(({ serial }) => der(0x30, derInteger(serial), now));
  const keyId = extension('551d23', der(0x30, der(0x80, authority.keyId)));
  const body = der(
    0x30,
    derInteger(Uint8Array.of(1)),
    ECDSA_SHA256,
    authority.subject,
    ...[now, time(END), der(0x30, ...entries), der(0xa0, der(0x30, keyId))],
  );
  return pemOf('X509 CRL', signed(body, authority.key));
}

/** Somebody whom a member's authority certifies for a role. */
export function enrol(
  member: string,
  role: string,
  issuer: Certified,
  options: Partial<CertificateOptions> = {},
): ForgedIdentity {
  const certified = certify({ name: `${role}.${member}`, units: [role], issuer, ...options });
  return { ...certified, member, serialized: serialize(member, certified.pem) };
}

export function serialize(member: string, pem: string): Uint8Array {
  return join(field(1, member), field(2, pem));
}

/** An extension of a certificate. */
export function extension(id: string, value: Uint8Array, isCritical = false): Uint8Array {
  const critical = isCritical ? [Uint8Array.of(1, 1, 255)] : [];
  return der(0x30, der(6, fromHex(id)), ...critical, der(4, value));
}

function signed(body: Uint8Array, key: SigningKey): Uint8Array {
  return der(0x30, body, ECDSA_SHA256, der(3, Uint8Array.of(0), signDer(key, body)));
}

function nameOf(name: string, units: readonly string[]): Uint8Array {
  const part = (id: string, text: string) =>
    der(0x31, der(0x30, der(6, fromHex(id)), der(12, Buffer.from(text))));
  return der(0x30, ...units.map((unit) => part('55040b', unit)), part('550403', name));
}

function time(ms: number): Uint8Array {
  const digits = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
  return der(0x17, Buffer.from(`${digits}Z`));
}

function extensionsOf(
  isAuthority: boolean,
  keyId: Uint8Array,
  issuerKeyId: Uint8Array,
  more: readonly Uint8Array[],
): Uint8Array {
  const usage = der(3, Uint8Array.of(isAuthority ? 1 : 7, isAuthority ? 6 : 128));
  const constraints = der(0x30, isAuthority ? Uint8Array.of(1, 1, 255) : new Uint8Array());
  const all = [
    extension('551d0f', usage, true),
    extension('551d13', constraints, true),
    extension('551d0e', der(4, keyId)),
    extension('551d23', der(0x30, der(0x80, issuerKeyId))),
  ];
  return der(0xa3, der(0x30, ...all, ...more));
}

function pemOf(label: string, bytes: Uint8Array): string {
  const lines = Buffer.from(bytes)
    .toString('base64')
    .match(/.{1,64}/g) as string[];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
