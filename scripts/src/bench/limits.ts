import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rate } from './measure.ts';

/** ES256 verifications a second by one core through node:crypto, the floor under any signed record. */
export function verifyRate(seconds = 1): number {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const message = Buffer.alloc(400, 7);
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = sign('sha256', message, options);
  const key = {
    key: createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })),
    dsaEncoding: 'ieee-p1363',
  } as const;
  const end = performance.now() + seconds * 1000;
  let count = 0;
  while (performance.now() < end)
    for (let i = 0; i < 100; i++, count++) verify('sha256', message, key, signature);
  return count / seconds;
}

/** Appends of 4 KiB with fdatasync a second: what one client can be acknowledged at best. */
export async function syncRate(dir: string, appends = 1500): Promise<number> {
  const path = join(dir, 'sync-rate');
  const file = await open(path, 'a');
  const block = Buffer.alloc(4096, 1);
  try {
    return await rate(1, appends, async () => {
      await file.write(block);
      await file.datasync();
    });
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
