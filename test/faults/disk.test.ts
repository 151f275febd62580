import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Answer, must } from '@cunzheng/api/client';
import { ERROR_MESSAGES } from '@cunzheng/domain';
import t from 'tap';
import { draft, issue, openPair, untilProven } from '../house/acts.ts';
import { endDatabase, eventually, newDataDir, openHouse, removeDataDir } from '../house/house.ts';
import { runScrub } from '../house/programs.ts';
import { samplePdf } from '../house/sample.ts';
import { fillDisk, mountDisk, unmountDisk } from '../house/small-disk.ts';

t.setTimeout(180_000);

/** Room for a cluster with its write-ahead log, and little more. */
const SIZE = '192m';

/** A data directory on a disk of its own; undefined where this process may not mount one. */
async function smallDisk(): Promise<string | undefined> {
  const dir = await newDataDir();
  if (mountDisk(dir, SIZE)) return dir;
  removeDataDir(dir);
  return undefined;
}

async function giveBack(disk: string): Promise<void> {
  await endDatabase(disk);
  unmountDisk(disk);
  removeDataDir(disk);
}

async function ready(url: string): Promise<{ ledger: string; alarms: string[] }> {
  return (await (await fetch(`${url}/health/ready`)).json()) as {
    ledger: string;
    alarms: string[];
  };
}

const disk = await smallDisk();
const skip = disk === undefined ? 'this user may not mount a small disk' : false;

t.test(
  'a full disk is told, and what was acknowledged is on chain after the next start',
  { skip },
  async (t) => {
    const dataDir = disk as string;
    t.teardown(() => giveBack(dataDir));
    const house = await openHouse({ dataDir });
    t.teardown(() => house.stop());
    const pair = await openPair(house);
    const { clerk, caseId } = pair;
    const before = await issue(pair);
    const { id } = await draft(pair);
    const prepared = must(await clerk.prepare(`/documents/${id}/signing`));
    await untilProven(clerk, [before.record]);
    const filling = join(dataDir, 'filling');
    const documents = async () => (await clerk.caseOf('（2026）京0491民初1001号')).documents.length;

    fillDisk(filling);
    const refused = (await clerk.upload(caseId, await samplePdf())) as unknown as Answer;
    const message = ERROR_MESSAGES.DISK_FULL['zh-CN'];
    t.match(refused, { status: 507, body: { code: 'DISK_FULL', message } }, 'an upload is refused');
    t.equal(await documents(), 2, 'and leaves no document behind');
    // PostgreSQL keeps room for its log, so that this may well be taken; then it must not be lost.
    const signed = await clerk.handIn(prepared);
    t.ok([201, 507].includes(signed.status), `a signature is taken or refused: ${signed.status}`);
    const proof = await clerk.bytes(`/records/${before.record}/proof?form=full`);
    t.ok(proof.length > 0, 'what was proven can be proven still');
    await eventually('it is told', async () =>
      (await ready(house.url)).alarms.includes('DISK_FULL'),
    );
    // Database or ledger, whichever wants room first: a ledger that failed to write waits for the next start.
    const isDown = async () => (await ready(house.url)).ledger === 'down';
    const wasDown = await isDown();

    rmSync(filling);
    must(await clerk.upload(caseId, await samplePdf()));
    t.equal(await documents(), 3, 'with room again, documents are taken in at once');
    if (wasDown) {
      t.ok(await isDown(), 'the ledger waits for the next start');
      t.ok((await ready(house.url)).alarms.includes('DISK_FULL'), 'and an alarm says why');
    }
    t.equal((await house.end('SIGTERM')).code, 0);

    const again = await openHouse({ dataDir });
    t.teardown(() => again.stop());
    const { clerk: later } = await openPair(again);
    const records = [before.record, ...(signed.status === 201 ? [signed.body.recordId] : [])];
    await untilProven(later, records);
    t.match(await ready(again.url), { ledger: 'ok', alarms: [] }, 'nothing is left to be told');
    await again.stop();
    t.match(await runScrub(dataDir), { code: 0, intact: true });
  },
);
