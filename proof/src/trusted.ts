import {
  CunzhengError,
  type Edition,
  editionMessage,
  fromBase64Url,
  parseTrustFile,
  type TrustFile,
  trustFingerprint,
  utf8Text,
  type VerifyEd25519,
} from '@cunzheng/domain';

export type TrustReading =
  | { readonly state: 'ok'; readonly trust: TrustFile; readonly fingerprint: string }
  | { readonly state: 'malformed' }
  | { readonly state: 'unsigned' };

const MAX_TRUST_LENGTH = 4 * 1024 * 1024;
/** A desk checks many proofs under one file; a few are kept so that each check does not verify the editions anew. */
const MAX_CACHED = 4;
const readings = new Map<string, Promise<TrustReading>>();

/**
 * A trust file with its shape, inner order and signatures judged (section 4 of the format page). Only whole files are
 * kept for the next call, by their text, and only for the built-in Ed25519.
 */
export function readTrust(
  file: string | Uint8Array,
  ed25519: VerifyEd25519,
  keep: boolean,
): Promise<TrustReading> {
  const text = textOf(file);
  if (text === undefined || text.length > MAX_TRUST_LENGTH) {
    return Promise.resolve({ state: 'malformed' });
  }
  const known = keep ? readings.get(text) : undefined;
  if (known !== undefined) return known;
  const reading = judge(text, ed25519);
  if (keep) remember(text, reading);
  return reading;
}

function textOf(file: string | Uint8Array): string | undefined {
  if (typeof file === 'string') return file;
  try {
    return utf8Text(file);
  } catch {
    return undefined;
  }
}

function remember(text: string, reading: Promise<TrustReading>): void {
  const oldest = readings.keys().next();
  if (readings.size >= MAX_CACHED && oldest.done !== true) readings.delete(oldest.value);
  readings.set(text, reading);
}

async function judge(text: string, ed25519: VerifyEd25519): Promise<TrustReading> {
  let trust: TrustFile;
  try {
    trust = parseTrustFile(text);
  } catch (cause) {
    if (cause instanceof CunzhengError) return { state: 'malformed' };
    throw cause;
  }
  if (!(await editionsAreSigned(trust, ed25519))) return { state: 'unsigned' };
  return { state: 'ok', trust, fingerprint: trustFingerprint(trust) };
}

async function editionsAreSigned(trust: TrustFile, ed25519: VerifyEd25519): Promise<boolean> {
  let before: Edition | undefined;
  for (const { edition, signatures } of trust.editions) {
    // The first edition is signed by all its members, each next by k of the one before it.
    const signers = before ?? edition;
    const needed = before?.k ?? edition.members.length;
    if (!(await isSignedBy(edition, signatures, signers, needed, ed25519))) return false;
    before = edition;
  }
  return true;
}

async function isSignedBy(
  edition: Edition,
  signatures: TrustFile['editions'][number]['signatures'],
  signers: Edition,
  needed: number,
  ed25519: VerifyEd25519,
): Promise<boolean> {
  const keys = new Map(signers.members.map((member) => [member.id, member.rootKey]));
  const names = new Set(signatures.map((item) => item.member));
  if (names.size !== signatures.length || signatures.length < needed) return false;
  if ([...names].some((name) => !keys.has(name))) return false;
  const message = editionMessage(edition);
  for (const { member, signature } of signatures) {
    const key = fromBase64Url(keys.get(member) as string);
    if (!(await ed25519(key, message, fromBase64Url(signature)))) return false;
  }
  return true;
}
