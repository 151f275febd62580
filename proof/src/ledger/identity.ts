import { equalBytes } from '@cunzheng/domain';
import { verifyEs256 } from '../crypto.ts';
import type { Reason } from '../proof.ts';
import { hold, orFail } from '../stages/stage.ts';
import {
  type Certificate,
  fromPem,
  isSignedBy,
  type RevocationList,
  readCertificate,
  readRevocations,
} from './certificate.ts';
import { readEcdsa } from './der.ts';
import { bytesOf, listOf, type Message, messageOf, numberOf, readMessage, textOf } from './wire.ts';

/** Who a certificate is for, by its organisational unit. */
export type Role = 'client' | 'peer' | 'admin' | 'orderer';

/** A member's identities as one configuration of the channel has them. */
export interface Msp {
  readonly id: string;
  readonly roots: readonly Certificate[];
  /** Roots and intermediates. */
  readonly authorities: readonly Certificate[];
  readonly revocations: readonly RevocationList[];
  readonly units: readonly RoleUnit[];
}

/** By which unit a role is told, and the authority that must have issued it, if one is pinned. */
interface RoleUnit {
  readonly role: Role;
  readonly name: string;
  readonly certifier: Certificate | undefined;
}

/** Fields of FabricNodeOUs. */
const ROLE_FIELDS: readonly [Role, number][] = [
  ['client', 2],
  ['peer', 3],
  ['admin', 4],
  ['orderer', 5],
];
const MAX_PATH = 8;

/** FabricMSPConfig. Throws `INPUT_INVALID`. */
export function readMsp(config: Message): Msp {
  const roots = listOf(config, 2).map(readCertificate);
  const nodeOus = messageOf(config, 11);
  const units = numberOf(nodeOus, 1) === 1 ? ROLE_FIELDS : [];
  return {
    id: textOf(config, 1),
    roots,
    authorities: [...roots, ...listOf(config, 3).map(readCertificate)],
    revocations: listOf(config, 5).map(readRevocations),
    units: units.flatMap(([role, field]) => readUnit(role, messageOf(nodeOus, field))),
  };
}

function readUnit(role: Role, unit: Message): RoleUnit[] {
  if (unit.size === 0) return [];
  const pin = bytesOf(unit, 1);
  const certifier = pin.length === 0 ? undefined : readCertificate(pin);
  return [{ role, name: textOf(unit, 2), certifier }];
}

/** A signer as a SerializedIdentity names him. */
export interface Identity {
  readonly member: string;
  readonly certificate: Certificate;
}

export function readIdentity(bytes: Uint8Array): Identity {
  const message = readMessage(bytes);
  return { member: textOf(message, 1), certificate: readCertificate(bytesOf(message, 2)) };
}

/** Who may stand behind a signature: the channel's configuration, and the roots that the trust file knows for each member. */
export interface Authorities {
  readonly msps: ReadonlyMap<string, Msp>;
  readonly trusted: ReadonlyMap<string, readonly string[]>;
}

/**
 * The signer of `message`, once the signature holds and he has the role. `reason` is why for whatever he signed that does
 * not hold. Throws `StageFailed`.
 */
export async function judgeSigner(
  serialized: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  role: Role,
  { msps, trusted }: Authorities,
  reason: Reason,
): Promise<string> {
  const identity = orFail(reason, () => readIdentity(serialized));
  await judgeSignature(identity.certificate, message, signature, reason);
  const root = await judgeIdentity(identity, msps, role);
  const roots = orFail('IDENTITY_FOREIGN', () =>
    (trusted.get(identity.member) ?? []).map((pem) => fromPem(pem)),
  );
  hold(
    roots.some((bytes) => equalBytes(bytes, root.whole)),
    'IDENTITY_FOREIGN',
  );
  return identity.member;
}

/** ECDSA with SHA-256 as Fabric has it: DER, s ≤ n/2. Throws `StageFailed(reason)`. */
export async function judgeSignature(
  { point }: Certificate,
  message: Uint8Array,
  signature: Uint8Array,
  reason: Reason,
): Promise<void> {
  const raw = orFail(reason, () => readEcdsa(signature));
  hold(await verifyEs256(point, message, raw), reason);
}

/**
 * That the member's configuration stands behind the certificate: a path to one of its roots, no revocation, exactly one
 * role and that this one. Gives the root. Like Fabric it looks at the moment after issue: a signature does not stop to
 * hold when its certificate expires. Throws `StageFailed`.
 */
export async function judgeIdentity(
  { member, certificate }: Identity,
  msps: ReadonlyMap<string, Msp>,
  role: Role,
): Promise<Certificate> {
  const msp = msps.get(member);
  hold(msp !== undefined && !certificate.isAuthority, 'IDENTITY_FOREIGN');
  const path = await pathToRoot(certificate, msp);
  for (const [i, issuer] of path.entries()) {
    const subject = path[i - 1] ?? certificate;
    hold(!(await isRevoked(subject, issuer, msp)), 'IDENTITY_REVOKED');
  }
  const roles = msp.units.filter(({ name, certifier }) => {
    const isPinned = certifier === undefined || certifier.whole.join() === path[0]?.whole.join();
    return certificate.units.includes(name) && isPinned;
  });
  hold(roles.length === 1 && roles[0]?.role === role, 'IDENTITY_ROLE');
  return path.at(-1) as Certificate;
}

/** The authorities above a certificate, its issuer first, a root last. */
async function pathToRoot(leaf: Certificate, msp: Msp): Promise<Certificate[]> {
  const path: Certificate[] = [];
  const moment = leaf.notBefore + 1000;
  for (let at = leaf; path.length < MAX_PATH; ) {
    const issuer = await issuerOf(at, moment, msp);
    path.push(issuer);
    if (msp.roots.includes(issuer)) break;
    at = issuer;
  }
  const [issuer, root] = [path[0], path.at(-1)] as [Certificate, Certificate];
  // Fabric: where there are intermediates under an authority, it issues no identities itself.
  const isParent = msp.authorities.some(
    (other) =>
      other !== issuer && other.issuer === issuer.subject && other.subject !== other.issuer,
  );
  hold(msp.roots.includes(root) && !isParent, 'IDENTITY_FOREIGN');
  return path;
}

async function issuerOf(
  subject: Certificate,
  moment: number,
  { authorities }: Msp,
): Promise<Certificate> {
  for (const authority of authorities) {
    const { isAuthority, notBefore, notAfter } = authority;
    const fits = isAuthority && notBefore <= moment && moment <= notAfter;
    if (fits && authority.subject === subject.issuer && (await isSignedBy(subject, authority)))
      return authority;
  }
  return hold(false, 'IDENTITY_FOREIGN') as never;
}

/** As Fabric: the list is the issuer's by its key identifier, its signature holds, the serial number stands there. */
async function isRevoked(
  subject: Certificate,
  issuer: Certificate,
  { revocations }: Msp,
): Promise<boolean> {
  for (const list of revocations) {
    const names =
      list.keyId !== '' && list.keyId === issuer.keyId && list.serials.has(subject.serial);
    if (names && (await isSignedBy(list, issuer))) return true;
  }
  return false;
}
