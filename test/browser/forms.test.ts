import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentView, must, type ServiceView } from '@cunzheng/api/client';
import type { Browser } from 'playwright-core';
import t from 'tap';
import { issue, openPair, type Pair, untilProven } from '../house/acts.ts';
import { type House, openHouse } from '../house/house.ts';
import { askPython, pythonMissing } from '../vectors/cases.ts';
import { launch } from './browser.ts';
import { askCommands, type Given, type Said, VerifyPage } from './verify-page.ts';

/** How far a service goes; each on a document of its own. */
const ENDS = ['issued', 'sent', 'arrived', 'opened', 'signed', 'refused', 'objected', 'left'];
const FORMS = ['full', 'compact'] as const;

interface Case extends Given {
  readonly what: string;
  readonly form: (typeof FORMS)[number];
}

/** Takes a service of the document as far as its end says. */
async function serveUntil(end: string, { clerk, party, partyId }: Pair, id: string): Promise<void> {
  if (end === 'issued') return;
  const body = { recipients: [partyId], channel: 'platform' };
  const [service] = await clerk.post<ServiceView[]>(`/documents/${id}/services`, body);
  const signing = `/services/${service?.id}/signing`;
  if (end === 'sent') return;
  await party.get('/services');
  if (end === 'arrived') return;
  if (end === 'left') {
    const said = { event: end, witnesses: ['见证人示例'], reason: '拒绝接收，留置于住所' };
    return void must(await clerk.sign(signing, said), end);
  }
  await party.post(`/services/${service?.id}/open`);
  if (end === 'opened') return;
  const reason = end === 'objected' ? { reason: '住址有误' } : {};
  must(await party.sign(signing, { event: end, capacity: 'self', ...reason }), end);
}

/** Every record about a document with the act it stands for. */
function recordsOf({ chain, services }: DocumentView): { what: string; record: string }[] {
  const chains = [
    { what: 'issued', chain },
    ...services.map((service) => ({ what: 'sent', chain: service.chain })),
    ...services.flatMap(({ receipts }) =>
      receipts.map((receipt) => ({ what: receipt.event, chain: receipt.chain })),
    ),
  ];
  return chains.flatMap(({ what, chain }) =>
    chain?.recordId === undefined ? [] : [{ what, record: chain.recordId }],
  );
}

/** Both forms of the proof of everything recorded about one document, on the disk with its file. */
async function keep(house: House, pair: Pair, id: string, end: string): Promise<Case[]> {
  const document = await pair.clerk.get<DocumentView>(`/documents/${id}`);
  const records = recordsOf(document);
  await untilProven(
    pair.clerk,
    records.map(({ record }) => record),
  );
  const write = (name: string, bytes: Uint8Array) => {
    const path = join(house.dataDir, `${end}-${name}`);
    writeFileSync(path, bytes);
    return path;
  };
  const file = write('document.pdf', await pair.clerk.bytes(`/documents/${id}/file`));
  const trust = join(house.dataDir, 'stranger-trust.json');
  const cases: Case[] = [];
  for (const { what, record } of records) {
    for (const form of FORMS) {
      const bytes = await pair.clerk.bytes(`/records/${record}/proof?form=${form}`);
      const proof = write(`${what}.${form}`, bytes);
      cases.push({ proof, file, trust, form, what: `${end}: ${what}, ${form}` });
    }
  }
  return cases;
}

t.setTimeout(240_000);

let house: House;
let browser: Browser;
const cases: Case[] = [];
let onPage: Said[] = [];
let byCommand: Said[] = [];

t.before(async () => {
  house = await openHouse();
  const pair = await openPair(house);
  const documents = new Map<string, string>();
  for (const end of ENDS) {
    const { id } = await issue(pair);
    await serveUntil(end, pair, id);
    documents.set(end, id);
  }
  const trust = await pair.clerk.bytes('/public/trust');
  writeFileSync(join(house.dataDir, 'stranger-trust.json'), trust);
  for (const [end, id] of documents) cases.push(...(await keep(house, pair, id, end)));
  await house.stop();
  browser = await launch();
  const page = await VerifyPage.open(browser);
  const commands = askCommands(cases);
  for (const given of cases) onPage = [...onPage, await page.ask(given)];
  byCommand = await commands;
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

t.test('whatever a house records about a document is proven in both forms', async (t) => {
  for (const end of ENDS)
    for (const form of FORMS)
      t.ok(
        cases.some(({ what }) => what === `${end}: ${end}, ${form}`),
        `${end}, ${form}`,
      );
  for (const [i, { what, form }] of cases.entries()) {
    const { verdict, stages } = onPage[i] as Said;
    t.equal(verdict, 'unalteredSinceRecorded', what);
    const persons = stages.find(({ id }) => id === 'persons')?.state;
    t.equal(persons, form === 'full' ? 'ok' : 'notShown', `${what}: persons`);
  }
});

t.test('cunzheng-verify says of each what the single file says', async (t) => {
  for (const [i, { what }] of cases.entries()) t.same(byCommand[i], onPage[i], what);
});

t.test('the Python verifier says the same of each', { skip: pythonMissing() }, async (t) => {
  const answers = askPython(
    cases.map(({ what, proof, trust, file }) => ({
      name: what,
      proof: readFileSync(proof),
      trust: readFileSync(trust),
      file: readFileSync(file),
    })),
  );
  for (const [i, { what }] of cases.entries()) {
    const { verdict, stages } = onPage[i] as Said;
    const states = stages.map(({ id, state }) => `${id} ${state}`).join(', ');
    t.same(answers.get(what)?.verdict, verdict, what);
    t.equal(answers.get(what)?.states, states, what);
  }
});
