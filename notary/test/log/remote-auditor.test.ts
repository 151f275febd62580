import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { verifyMisconduct } from '@cunzheng/proof';
import t, { type Test } from 'tap';
import type { NotaryLog } from '../../src/log/index.ts';
import { AuditorBench } from '../support/auditor-bench.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger } from '../support/fake-ledger.ts';
import { whenAlarmed, whenProven } from '../support/log-bench.ts';

const names = (log: NotaryLog) =>
  new Set(
    log
      .checkpoint()
      ?.signatures.filter((s) => s.signature.length === 72)
      .map((s) => s.name),
  );

/** Resolves when a checkpoint with so many members' cosignatures stands. */
async function whenSignedBy(ledger: FakeLedger, log: NotaryLog, count: number): Promise<void> {
  for (let tries = 0; tries < 20 && names(log).size !== count; tries++) {
    ledger.record(anyRecord());
    await whenProven(log, log.size() + 1);
  }
}

t.test('a gateway’s checkpoint carries the cosignatures of the members’ auditors', async (t) => {
  const ledger = new FakeLedger();
  const house = await AuditorBench.open(t, ledger);
  const auditors = await house.auditors(ledger, ledger, ledger, ledger);
  const addresses = auditors.map(({ address }) => address);
  const log = await house.gateway(ledger, addresses);
  await whenSignedBy(ledger, log, 4);
  t.equal(names(log).size, 4);
  t.same(log.alarms(), []);
  const plain = log.checkpoint()?.signatures.filter(({ signature }) => signature.length === 64);
  t.ok(plain?.length, 'a plain line too, which outside readers look for');
  const second = await house.gateway(ledger, addresses.toReversed(), 'second');
  await whenProven(second, log.size());
  t.same(second.checkpoint()?.checkpoint, log.checkpoint()?.checkpoint);
});

t.test('it goes on with three of four, whichever is gone', async (t) => {
  for (const gone of [0, 3]) {
    const ledger = new FakeLedger();
    const house = await AuditorBench.open(t, ledger);
    const auditors = await house.auditors(ledger, ledger, ledger, ledger);
    await auditors[gone]?.close();
    const log = await house.gateway(
      ledger,
      auditors.map(({ address }) => address),
    );
    ledger.record(anyRecord(), anyRecord());
    await whenProven(log, 2);
    t.equal(names(log).size, 3);
    t.same(log.alarms(), [], 'one out of reach is nobody’s alarm');
    await auditors[(gone + 1) % 4]?.close();
    ledger.record(anyRecord());
    while (log.size() < 3) await new Promise((resolve) => setImmediate(resolve));
    t.equal(log.checkpoint()?.checkpoint.size, 2, 'two of four prove nothing');
    const back = await house.auditor(gone, ledger);
    t.ok(back.log.size() === 3);
    await log.close();
  }
});

