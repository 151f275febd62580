import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { concatBytes, utf8 } from '../bytes.ts';
import { canonicalize, type Json, parseStrictJson } from '../canonical.ts';
import { type Sha256, sha256Text } from '../digest.ts';
import { CunzhengError } from '../errors.ts';
import { CourtCodeSchema, DIGEST_PATTERN, Sha256Schema } from '../record/fields.ts';

const closed = { additionalProperties: false } as const;
const Key32 = Type.String({ pattern: DIGEST_PATTERN });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const MemberId = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9]{0,31}$' });

/** Who holds the members' keys: all on one machine for trial, all with one operator, or each member its own. */
export const CUSTODY = ['demo', 'single-operator', 'independent'] as const;
export type Custody = (typeof CUSTODY)[number];

export const MemberSchema = Type.Object(
  {
    /** MSP id on the ledger. */
    id: MemberId,
    name: Type.String({ minLength: 1, maxLength: 100 }),
    courts: Type.Array(
      Type.Object(
        { code: CourtCodeSchema, name: Type.String({ minLength: 1, maxLength: 100 }) },
        closed,
      ),
      { maxItems: 4096 },
    ),
    auditor: Type.Object(
      { name: Type.String({ pattern: '^[A-Za-z0-9./-]{1,200}$' }), key: Key32 },
      closed,
    ),
    rootKey: Key32,
    /** PEM certificates; empty on the embedded ledger, which imitates no Fabric signature. */
    mspRoots: Type.Array(Type.String({ maxLength: 8192 }), { maxItems: 16 }),
  },
  closed,
);

export const EditionSchema = Type.Object(
  {
    edition: Type.Integer({ minimum: 1, maximum: 65535 }),
    origin: Type.String({ pattern: '^cunzheng/[a-z0-9.-]{1,64}/[A-Za-z0-9_-]{43}$' }),
    /** First log size that this edition judges. */
    fromSize: Count,
    custody: Type.Enum(CUSTODY),
    /** Cosignatures that a checkpoint needs; must equal `quorum(members)`. */
    k: Type.Integer({ minimum: 1, maximum: 255 }),
    members: Type.Array(MemberSchema, { minItems: 1, maxItems: 255 }),
    chaincode: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 64 }),
    /** Auditor keys that this edition retires, each with the last tree it may have signed. */
    retired: Type.Array(Type.Object({ key: Key32, size: Count, root: Sha256Schema }, closed), {
      maxItems: 255,
    }),
  },
  closed,
);

export const TrustFileSchema = Type.Object(
  {
    format: Type.Literal('cunzheng-trust/1'),
    network: Type.String({ pattern: DIGEST_PATTERN }),
    editions: Type.Array(
      Type.Object(
        {
          edition: EditionSchema,
          signatures: Type.Array(
            Type.Object(
              {
                member: MemberId,
                signature: Type.String({ pattern: '^[A-Za-z0-9_-]{85}[AQgw]$' }),
              },
              closed,
            ),
            { minItems: 1, maxItems: 255 },
          ),
        },
        closed,
      ),
      { minItems: 1, maxItems: 1024 },
    ),
  },
  closed,
);

export type Member = Type.Static<typeof MemberSchema>;
export type Edition = Type.Static<typeof EditionSchema>;
export type TrustFile = Type.Static<typeof TrustFileSchema>;

const validator = Compile(TrustFileSchema);
const PREFIX = utf8('cunzheng-trust-v1');

/** Members that must agree: k = ⌈(n+f+1)/2⌉ with f = ⌊(n−1)/3⌋; 3 of 4. */
export function quorum(members: number): number {
  const f = Math.floor((members - 1) / 3);
  return Math.ceil((members + f + 1) / 2);
}

/** What root keys sign: `cunzheng-trust-v1 ‖ 0 ‖ JCS(edition)`. */
export function editionMessage(edition: Edition): Uint8Array {
  return concatBytes(PREFIX, Uint8Array.of(0), utf8(canonicalize(edition as unknown as Json)));
}

/** SHA-256 of JCS(edition 1): people compare it with the fingerprint published elsewhere. */
export function trustFingerprint(trust: TrustFile): Sha256 {
  const first = trust.editions[0] as TrustFile['editions'][number];
  return sha256Text(utf8(canonicalize(first.edition as unknown as Json)));
}

/** Checks an Ed25519 signature; given in, so that this package needs no cryptography of its own. */
export type VerifyEd25519 = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => boolean | Promise<boolean>;

/**
 * The trust file that a text holds, its shape and its inner order checked, its signatures not yet.
 * Throws `INPUT_INVALID`.
 */
export function parseTrustFile(text: string): TrustFile {
  const value = parseStrictJson(text);
  if (!validator.Check(value)) throw new CunzhengError('INPUT_INVALID', 'not a trust file');
  const trust = value as TrustFile;
  for (const [i, { edition }] of trust.editions.entries()) checkEdition(trust, edition, i);
  return trust;
}

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `trust file: ${why}`);
}

function checkEdition(trust: TrustFile, edition: Edition, i: number): void {
  const before = trust.editions[i - 1]?.edition;
  if (edition.edition !== i + 1) refuse('editions are not numbered from 1');
  if (edition.fromSize !== 0 && before === undefined) refuse('edition 1 does not begin at size 0');
  if (before !== undefined && edition.fromSize <= before.fromSize) refuse('editions out of order');
  if (edition.origin.split('/')[2] !== trust.network) refuse('origin of another network');
  if (before !== undefined && before.origin !== edition.origin) refuse('origin changes');
  if (edition.k !== quorum(edition.members.length)) refuse('k does not follow from the members');
  for (const list of [
    edition.members.map((member) => member.id),
    edition.members.map((member) => member.auditor.name),
    edition.members.map((member) => member.auditor.key),
    edition.members.map((member) => member.rootKey),
    edition.members.flatMap((member) => member.courts.map((court) => court.code)),
  ]) {
    if (new Set(list).size !== list.length) refuse('something stands twice');
  }
}

/** The edition that judges a checkpoint of this size: the greatest `fromSize` ≤ size. */
export function editionFor(trust: TrustFile, size: number): Edition {
  const fitting = trust.editions.filter(({ edition }) => edition.fromSize <= size);
  return (fitting.at(-1) as TrustFile['editions'][number]).edition;
}
