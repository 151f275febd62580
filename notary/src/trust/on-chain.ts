import {
  CunzhengError,
  canonicalize,
  type Edition,
  type Json,
  quorum,
  sha256Text,
  type TrustFile,
  utf8,
} from '@cunzheng/domain';
import type { Ledger } from '../ledger/port.ts';

/** SHA-256 of JCS(edition), base64url: what stands on chain before the edition is used. */
export function editionDigest(edition: Edition): string {
  return sha256Text(utf8(canonicalize(edition as unknown as Json)));
}

/** Digests of the editions that k members have recorded, by number. */
async function recordedEditions(
  ledger: Pick<Ledger, 'evaluate'>,
): Promise<ReadonlyMap<number, string>> {
  const text = await ledger.evaluate({ name: 'readEditions', args: [] });
  const { editions } = JSON.parse(text) as { editions: { edition: number; digest: string }[] };
  return new Map(editions.map(({ edition, digest }) => [edition, digest]));
}

/** Throws `CONFIG_INVALID` for an edition that is not on chain, or another one than the chain has. */
export async function demandRecorded(
  ledger: Pick<Ledger, 'evaluate'>,
  trust: TrustFile,
): Promise<void> {
  const recorded = await recordedEditions(ledger);
  for (const { edition } of trust.editions) {
    if (recorded.get(edition.edition) === editionDigest(edition)) continue;
    const why = recorded.has(edition.edition) ? 'is another one than' : 'is not yet recorded on';
    throw new CunzhengError(
      'CONFIG_INVALID',
      `edition ${edition.edition} of the trust file ${why} the ledger`,
    );
  }
}

/**
 * Has k members' gateways record an edition's digest: the first proposes it, others approve. What is recorded already
 * is left. Throws `EDITION_EXISTS` when the chain has another digest for this number, and as `Ledger.submit`.
 */
export async function recordEdition(
  ledger: Pick<Ledger, 'evaluate' | 'submit'>,
  edition: Edition,
  voters: readonly string[],
): Promise<void> {
  const digest = editionDigest(edition);
  const found = (await recordedEditions(ledger)).get(edition.edition);
  if (found === digest) return;
  if (found !== undefined)
    throw new CunzhengError('EDITION_EXISTS', `edition ${edition.edition} is recorded as ${found}`);
  const content = canonicalize({ digest, edition: edition.edition });
  for (const [turn, member] of voters.slice(0, quorum(voters.length)).entries()) {
    const name = turn === 0 ? 'proposeEdition' : 'approveEdition';
    await vote(ledger, name, content, member);
  }
}

const TRIES = 5;

/** A peer that is a block behind refuses or contradicts the others: asked again a few times. */
async function vote(
  ledger: Pick<Ledger, 'submit'>,
  name: string,
  content: string,
  member: string,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await ledger.submit({ name, args: [content], as: member });
      return;
    } catch (error) {
      if (!(error instanceof CunzhengError)) throw error;
      if (error.code === 'EDITION_EXISTS') return;
      if (tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