/** A server of its own; resolves to its address. */
async function listen(t: Test, answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Hands a request on to an auditor, and its answer back. */
const passTo =
  (url: string): RequestListener =>
  (asked, answer) => {
    const { method, headers } = asked;
    const onward = request(`${url}${asked.url}`, { method, headers }, (response) => {
      answer.writeHead(response.statusCode as number, response.headers);
      response.pipe(answer);
    });
    asked.pipe(onward);
  };

/** Three honest auditors and a fourth that has signed another tree of one entry, behind `door`; a gateway has proven its own. */
async function besideLiar(t: Test, door: (pass: RequestListener) => RequestListener) {
  const ledger = new FakeLedger();
  const other = ledger.copy();
  const house = await AuditorBench.open(t, ledger);
  const auditors = await house.auditors(ledger, ledger, ledger, other);
  const liar = auditors[3] as (typeof auditors)[number];
  other.record(anyRecord());
  await whenProven(liar.log, 1);
  const url = await listen(t, door(passTo(liar.address.url)));
  const honest = auditors.slice(0, 3).map(({ address }) => address);
  const log = await house.gateway(ledger, [...honest, { member: liar.member, url }]);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  t.equal(names(log).size, 3);
  t.same(log.alarms(), [], 'nobody knows yet');
  return { log, liar };
}

t.test('another root that is shown after the checkpoint was made is told at once', async (t) => {
  const held: (() => void)[] = [];
  const { log, liar } = await besideLiar(t, (pass) => (asked, answer) => {
    held.push(() => pass(asked, answer));
  });
  const taken = setInterval(() => {
    for (const go of held.splice(0)) go();
  }, 1);
  t.teardown(() => clearInterval(taken));
  await whenAlarmed(log);
  t.match(log.alarms(), [{ code: 'LOG_FORKED', message: new RegExp(liar.member) }]);
  t.equal(log.checkpoint()?.checkpoint.size, 1, 'without another record');
});

t.test('who was out of reach is asked again without another record', async (t) => {
  let reached = false;
  const { log, liar } = await besideLiar(t, (pass) => (asked, answer) => {
    if (reached) pass(asked, answer);
    else answer.destroy();
  });
  reached = true;
  await whenAlarmed(log);
  t.match(log.alarms(), [{ code: 'LOG_FORKED', message: new RegExp(liar.member) }]);
  await log.close();
});

t.test('a log is closed while an auditor is being asked', async (t) => {
  const { log } = await besideLiar(t, () => () => {});
  await log.close();
  t.equal(names(log).size, 3);
});

t.test('one that never answers holds nobody up', async (t) => {
  const ledger = new FakeLedger();
  const house = await AuditorBench.open(t, ledger);
  const auditors = await house.auditors(ledger, ledger, ledger);
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const member = house.demo.keys[3]?.member as string;
  const addresses = [...auditors.map(({ address }) => address), { member, url }];
  const log = await house.gateway(ledger, addresses);
  for (let size = 1; size <= 3; size++) {
    ledger.record(anyRecord());
    await whenProven(log, size);
  }
  t.equal(names(log).size, 3);
});

t.test('one that is behind is waited for when it is needed', async (t) => {
  const ledger = new FakeLedger();
  const late = ledger.copy();
  const house = await AuditorBench.open(t, ledger);
  const auditors = await house.auditors(ledger, ledger, late);
  const log = await house.gateway(
    ledger,
    auditors.map(({ address }) => address),
  );
  const record = anyRecord();
  ledger.record(record);
  while (log.size() < 1) await new Promise((resolve) => setImmediate(resolve));
  t.equal(log.checkpoint(), undefined);
  late.record(record);
  await whenProven(log, 1);
  t.equal(names(log).size, 3);
});

t.test('sizes that an auditor passed over at its start are passed over', async (t) => {
  const ledger = new FakeLedger();
  const house = await AuditorBench.open(t, ledger);
  ledger.record(anyRecord());
  const blocks = ledger.copy();
  ledger.record(anyRecord());
  const auditors = await house.auditors(ledger, ledger, ledger, ledger);
  await Promise.all(auditors.map((auditor) => whenProven(auditor.log, 2)));
  t.equal(await auditors[0]?.log.checkpointAt(1), undefined);
  const log = await house.gateway(
    blocks,
    auditors.map(({ address }) => address),
  );
  t.equal(log.size(), 1, 'the gateway’s own peer is a block behind');
  t.equal(log.checkpoint(), undefined);
  await log.close();
  const again = await house.gateway(
    ledger,
    auditors.map(({ address }) => address),
  );
  await whenProven(again, 2);
});

t.test('an auditor with another root: alarm, both notes kept, and they convict it', async (t) => {
  const ledger = new FakeLedger();
  const other = ledger.copy();
  const house = await AuditorBench.open(t, ledger);
  const auditors = await house.auditors(ledger, ledger, ledger, other);
  const liar = auditors[3]?.member as string;
  const addresses = auditors.map(({ address }) => address);
  other.record(anyRecord());
  await whenProven((auditors[3] as (typeof auditors)[number]).log, 1);
  const log = await house.gateway(ledger, addresses);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await whenAlarmed(log);
  t.equal(names(log).size, 3);
  t.match(log.alarms(), [{ code: 'LOG_FORKED', message: new RegExp(liar) }]);
  ledger.record(anyRecord());
  await whenProven(log, 2);
  t.equal(names(log).size, 3, 'the others go on');
  await log.close();

  const folder = join(house.dir, 'log', 'misconduct', `${liar}-1`);
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  const notes = [await read('cosigned.note'), await read('shown.note')] as const;
  const result = await verifyMisconduct({ notes, trust: house.demo.text });
  t.match(result, { verdict: 'misconduct', convicted: [{ id: liar, how: 'againstQuorum' }] });

  const again = await house.gateway(ledger, addresses);
  t.match(again.alarms(), [{ code: 'LOG_FORKED' }], 'also after a restart');
});
