import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CunzhengError,
  cosignatureMessage,
  decodeCosignature,
  type Edition,
  editionFor,
  equalBytes,
  fromBase64Url,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  noteKeyHash,
  parseTrustFile,
  type SignedCheckpoint,
  type TrustFile,
  utf8,
} from '@cunzheng/domain';
import { readSignedTree, type SignedTree } from '../log/auditor.ts';
import { readNewestCheckpoint } from '../log/checkpoint-store.ts';
import { editionsAreSigned, verifiesEd25519 } from '../log/edition-signatures.ts';
import { type LogState, readState } from '../log/state.ts';
import type { Findings } from './report.ts';

/** What the stored log claims, read from the outside in, so that each is at least as new as the one before. */
export interface Ground {
  readonly trust: TrustFile | undefined;
  readonly auditors: readonly { readonly member: string; readonly tree: SignedTree }[];
  readonly checkpoint: SignedCheckpoint | undefined;
  readonly state: LogState | undefined;
}

export interface GroundOptions {
  /** Data directory. */
  readonly dir: string;
  /** Path of the trust file; where it is elsewhere, auditors and their memories are too. */
  readonly trust?: string;
}

/** Reads and checks trust file, auditors' memories, newest checkpoint and the log's state of a data directory. */
export async function readGround(options: GroundOptions, findings: Findings): Promise<Ground> {
  const { dir } = options;
  const trust = await readTrust(options.trust ?? join(dir, 'trust.json'), findings);
  const auditors = options.trust === undefined ? await readAuditors(dir, trust, findings) : [];
  const checkpoint = await attempt(findings, 'checkpoint', 'log/checkpoint', () =>
    readNewestCheckpoint(join(dir, 'log')),
  );
  const state = await attempt(findings, 'log', 'log/tree/state.json', () =>
    readState(join(dir, 'log', 'tree', 'state.json')),
  );
  const origin = trust?.editions[0]?.edition.origin;
  if (state !== undefined && origin !== undefined && origin !== state.origin)
    findings.differs({ what: 'trust', where: 'trust.json', why: 'is of another network' });
  if (state === undefined) findings.skip('log', 'there is no log yet, or its state is damaged');
  if (checkpoint !== undefined && trust !== undefined)
    checkNote(checkpoint, trust, 'log/checkpoint', findings);
  return { trust, auditors, checkpoint, state };
}

/** What `read` gives; a coded refusal becomes a difference. */
export async function attempt<T>(
  findings: Findings,
  what: 'checkpoint' | 'log' | 'trust' | 'auditor',
  where: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    findings.differs({ what, where, why: error.message });
    return undefined;
  }
}

async function readTrust(path: string, findings: Findings): Promise<TrustFile | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) {
    findings.skip('trust', 'there is no trust.json; cosignatures cannot be checked');
    return undefined;
  }
  const trust = await attempt(findings, 'trust', 'trust.json', async () => parseTrustFile(text));
  if (trust !== undefined && !editionsAreSigned(trust))
    findings.differs({ what: 'trust', where: 'trust.json', why: 'an edition is not signed' });
  return trust;
}

async function readAuditors(
  dir: string,
  trust: TrustFile | undefined,
  findings: Findings,
): Promise<{ member: string; tree: SignedTree }[]> {
  const auditors = [];
  const members = trust === undefined ? [] : editionFor(trust, Number.MAX_SAFE_INTEGER).members;
  for (const { id } of members) {
    const where = `keys/${id}/auditor.state`;
    const tree = await attempt(findings, 'auditor', where, () => readSignedTree(join(dir, where)));
    if (tree !== undefined && tree.size > 0) auditors.push({ member: id, tree });
  }
  return auditors;
}

/** Checks every line of a note: members' signatures all verify, and at least k members cosigned. */
export function checkNote(
  note: SignedCheckpoint,
  trust: TrustFile,
  where: string,
  findings: Findings,
): void {
  const edition = editionFor(trust, note.checkpoint.size);
  findings.counts.checkpoints++;
  if (note.checkpoint.origin !== edition.origin)
    findings.differs({ what: 'checkpoint', where, why: 'origin of another log' });
  const counted = new Set<string>();
  for (const line of note.signatures) {
    const judged = judgeLine(note.text, line, edition);
    if (judged === 'bad') {
      findings.differs({ what: 'checkpoint', where, why: `signature of ${line.name} is bad` });
    } else if (judged !== 'plain') {
      findings.counts.cosignatures++;
      counted.add(judged);
    }
  }
  if (counted.size < edition.k)
    findings.differs({
      what: 'checkpoint',
      where,
      why: 'too few members cosigned',
      expected: String(edition.k),
      found: String(counted.size),
    });
}

/** The member whose cosignature a line is; `plain` for its signature without time. */
function judgeLine(
  text: string,
  line: SignedCheckpoint['signatures'][number],
  edition: Edition,
): string {
  const member = edition.members.find(({ auditor }) => auditor.name === line.name);
  if (member === undefined) return 'bad';
  const { name, key } = member.auditor;
  const claims = (type: number) =>
    equalBytes(line.keyHash, noteKeyHash(name, type, fromBase64Url(key)));
  if (claims(NOTE_ED25519))
    return verifiesEd25519(key, utf8(text), line.signature) ? 'plain' : 'bad';
  if (!claims(NOTE_COSIGNATURE) || line.signature.length !== 72) return 'bad';
  const { time, signature } = decodeCosignature(line.signature);
  return verifiesEd25519(key, cosignatureMessage(text, time), signature) ? member.id : 'bad';
}
