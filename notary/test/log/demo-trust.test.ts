import { generateKeyPairSync } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editionMessage, fromBase64Url, parseTrustFile } from '@cunzheng/domain';
import { verifyEd25519 } from '@cunzheng/proof';
import t from 'tap';
import { createDemoTrust } from '../../src/log/index.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenProven } from '../support/log-bench.ts';

t.test('edition 1 is signed by every member and says custody demo', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { trust, text } = await createDemoTrust({ dir, ledger });
  t.equal(await readFile(join(dir, 'trust.json'), 'utf8'), text);
  t.same(parseTrustFile(text), trust);
  const { edition, signatures } = trust.editions[0] as (typeof trust.editions)[number];
  t.match(edition, { edition: 1, custody: 'demo', k: 3, fromSize: 0 });
  t.same(
    edition.members.map(({ id, courts }) => [id, courts.map(({ code }) => code).join()]),
    [
      ['BjicMSP', '京0491'],
      ['GzicMSP', ''],
      ['HzicMSP', '浙0192'],
      ['SpcMSP', ''],
    ],
  );
  for (const { member, signature } of signatures) {
    const rootKey = edition.members.find(({ id }) => id === member)?.rootKey as string;
    t.ok(
      await verifyEd25519(
        fromBase64Url(rootKey),
        editionMessage(edition),
        fromBase64Url(signature),
      ),
    );
  }
  t.equal(signatures.length, 4);
});

t.test('keys are made once and readable by their owner alone', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const first = await createDemoTrust({ dir, ledger });
  const again = await createDemoTrust({ dir, ledger });
  t.equal(again.text, first.text);
  for (const file of ['root.pem', 'auditor.pem', 'auditor.state']) {
    t.equal((await stat(join(dir, 'keys/BjicMSP', file))).mode & 0o777, 0o600, file);
  }
  t.equal((await stat(join(dir, 'keys/BjicMSP'))).mode & 0o777, 0o700);
});

t.test('a start that was killed before the trust file goes on with the keys it made', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const first = await createDemoTrust({ dir, ledger });
  await rm(join(dir, 'trust.json'));
  await rm(join(dir, 'keys/SpcMSP'), { recursive: true });
  const again = await createDemoTrust({ dir, ledger });
  const keysOf = ({ trust }: typeof first) => trust.editions[0]?.edition.members[0]?.auditor.key;
  t.equal(keysOf(again), keysOf(first));
});

t.test('keys of another network are refused with what to do', async (t) => {
  const dir = await temporaryDirectory(t);
  await createDemoTrust({ dir, ledger: new FakeLedger() });
  await t.rejects(createDemoTrust({ dir, ledger: new FakeLedger() }), {
    code: 'CONFIG_INVALID',
    message: /move trust\.json, keys\/ and log\/ away/,
  });
});

t.test('a missing, foreign or unreadable key is refused with its name', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  await createDemoTrust({ dir, ledger });
  const path = join(dir, 'keys/GzicMSP/auditor.pem');
  const refused = { code: 'CONFIG_INVALID', message: /GzicMSP\/auditor\.pem/ };
  const { privateKey } = generateKeyPairSync('ed25519');
  await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await t.rejects(createDemoTrust({ dir, ledger }), refused);
  await writeFile(path, 'no key');
  await t.rejects(createDemoTrust({ dir, ledger }), refused);
  await rm(path);
  await t.rejects(createDemoTrust({ dir, ledger }), refused);
});

t.test('a lost trust file is not made anew once checkpoints were signed', async (t) => {
  const [dir, ledger] = [await temporaryDirectory(t), new FakeLedger()];
  const { log } = await openBench(dir, ledger);
  ledger.record(anyRecord());
  await whenProven(log, 1);
  await log.close();
  await rm(join(dir, 'trust.json'));
  await t.rejects(createDemoTrust({ dir, ledger }), { code: 'CONFIG_INVALID' });
});
