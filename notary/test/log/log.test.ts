import { createHash, createPublicKey, verify } from 'node:crypto';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leafHash, recordBytes, recordId, toBase64Url, treeRoot } from '@cunzheng/domain';
import t, { type Test } from 'tap';
import {
  createDemoTrust,
  localAuditors,
  type NotaryLog,
  openLog,
  type PublishedCheckpoint,
} from '../../src/log/index.ts';
import { SILENT_LOGGER } from '../../src/logger.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger, recordWrite } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenAlarmed, whenProven } from '../support/log-bench.ts';
import { naiveRoot } from '../support/naive-tree.ts';

function newest(log: NotaryLog): PublishedCheckpoint {
  return log.checkpoint() as PublishedCheckpoint;
}

function records(count: number) {
  return Array.from({ length: count }, anyRecord);
}

async function bench(t: Test) {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log, demo } = await openBench(dir, ledger);
  t.teardown(() => log.close());
  return { dir, ledger, log, demo };
}

t.test('takes the records of valid transactions in ledger order', async (t) => {
  const { ledger, log } = await bench(t);
  const [a, b, c, refused] = [anyRecord(), anyRecord(), anyRecord(), anyRecord()];
  ledger.append(
    { writes: [recordWrite(a), { key: 'other', value: Buffer.of(1) }], time: 17 },
    { writes: [recordWrite(refused)], valid: false },
    { writes: [recordWrite(b)] },
  );
  ledger.record(c);
  await whenProven(log, 3);
  t.equal(log.size(), 3);
  t.equal(log.blocks(), 3);
  t.same(await log.locate(recordId(a)), { index: 0, block: 1, txTime: 17 });
  t.match(await log.locate(recordId(c)), { index: 2, block: 2 });
  t.equal(await log.locate(recordId(refused)), undefined);
  t.same(Buffer.from((await log.entry(1)).bytes), Buffer.from(recordBytes(b)));
});

t.test('the root is that of the entries', async (t) => {
  const { ledger, log } = await bench(t);
  const taken = records(300);
  ledger.append({ writes: taken.map(recordWrite), time: 5 });
  await whenProven(log, 300);
  const leaves = taken.map((record) => {
    const head = Buffer.alloc(17);
    head[0] = 1;
    head.writeBigUInt64BE(1n, 1);
    head.writeBigUInt64BE(5n, 9);
    return leafHash(Buffer.concat([head, recordBytes(record)]));
  });
  t.same(Buffer.from(newest(log).checkpoint.root), naiveRoot(leaves));
});

t.test('the checkpoint is a signed note that outside rules accept', async (t) => {
  const { ledger, log, demo, dir } = await bench(t);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  const note = await readFile(join(dir, 'log', 'checkpoint'), 'utf8');
  t.equal(note, newest(log).note);
  const split = note.indexOf('\n\n');
  const [text, lines] = [
    note.slice(0, split + 1),
    note
      .slice(split + 2)
      .trimEnd()
      .split('\n'),
  ];
  t.same(text.split('\n').slice(0, 2), [log.origin, '1']);
  t.equal(lines.length, 8);
  const members = demo.trust.editions[0]?.edition.members ?? [];
  for (const { name, key } of members.map(({ auditor }) => auditor)) {
    const raw = Buffer.from(key, 'base64url');
    const mine = lines.filter((line) => line.startsWith(`— ${name} `));
    const bytes = mine.map((line) => Buffer.from(line.split(' ')[2] as string, 'base64'));
    for (const [i, type] of [1, 4].entries()) {
      const hash = createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(raw);
      t.same(bytes[i]?.subarray(0, 4), hash.digest().subarray(0, 4), `key hash of type ${type}`);
    }
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    const [plain, timed] = bytes as [Buffer, Buffer];
    t.ok(verify(null, Buffer.from(text), publicKey, plain.subarray(4)));
    const message = `cosignature/v1\ntime ${timed.readBigUInt64BE(4)}\n${text}`;
    t.ok(verify(null, Buffer.from(message), publicKey, timed.subarray(12)));
  }
});

t.test('public tiles lead a stranger to the root', async (t) => {
  const { ledger, log } = await bench(t);
  ledger.record(...records(600));
  await whenProven(log, 600);
  const paths = ['tile/0/000', 'tile/0/001', 'tile/0/002.p/88'];
  const tiles = await Promise.all(paths.map((path) => log.readTile(path)));
  const bytes = Buffer.concat(tiles as Uint8Array[]);
  const leaves = Array.from({ length: 600 }, (_, i) => bytes.subarray(32 * i, 32 * i + 32));
  t.same(naiveRoot(leaves), Buffer.from(newest(log).checkpoint.root));
  t.same(
    await log.readTile('tile/1/000.p/2'),
    Buffer.concat([naiveRoot(leaves.slice(0, 256)), naiveRoot(leaves.slice(256, 512))]),
  );
  for (const path of ['tile/0/003', 'tile/0/002.p/89', 'tile/entries/000', 'checkpoint']) {
    t.equal(await log.readTile(path), undefined, path);
  }
});

