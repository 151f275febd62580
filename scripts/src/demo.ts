// `npm run demo [-- --json]`: fills the running server (CUNZHENG_URL, default the local one) with twenty invented cases and
// with a filing in each state, alters one stored file on disk, keeps proofs and documents under DATA_DIR/demo, and prints
// what to try.
import { mkdir, open, readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type CaseView, type DocumentView, Person } from '@cunzheng/api/client';
import { CLERKS, DEMO_CASES, type DemoCase } from './demo/cases.ts';
import { playFilings } from './demo/filings.ts';
import { newestRecord, openCase, play, untilProven } from './demo/story.ts';

interface Item {
  readonly court: string;
  readonly caseNumber: string;
  readonly number: string;
  readonly code: string;
  readonly state: string;
  readonly altered: boolean;
  readonly document: string;
  readonly proof: string;
  readonly compact: string;
  readonly verifyUrl: string;
}

const base = (process.env.CUNZHENG_URL ?? `http://127.0.0.1:${process.env.PORT ?? 8080}`).replace(
  /\/$/,
  '',
);
const dataDir = resolve(process.env.DATA_DIR ?? './data');
const out = join(dataDir, 'demo');
const json = process.argv.includes('--json');
const say = (text: string) => console.error(text);

async function main(): Promise<void> {
  await mkdir(out, { recursive: true });
  const trust = join(out, 'trust.json');
  await writeFile(trust, await new Person(base).bytes('/public/trust'));
  const items: Item[] = [];
  const people = new Map<string, Promise<Person>>();
  const person = (account: string) => {
    if (!people.has(account)) people.set(account, Person.signIn(base, account));
    return people.get(account) as Promise<Person>;
  };
  for (const [i, plan] of DEMO_CASES.entries()) {
    const item = await makeItem(plan, person);
    if (item !== undefined) items.push(item);
    say(`${i + 1}/${DEMO_CASES.length} ${plan.court} ${plan.kind} ${plan.end}`);
  }
  const filings = await playFilings(person);
  for (const line of filings) say(`立案 filing ${line}`);
  console.log(json ? JSON.stringify({ trust, items }) : summary(trust, items));
}

/** Plays one case and keeps its files; a draft has nothing on chain and is no item. */
async function makeItem(
  plan: DemoCase,
  person: (account: string) => Promise<Person>,
): Promise<Item | undefined> {
  const clerk = await person(CLERKS[plan.court] as string);
  const recipient = await person(plan.defendant);
  const found = await openCase(clerk, plan, new Date().getFullYear());
  const played = await play({ clerk, recipient }, plan, found);
  if (plan.end === 'draft') return undefined;
  const document = await untilProven(clerk, played.id);
  const item = await keep(clerk, plan, found, document);
  if (plan.end === 'altered') await alter(document.sha256);
  return item;
}

async function keep(
  clerk: Person,
  plan: DemoCase,
  found: CaseView,
  document: DocumentView,
): Promise<Item> {
  const path = (ending: string) => join(out, `${document.number}${ending}`);
  const record = newestRecord(document)?.recordId as string;
  const [pdf, proof, compact] = [path('.pdf'), path('.proof.json'), path('.compact.bin')];
  await writeFile(pdf, await clerk.bytes(`/documents/${document.id}/file`));
  await writeFile(proof, await clerk.bytes(`/records/${record}/proof?form=full`));
  await writeFile(compact, await clerk.bytes(`/records/${record}/proof?form=compact`));
  const state = document.services.at(-1)?.state ?? document.state;
  return {
    court: plan.court,
    caseNumber: found.caseNumber,
    number: document.number,
    code: document.code,
    state,
    altered: plan.end === 'altered',
    ...{ document: pdf, proof, compact, verifyUrl: document.verifyUrl },
  };
}

/** Changes one byte in the middle of the stored copy, as somebody with access to the disk could. */
async function alter(sha256: string): Promise<void> {
  const hex = Buffer.from(sha256, 'base64url').toString('hex');
  const folder = join(dataDir, 'files', 'sha256', hex.slice(0, 2));
  const name = (await readdir(folder)).find((entry) => entry.startsWith(hex)) as string;
  const file = await open(join(folder, name), 'r+');
  try {
    const { size } = await file.stat();
    const byte = Buffer.alloc(1);
    await file.read(byte, 0, 1, size >> 1);
    byte[0] = (byte[0] as number) ^ 1;
    await file.write(byte, 0, 1, size >> 1);
  } finally {
    await file.close();
  }
}

function summary(trust: string, items: readonly Item[]): string {
  const rows = items.map(
    (item) =>
      `  ${item.number}  ${item.code}  ${item.state.padEnd(8)} ${item.caseNumber}${item.altered ? '  ← 磁盘上的文件已被改动 / altered on disk' : ''}`,
  );
  const [first] = items;
  return [
    `${items.length} 份文书 / documents:`,
    ...rows,
    '',
    `试一试 / try:`,
    `  ${first?.verifyUrl}`,
    `  ${base}/signin  (zhangwei: 当事人 / party; bj-clerk: 书记员 / clerk; bj-judge: 法官 / judge)`,
    `  npx cunzheng-verify ${first?.proof} ${first?.document} --trust ${trust}`,
  ].join('\n');
}

await main().catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
});
