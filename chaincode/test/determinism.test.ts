import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type CourtRecord, FIRST_PREV_ROOT, recordId } from '@cunzheng/domain';
import { suitEpochOf } from '@cunzheng/domain/suits';
import t from 'tap';
import {
  COURT,
  digest,
  MEMBERS,
  makeDocument,
  makeFilingAct,
  makeReceipt,
  makeServed,
  makeService,
  makeSigner,
  makeSubmission,
  NETWORK,
  OTHER_COURT,
  revocationOf,
  tag,
  textOf,
} from './support/acts.ts';
import { replay, type ScriptedCall } from './support/replay.ts';

const REPLAY = fileURLToPath(new URL('./support/replay.js', import.meta.url));
// biome-ignore lint/style/noProcessEnv: the second Node version is named by whoever runs the test
const NODE_OTHER = process.env.NODE_OTHER;

/** Every function of the contract, with outcomes of every sort. */
function makeScript(): ScriptedCall[] {
  const clerk = makeSigner('clerk');
  const judge = makeSigner('judge');
  const system = makeSigner('system');
  const document = makeDocument(clerk);
  const service = makeService(document);
  const litigant = makeSigner('litigant', { owner: service.recipient });
  const receipt = makeReceipt(service, litigant, { checkpoint: { size: 9, root: digest('root') } });
  const forged = { ...receipt, actTime: '2026-03-02T01:00:00.000Z' };
  const filed = makeSubmission(litigant);
  const docketed = makeFilingAct(filed, clerk, {
    action: 'docketed',
    number: '（2026）京0491民初1号',
  });
  const epoch = suitEpochOf(Buffer.alloc(32, 7));
  const suit = { epoch, filing: recordId(filed), tag: digest('pair') };
  const crowd = Array.from({ length: 270 }, () => makeService(document, { recipient: tag() }));
  return [
    { name: 'init', args: [JSON.stringify({ networkId: NETWORK, members: MEMBERS })] },
    ...votes(COURT, 'BjicMSP'),
    ...votes(OTHER_COURT, 'HzicMSP'),
    recordOf(clerk.registration, system.registration, document, service, forged, receipt),
    recordOf(litigant.registration, forged, receipt, receipt, makeReceipt(service, clerk)),
    recordOf(makeReceipt(service, system, { event: 'opened', sd: { page: digest('page') } })),
    recordOf(judge.registration, makeDocument(judge), revocationOf(judge), makeDocument(judge)),
    recordOf(filed, makeFilingAct(filed, clerk, { action: 'returned', outcome: 'correction' })),
    recordOf(docketed, makeFilingAct(filed, litigant, { action: 'submitted' })),
    recordOf(makeFilingAct(filed, clerk, { action: 'accepted' }), docketed, docketed),
    recordOf(...crowd),
    { name: 'readRecord', args: [recordId(receipt)] },
    { name: 'recordsOfCase', args: [document.caseTag, '7', ''] },
    { name: 'findDocument', args: [document.sha256] },
    { name: 'readCourts', args: [] },
    { name: 'readEditions', args: [] },
    { name: 'readMembers', args: [] },
    { name: 'readKey', args: [recordId(judge.registration)] },
    { name: 'record', args: ['[1]'] },
    { name: 'recordBatch', args: [COURT, '1', '7', digest('b1'), FIRST_PREV_ROOT] },
    { name: 'recordBatch', args: [COURT, '1', '7', digest('b1'), FIRST_PREV_ROOT] },
    { name: 'recordBatch', args: [COURT, '2', '4096', digest('b2'), digest('b1')] },
    { name: 'recordBatch', args: [COURT, '4', '1', digest('b4'), digest('b3')] },
    { name: 'readBatch', args: [COURT, '2'] },
    { name: 'noteSuits', args: [JSON.stringify([suit, suit, { ...suit, filing: 'x' }])] },
    { name: 'suitsOf', args: [epoch, suit.tag, '10', ''] },
    { name: 'recordBatches', args: [] },
  ];
}

function votes(code: string, member: string): ScriptedCall[] {
  const args = [JSON.stringify({ code, name: `${code}法院`, member })];
  return ['BjicMSP', 'HzicMSP', 'SpcMSP'].map((voter, i) => ({
    name: i === 0 ? 'proposeCourt' : 'approveCourt',
    args,
    options: { member: voter },
  }));
}

function recordOf(...records: readonly CourtRecord[]): ScriptedCall {
  return { name: 'record', args: [JSON.stringify(records.map(textOf))] };
}

/** The script's results from another process, which inherits nothing of this one. */
async function replayElsewhere(
  script: readonly ScriptedCall[],
  { node = process.execPath, flags = [], env = {} }: Elsewhere,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const limits = { env, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(node, [...flags, REPLAY], limits, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    child.stdin?.end(JSON.stringify(script));
  });
}

interface Elsewhere {
  readonly node?: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const PLACES: Readonly<Record<string, Elsewhere>> = {
  'in Shanghai, in Chinese': { env: { TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' } },
  'in Tijuana, in no language': { env: { TZ: 'America/Tijuana', LANG: 'C', LC_ALL: 'C' } },
  'in Turkish, with one crypto thread': {
    env: { TZ: 'Asia/Kathmandu', LC_ALL: 'tr_TR.UTF-8', UV_THREADPOOL_SIZE: '1' },
  },
  'with little memory': { flags: ['--max-old-space-size=96'] },
  'without the optimising compiler': { flags: ['--no-opt', '--max-lazy'] },
};

t.test('whole results are the same in every process', async (t) => {
  const script = makeScript();
  const here = await replay(script);
  t.ok(here.includes('recorded') && here.includes('SIGNATURE_INVALID'));
  for (const [place, elsewhere] of Object.entries(PLACES)) {
    t.ok((await replayElsewhere(script, elsewhere)) === here, place);
  }
});

t.test(
  'whole results are the same in another version of Node',
  { skip: NODE_OTHER === undefined && 'NODE_OTHER names no other Node' },
  async (t) => {
    const script = makeScript();
    const there = await replayElsewhere(script, { node: NODE_OTHER as string });
    t.ok(there === (await replay(script)));
  },
);

t.test('two replicas make the same write sets, also when their calls interleave', async (t) => {
  const { ledger, clerk, service, litigant } = await makeServed();
  const replica = ledger.copy();
  const batches = Array.from({ length: 12 }, (_, i) => [
    makeDocument(clerk),
    i % 2 === 0 ? makeReceipt(service, litigant) : makeReceipt(service, clerk),
    makeDocument(clerk),
  ]);
  const calls = batches.map((batch) => [JSON.stringify(batch.map(textOf))]);
  const alone = [];
  for (const args of calls) alone.push(await ledger.simulate('record', args));
  const together = await Promise.all(calls.map((args) => replica.simulate('record', args)));
  t.same(together, alone);
  t.ok(alone.every(({ writes }) => writes.length > 0));
});