t.test('goes on after a restart, and keeps every checkpoint by its size', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const roots = new Map<number, string>();
  for (let round = 1; round <= 4; round++) {
    const { log } = await openBench(dir, ledger);
    ledger.record(...records(100));
    await whenProven(log, 100 * round);
    roots.set(100 * round, toBase64Url(newest(log).checkpoint.root));
    t.same(log.alarms(), []);
    await log.close();
  }
  const { log } = await openBench(dir, ledger.copy());
  t.teardown(() => log.close());
  t.equal(newest(log).checkpoint.size, 400);
  for (const [size, root] of roots) {
    t.equal(toBase64Url(await treeRoot(size, log.node)), root);
    t.match(await log.checkpointAt(size), `\n${size}\n`);
  }
  t.equal(await log.checkpointAt(399), undefined);
});

t.test('takes at start what the ledger recorded meanwhile', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  await (await openBench(dir, ledger)).log.close();
  const missed = records(20_000);
  for (let i = 0; i < missed.length; i += 100) ledger.record(...missed.slice(i, i + 100));
  const { log } = await openBench(dir, ledger);
  t.teardown(() => log.close());
  t.equal(log.size(), 20_000);
  t.match(await log.locate(recordId(missed[19_999] as never)), { index: 19_999, block: 200 });
  await whenProven(log, 20_000);
});

t.test('one checkpoint covers all that came within the interval', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger, 300);
  t.teardown(() => log.close());
  const sizes: number[] = [];
  log.onCheckpoint((size) => sizes.push(size));
  ledger.record(anyRecord());
  await whenProven(log, 1);
  for (let i = 0; i < 50; i++) ledger.record(anyRecord());
  await whenProven(log, 51);
  t.same(sizes, [1, 51]);
});

t.test('a ledger put back from an older copy is signed no more', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  ledger.record(...records(5));
  const old = ledger.copy();
  const { log } = await openBench(dir, ledger);
  ledger.record(...records(5));
  await whenProven(log, 10);
  await log.close();
  const before = await readFile(join(dir, 'log', 'checkpoint'), 'utf8');
  for (const more of [0, 1, 4]) {
    const back = old.copy();
    for (let i = 0; i < more; i++) back.record(...records(5));
    const again = await openBench(dir, back);
    t.equal(again.log.alarms()[0]?.code, 'AUDITOR_ROLLED_BACK', `${more} blocks later`);
    back.record(anyRecord());
    await again.log.close();
    t.equal(await readFile(join(dir, 'log', 'checkpoint'), 'utf8'), before);
  }
});

t.test('ledger and log put back together are signed no more', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  ledger.record(...records(5));
  const first = await openBench(dir, ledger);
  await whenProven(first.log, 5);
  await first.log.close();
  const old = ledger.copy();
  await cp(join(dir, 'log'), join(dir, 'copy'), { recursive: true });
  const second = await openBench(dir, ledger);
  ledger.record(...records(5));
  await whenProven(second.log, 10);
  await second.log.close();
  for (const more of [0, 1, 3]) {
    await rm(join(dir, 'log'), { recursive: true });
    await cp(join(dir, 'copy'), join(dir, 'log'), { recursive: true });
    const back = old.copy();
    for (let i = 0; i < more; i++) back.record(...records(5));
    const { log } = await openBench(dir, back);
    const codes = log.alarms().map(({ code }) => code);
    t.same(
      codes,
      Array.from({ length: 4 }, () => 'AUDITOR_ROLLED_BACK'),
      `${more} blocks later`,
    );
    t.equal(newest(log).checkpoint.size, 5);
    await log.close();
  }
});

t.test('a log that was removed is made again from the ledger', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  ledger.record(...records(700));
  const { log } = await openBench(dir, ledger);
  await whenProven(log, 700);
  await log.close();
  await rm(join(dir, 'log', 'tree'), { recursive: true });
  const again = await openBench(dir, ledger);
  t.teardown(() => again.log.close());
  t.same(again.log.alarms(), []);
  t.equal(newest(again.log).checkpoint.size, 700);
  ledger.record(anyRecord());
  await whenProven(again.log, 701);
});

t.test('one lost key state stops one auditor, two stop the checkpoints', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await log.close();
  await rm(join(dir, 'keys/BjicMSP/auditor.state'));
  const three = await openBench(dir, ledger);
  t.match(three.log.alarms(), [{ code: 'AUDITOR_ROLLED_BACK', message: /BjicMSP/ }]);
  ledger.record(anyRecord());
  await whenProven(three.log, 2);
  t.equal(newest(three.log).signatures.length, 6);
  await three.log.close();
  await rm(join(dir, 'keys/GzicMSP/auditor.state'));
  ledger.record(anyRecord());
  const two = await openBench(dir, ledger);
  t.equal(two.log.alarms().length, 2);
  t.equal(two.log.size(), 3);
  t.equal(newest(two.log).checkpoint.size, 2);
  await two.log.close();
});

