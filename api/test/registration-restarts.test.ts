import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProofingView, ReviewLine } from '@cunzheng/gateway';
import { SILENT_LOGGER } from '@cunzheng/notary';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import t from 'tap';
import { compose, type Deployment } from '../src/compose.ts';
import { loadConfig } from '../src/config.ts';
import { overInject, testApp } from './support/deployment.ts';
import { jpeg, newcomer } from './support/newcomer.ts';
import { Person, type Send } from './support/person.ts';

// Fourteen starts of a whole deployment: half a minute, and minutes on a busy machine.
t.setTimeout(600_000);
const dataDir = await mkdtemp(join(tmpdir(), 'cunzheng-restarts-'));
const database = await testDatabase();
const config = loadConfig({
  DATA_DIR: dataDir,
  DATABASE_URL: database.url,
  CUNZHENG_LOG_LEVEL: 'silent',
  CUNZHENG_RATE_LIMIT: '0',
});

let deployment: Deployment | undefined;
let send: Send;

/** Ends what runs, and opens the same again from what it left. */
async function restart(): Promise<void> {
  await deployment?.close();
  const publicUrl = () => 'http://127.0.0.1:1';
  deployment = await compose({ config, clock: Date.now, logger: SILENT_LOGGER, publicUrl });
  send = overInject(await testApp(config, deployment.deps));
  deployment.work();
}
t.teardown(async () => {
  await deployment?.close();
  await database.drop();
  await rm(dataDir, { recursive: true, force: true });
});

t.test('a restart between any two steps of registration loses nothing', async (t) => {
  await restart();
  const person = new Person((...request) => send(...request));
  const clerk = new Person((...request) => send(...request));
  const who = newcomer('安久');
  let challengeId = '';
  let code = '';
  const step =
    (path: string, body: object = {}) =>
    async () =>
      (await person.ask('POST', `/api/v1/proofing/${path}`, body)).status;
  const photo = (side: string) => async () => {
    const headers = { 'content-type': 'image/jpeg' };
    const path = `/api/v1/proofing/photos/${side}`;
    return (await person.raw('PUT', path, { headers, body: jpeg(side) })).status;
  };
  const view = async () => (await person.ask<ProofingView>('GET', '/api/v1/proofing')).body;
  const steps: [string, () => Promise<number>][] = [
    [
      'code sent',
      async () => {
        const said = { mobile: who.mobile };
        const begun = await person.ask<Record<string, string>>(
          'POST',
          '/api/v1/session/phone',
          said,
        );
        ({ challengeId = '', demoCode: code = '' } = begun.body);
        return begun.status - 1;
      },
    ],
    [
      'code typed',
      async () =>
        (await person.ask('POST', '/api/v1/session/phone/confirm', { challengeId, code })).status,
    ],
    ['rules', async () => step('rules', { version: (await view()).rules.version })()],
    ['kind', step('kind', { kind: 'person', court: '京0491' })],
    ['document', step('document', { document: 'citizenCard', name: who.name, number: who.number })],
    ['front', photo('front')],
    ['back', photo('back')],
    ['photos', step('photos')],
    ['register', step('register')],
    ['holding', photo('holding')],
    ['portrait', step('portrait/review', { window: false })],
    [
      'notice',
      async () =>
        step('notice', (({ version, sha256 }) => ({ version, sha256 }))((await view()).notice))(),
    ],
    [
      'clerk',
      async () => {
        await clerk.signIn('bj-clerk');
        const { body } = await clerk.ask<ReviewLine[]>('GET', '/api/v1/reviews');
        const path = `/api/v1/reviews/${body[0]?.id}/decision`;
        return (await clerk.ask('POST', path, { decision: 'approved' })).status - 4;
      },
    ],
  ];
  for (const [name, act] of steps) {
    t.equal(await act(), 200, name);
    await restart();
  }
  t.match(await view(), { step: 'done', level: 'verified', name: '安久' });
});
