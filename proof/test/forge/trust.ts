import {
  type Edition,
  editionMessage,
  logOrigin,
  type NetworkId,
  quorum,
  type TrustFile,
  toBase64Url,
} from '@cunzheng/domain';
import { type Ed25519Pair, ed25519Pair, seeded, signEd25519 } from './keys.ts';

/** One member with the keys that only it holds. */
export interface ForgedMember {
  readonly id: string;
  readonly name: string;
  readonly courts: readonly { readonly code: string; readonly name: string }[];
  readonly auditorName: string;
  readonly auditor: Ed25519Pair;
  readonly root: Ed25519Pair;
  /** Roots of its identities on Fabric, as PEM. */
  readonly mspRoots?: readonly string[];
}

const MEMBERS: readonly [id: string, court: string, code: string, short: string][] = [
  ['BjicMSP', '北京互联网法院', '京0491', 'bjic'],
  ['HzicMSP', '杭州互联网法院', '浙0192', 'hzic'],
  ['GzicMSP', '广州互联网法院', '粤0192', 'gzic'],
  ['SpcMSP', '最高人民法院', '最高法', 'spc'],
];

/** The code of the court of one member, from 0. */
export function courtOf(member: number): string {
  return (MEMBERS[member % MEMBERS.length] as (typeof MEMBERS)[number])[2];
}

/** Four members; their keys follow from the seed. */
export function forgeMembers(seed: string): ForgedMember[] {
  return MEMBERS.map(([id, name, code, short]) => ({
    id,
    name,
    courts: [{ code, name }],
    auditorName: `${short}.auditor/judicial`,
    auditor: ed25519Pair(seeded(seed, `auditor ${short}`)),
    root: ed25519Pair(seeded(seed, `root ${short}`)),
  }));
}

/** An edition of the trust file over these members, not yet signed. */
export function forgeEdition(
  network: NetworkId,
  number: number,
  fromSize: number,
  members: readonly ForgedMember[],
  retired: Edition['retired'] = [],
): Edition {
  return {
    edition: number,
    origin: logOrigin('judicial', network),
    fromSize,
    custody: 'demo',
    k: quorum(members.length),
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      courts: member.courts.map((court) => ({ ...court })),
      auditor: { name: member.auditorName, key: toBase64Url(member.auditor.publicKey) },
      rootKey: toBase64Url(member.root.publicKey),
      mspRoots: [...(member.mspRoots ?? [])],
    })),
    chaincode: ['cunzheng-chaincode@0.1.0'],
    retired,
  };
}

/** An edition with the root signatures of these members. */
export function signEdition(
  edition: Edition,
  signers: readonly ForgedMember[],
): TrustFile['editions'][number] {
  const message = editionMessage(edition);
  return {
    edition,
    signatures: signers.map((member) => ({
      member: member.id,
      signature: toBase64Url(signEd25519(member.root, message)),
    })),
  };
}