const once = anyRecord();
const misdeeds = {
  'a record written a second time': [recordWrite(once)],
  'a record written twice at once': [recordWrite(once), recordWrite(once)],
  'a deleted record': [{ ...recordWrite(once), value: undefined }],
  'a record under another id': [{ ...recordWrite(once), value: recordBytes(anyRecord()) }],
};
for (const [title, writes] of Object.entries(misdeeds)) {
  t.test(`${title} is an alarm and ends the signing`, async (t) => {
    const { ledger, log } = await bench(t);
    ledger.record(anyRecord());
    if (title === 'a record written a second time') ledger.record(once);
    const size = title === 'a record written a second time' ? 2 : 1;
    await whenProven(log, size);
    ledger.append({ writes });
    await whenAlarmed(log);
    t.match(log.alarms(), [{ code: 'LEDGER_CORRUPT', message: new RegExp(recordId(once)) }]);
    t.equal(log.size(), size);
    t.equal(newest(log).checkpoint.size, size);
  });
}

t.test('a block that does not follow is an alarm', async (t) => {
  const { ledger, log } = await bench(t);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  ledger.breakChain();
  ledger.record(anyRecord());
  await whenAlarmed(log);
  t.match(log.alarms(), [{ code: 'AUDITOR_ROLLED_BACK', message: /block 2/ }]);
});

t.test('a disk that cannot be written stops the log, and what was proven stays', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await rm(join(dir, 'log/tree/tile/0'), { recursive: true });
  await writeFile(join(dir, 'log/tree/tile/0'), 'in the way');
  ledger.record(anyRecord());
  await whenAlarmed(log);
  t.match(log.alarms(), [{ code: 'DATA_DIR_UNWRITABLE' }]);
  t.equal(log.size(), 1);
  await log.close();
});

t.test('a damaged checkpoint file is refused at start', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await log.close();
  await writeFile(join(dir, 'log/checkpoint'), newest(log).note.slice(0, -3));
  await t.rejects(openBench(dir, ledger), { code: 'LOG_CORRUPT', message: /checkpoint/ });
});

t.test('the ledger closing is told and ends nothing else', async (t) => {
  const { ledger, log } = await bench(t);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await ledger.close();
  await whenAlarmed(log);
  t.match(log.alarms(), [{ code: 'LEDGER_CLOSED' }]);
  t.match(await log.entry(0), { block: 1 });
});

t.test('leaves no temporary files behind', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  for (let i = 1; i <= 20; i++) {
    ledger.record(anyRecord());
    await whenProven(log, i);
  }
  await log.close();
  const files = await readdir(dir, { recursive: true });
  t.same(
    files.filter((file) => file.endsWith('.tmp')),
    [],
  );
});

t.test('a log directory that cannot be made is refused with a code', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  await writeFile(join(dir, 'log'), 'in the way');
  await t.rejects(openBench(dir, ledger), { code: 'DATA_DIR_UNWRITABLE' });
});

t.test('a ledger that breaks while the log catches up is told at once', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  ledger.record(anyRecord());
  await ledger.close();
  await t.rejects(openBench(dir, ledger), { code: 'LEDGER_CLOSED' });
  const { log } = await openBench(dir, ledger.copy());
  t.teardown(() => log.close());
  await whenProven(log, 1);
});

t.test('a checkpoint that was published but not kept by its size is kept at start', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await log.close();
  await rm(join(dir, 'log/checkpoints'), { recursive: true });
  const again = await openBench(dir, ledger);
  t.teardown(() => again.log.close());
  t.match(await again.log.checkpointAt(1), log.origin);
});

t.test('damaged past checkpoints are refused with their place', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  await log.close();
  await writeFile(join(dir, 'log/checkpoints/CURRENT'), 'nonsense\n');
  await t.rejects(openBench(dir, ledger), { code: 'LOG_CORRUPT', message: /checkpoints/ });
});

t.test('a start reads one block, however many there are', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  for (let i = 0; i < 1000; i++) ledger.record(anyRecord());
  const { log } = await openBench(dir, ledger);
  await whenProven(log, 1000);
  await log.close();
  const later = ledger.copy();
  const again = await openBench(dir, later);
  later.record(anyRecord());
  await whenProven(again.log, 1001);
  await again.log.close();
  t.equal(later.blocksRead, 2, 'the last one taken and the new one');
});

t.test('every alarm is told to the logger once', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { keys, trust } = await createDemoTrust({ dir, ledger });
  const told: object[] = [];
  const logger = { ...SILENT_LOGGER, error: (fields: object) => told.push(fields) };
  const log = await openLog({
    ledger,
    dir: join(dir, 'log'),
    cosigners: localAuditors(keys),
    trust,
    logger,
  });
  t.teardown(() => log.close());
  ledger.append({ writes: [{ ...recordWrite(anyRecord()), value: undefined }] });
  await whenAlarmed(log);
  t.same(told, [{ code: 'LEDGER_CORRUPT', what: 'log' }]);
});
