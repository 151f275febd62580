import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, type Sha256 } from '@cunzheng/domain';
import { and, eq } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Db } from '../../store/store.ts';
import { identityPhoto } from '../../store/tables/accounts.ts';
import { noteEvent } from './events.ts';
import { actorIn } from './proofing.ts';
import { atStep, ownStore, stepping, type Who } from './proofing-row.ts';

/** Front and back of the paper, and the person with it beside the face, for a clerk where no machine compares. */
export const PHOTO_SIDES = ['front', 'back', 'holding'] as const;
export type PhotoSide = (typeof PHOTO_SIDES)[number];

/** Photographs are made smaller on the device; this is what is left for those that are not. */
export const MAX_PHOTO_BYTES = 8 * 1024 * 1024;

const TYPES = {
  'image/jpeg': (head: string) => head.startsWith('ffd8ff'),
  'image/png': (head: string) => head.startsWith('89504e470d0a1a0a'),
  'image/webp': (head: string) => head.startsWith('52494646') && head.slice(16) === '57454250',
} as const;
export type PhotoType = keyof typeof TYPES;

/**
 * Takes a photograph; one of the same side is replaced. The stored bytes are sealed. Throws `FILE_NOT_IMAGE`,
 * `FILE_EMPTY`, `FILE_TOO_LARGE`, `STATE_UNFIT`.
 */
export async function putPhoto(
  court: Court,
  who: Who,
  side: PhotoSide,
  bytes: Uint8Array,
): Promise<void> {
  demand(bytes.length <= MAX_PHOTO_BYTES, 'FILE_TOO_LARGE');
  const type = imageType(bytes);
  const step = side === 'holding' ? 'portrait' : 'photos';
  await stepping(court, who, (unit) => atStep(court, unit, who, step));
  const id = randomUUID();
  const { sha256 } = await court.files.put(court.vault.sealBytes(bytes, `photo/${id}`));
  const before = await stepping(court, who, async (unit) => {
    await atStep(court, unit, who, step);
    const old = await unit.db
      .delete(identityPhoto)
      .where(and(eq(identityPhoto.person, who.person), eq(identityPhoto.side, side)))
      .returning();
    const row = { id, person: who.person, side, sha256, type, size: bytes.length };
    await unit.db.insert(identityPhoto).values({ ...row, takenAt: new Date(court.clock()) });
    await noteEvent(court, unit, { ...actorIn(who), event: 'photo', detail: { side } });
    return old;
  });
  for (const old of before) await court.files.remove(old.sha256 as Sha256);
}

/** By the first bytes, whatever the name says. Throws `FILE_EMPTY`, `FILE_NOT_IMAGE`. */
export function imageType(bytes: Uint8Array): PhotoType {
  demand(bytes.length > 0, 'FILE_EMPTY');
  const found = imageTypeOf(bytes);
  if (found === undefined) throw new CunzhengError('FILE_NOT_IMAGE');
  return found;
}

/** The kind of picture that begins with these bytes; `undefined` for anything else. */
export function imageTypeOf(bytes: Uint8Array): PhotoType | undefined {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('hex');
  return (Object.keys(TYPES) as PhotoType[]).find((type) => TYPES[type](head));
}

export interface Photo {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** The person's own photograph. Throws `NOT_FOUND`, `FILE_MISSING`, `FILE_ALTERED`. */
export function readMyPhoto(court: Court, who: Who, side: string): Promise<Photo> {
  return openPhoto(court, ownStore(court, who).db, who.person, side);
}

/** A photograph as the scope of `db` may see it, opened. */
export async function openPhoto(
  { files, vault }: Pick<Court, 'files' | 'vault'>,
  db: Db,
  person: string,
  side: string,
): Promise<Photo> {
  const [row] = await db
    .select()
    .from(identityPhoto)
    .where(and(eq(identityPhoto.person, person), eq(identityPhoto.side, side)));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { stream } = await files.read(row.sha256 as Sha256);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  return { type: row.type, bytes: vault.openBytes(Buffer.concat(chunks), `photo/${row.id}`) };
}
