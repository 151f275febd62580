import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromBase64Url, toHex } from '@cunzheng/domain';
import type { Findings } from './report.ts';

const PIECE = 1024 * 1024;

/** Reads every file of a content-addressed store (`sha256/<2 hex>/<hex>`) again and compares it with its name. */
export async function checkFiles(dir: string, findings: Findings): Promise<void> {
  for await (const path of walk(join(dir, 'sha256'))) {
    const name = path.slice(join(dir, 'sha256').length + 1);
    await checkFile(path, name, findings);
    findings.counts.files++;
    findings.progress('files', findings.counts.files);
  }
}

async function* walk(dir: string): AsyncGenerator<string> {
  for await (const item of await opendir(dir)) {
    const path = join(dir, item.name);
    if (item.isDirectory()) yield* walk(path);
    else yield path;
  }
}

async function checkFile(path: string, name: string, findings: Findings): Promise<void> {
  const where = `files/sha256/${name}`;
  const match = /^([0-9a-f]{2})\/(\1[0-9a-f]{62})$/.exec(name);
  if (match === null) {
    findings.differs({ what: 'file', where, why: 'is no place of a stored file' });
    return;
  }
  try {
    const found = await hashFile(path, findings);
    const expected = match[2] as string;
    if (found !== expected)
      findings.differs({ what: 'file', where, why: 'has other bytes', expected, found });
  } catch (error) {
    findings.differs({ what: 'file', where, why: (error as Error).message });
  }
}

async function hashFile(path: string, findings: Findings): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    hash.update(piece as Buffer);
    findings.counts.bytes += (piece as Buffer).length;
  }
  return hash.digest('hex');
}

/** Looks whether the file of a document on chain is stored; its bytes are compared by `checkFiles`. */
export async function checkDocument(
  dir: string,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
  findings: Findings,
): Promise<void> {
  findings.counts.documents++;
  const hex = toHex(fromBase64Url(sha256));
  const where = `files/sha256/${hex.slice(0, 2)}/${hex}`;
  const stored = await stat(join(dir, 'sha256', hex.slice(0, 2), hex)).catch(() => undefined);
  if (stored === undefined)
    findings.differs({ what: 'document', where, why: `is missing; record ${id} is on chain` });
}
