import { connect, type Socket } from 'node:net';
import { must } from '@cunzheng/api/client';
import t from 'tap';
import { draft, openPair, type Pair, untilProven } from '../house/acts.ts';
import {
  databaseProcesses,
  eventually,
  freePort,
  type House,
  launchHouse,
  newDataDir,
  openHouse,
  removeDataDir,
} from '../house/house.ts';
import { samplePdf } from '../house/sample.ts';

t.setTimeout(120_000);

const FORM = 'cunzheng-boundary';

/** A multipart body that hands one PDF in. */
function formOf(pdf: Uint8Array): Buffer {
  const field = (name: string, value: string) =>
    `--${FORM}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const head = `--${FORM}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n`;
  return Buffer.concat([
    Buffer.from(field('title', '传票') + field('kind', '传票') + head),
    pdf,
    Buffer.from(`\r\n--${FORM}--\r\n`),
  ]);
}

/** Everything a connection says until it is closed. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.once('close', () => resolve(said));
    socket.once('error', reject);
  });
}

/** Begins an upload and keeps its end back. */
async function slowUpload(house: House, { clerk, caseId }: Pair) {
  const body = formOf(await samplePdf());
  const socket = connect(house.port, '127.0.0.1');
  const answer = answerOf(socket);
  socket.write(
    `POST /api/v1/cases/${caseId}/documents HTTP/1.1\r\nhost: x\r\nx-cunzheng-csrf: 1\r\n` +
      `cookie: ${clerk.cookie}\r\nconnection: close\r\n` +
      `content-type: multipart/form-data; boundary=${FORM}\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  socket.write(body.subarray(0, 1000));
  return {
    finish() {
      socket.write(body.subarray(1000));
      return answer;
    },
  };
}

function refuses(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(port, '127.0.0.1');
    probe.once('connect', () => {
      probe.destroy();
      resolve(false);
    });
    probe.once('error', () => resolve(true));
  });
}

t.test('SIGTERM lets what is under way finish, and nothing acknowledged is lost', async (t) => {
  const house = await openHouse();
  t.teardown(() => house.leave());
  const pair = await openPair(house);
  const prepared = [];
  for (let i = 0; i < 4; i++) {
    const { id } = await draft(pair);
    prepared.push(must(await pair.clerk.prepare(`/documents/${id}/signing`)));
  }
  const slow = await slowUpload(house, pair);
  const acts = prepared.map((signing) => pair.clerk.handIn(signing).catch(() => undefined));
  await acts[0];
  process.kill(house.pid, 'SIGTERM');
  await eventually('the port takes no new connections', () => refuses(house.port));
  // A second one must not cut short what the first lets finish.
  process.kill(house.pid, 'SIGTERM');
  t.match(await slow.finish(), /^HTTP\/1\.1 201 /, 'an upload that had begun is taken in');
  const { code, said } = await house.ended;
  t.equal(code, 0, `ends with 0: ${said}`);
  t.equal(said.trim(), house.url, 'nothing was said but the address');
  t.same(databaseProcesses(house.dataDir), [], 'PostgreSQL has ended');
  const answers = await Promise.all(acts);
  const acknowledged = answers.flatMap((answer) =>
    answer?.status === 201 ? [answer.body.recordId] : [],
  );
  t.ok(acknowledged.length > 0, 'the first act at least was acknowledged');

  const again = await openHouse({ dataDir: house.dataDir, port: house.port });
  t.teardown(() => again.leave());
  const { clerk } = await openPair(again);
  const { documents } = await clerk.caseOf('（2026）京0491民初1001号');
  const issued = documents.flatMap(({ chain }) => (chain === undefined ? [] : [chain.recordId]));
  for (const id of acknowledged) t.ok(issued.includes(id), 'an acknowledged act is kept');
  t.equal(new Set(documents.map(({ number }) => number)).size, 5, 'five documents, five numbers');
  await untilProven(clerk, issued);
});

t.test('SIGTERM in the middle of a start ends with 0 and leaves nothing running', async (t) => {
  const dataDir = await newDataDir();
  t.teardown(() => removeDataDir(dataDir));
  const { child, ended } = launchHouse({ dataDir, port: await freePort() });
  await eventually('PostgreSQL runs', async () => databaseProcesses(dataDir).length > 0);
  child.kill('SIGTERM');
  const { code, said } = await ended;
  t.equal(code, 0, `ends with 0: ${said}`);
  t.same(databaseProcesses(dataDir), [], 'PostgreSQL has ended');
});
