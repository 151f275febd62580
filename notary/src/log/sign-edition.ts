import { type KeyObject, sign } from 'node:crypto';
import { type Edition, editionMessage, type TrustFile, toBase64Url } from '@cunzheng/domain';

type SignedEdition = TrustFile['editions'][number];

/** An edition with the signatures of these members' root keys. */
export function signEdition(
  edition: Edition,
  roots: ReadonlyMap<string, KeyObject>,
): SignedEdition {
  const message = editionMessage(edition);
  const signatures = [...roots].map(([member, root]) => ({
    member,
    signature: toBase64Url(sign(null, message, root)),
  }));
  return { edition, signatures };
}

/** A trust file as it is written and handed out. */
export function trustText(trust: TrustFile): string {
  return `${JSON.stringify(trust, null, 2)}\n`;
}
