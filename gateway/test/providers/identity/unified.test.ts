import t from 'tap';
import {
  openUnifiedIdentity,
  type UnifiedSettings,
} from '../../../src/providers/identity/unified.ts';
import { openUnifiedServer } from '../../../src/providers/identity/unified-testing.ts';

const server = await openUnifiedServer();
t.teardown(() => server.close());
server.people.push({ subject: 's-1', name: '张未', number: '11010519491231002X' });
const { issuer, clientId, clientSecret } = server;
const settings: UnifiedSettings = { issuer, clientId, clientSecret, timeoutMs: 3000 };
const BACK = 'https://court.example/proofing/unified';
const NONCE = 'kept by the browser';

/** Goes to the platform's page and chooses; what comes back after the question mark. */
async function visit(address: string, subject = 's-1'): Promise<string> {
  const answer = await fetch(`${address}&subject=${subject}`, { redirect: 'manual' });
  const location = answer.headers.get('location') as string;
  t.ok(location.startsWith(`${BACK}?`), 'it leads back');
  return location.slice(BACK.length + 1);
}

const platform = openUnifiedIdentity(settings);
const returned = async (subject?: string) => visit(await platform.begin(BACK, NONCE), subject);

t.test('who comes back is whom the platform knows, with name and number', async (t) => {
  const address = new URL(await platform.begin(BACK, NONCE));
  t.match(Object.fromEntries(address.searchParams), {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: BACK,
    scope: 'openid profile',
    code_challenge_method: 'S256',
  });
  t.notMatch(address.href, /kept/, 'the nonce stays in the browser');
  const found = await platform.finish(BACK, await returned(), NONCE);
  t.strictSame(found, { subject: 's-1', name: '张未', number: '11010519491231002X' });
});

t.test('names of claims are the platform’s own; what it does not say is absent', async (t) => {
  const other = openUnifiedIdentity({ ...settings, claims: { name: 'sub', number: 'none' } });
  const query = await visit(await other.begin(BACK, NONCE));
  t.strictSame(await other.finish(BACK, query, NONCE), { subject: 's-1', name: 's-1' });
});

t.test('a code is taken once, and only from the browser that began', async (t) => {
  const query = await returned();
  await t.rejects(platform.finish(BACK, query, 'another browser'), { code: 'SIGN_IN_CODE_WRONG' });
  await platform.finish(BACK, query, NONCE);
  await t.rejects(platform.finish(BACK, query, NONCE), { code: 'PROVIDER_REFUSED' });
  await t.rejects(platform.finish(BACK, 'code=x', NONCE), { code: 'SIGN_IN_CODE_WRONG' });
  await t.rejects(platform.finish(BACK, await returned(''), NONCE), {
    code: 'PROVIDER_REFUSED',
    message: /unified identity: /,
  });
});

t.test('tokens that are somebody else’s, old or altered are refused', async (t) => {
  for (const lie of [
    { iss: 'https://elsewhere.example' },
    { aud: 'another court' },
    { nonce: 'of another visit' },
    { exp: 1_000_000_000 },
  ]) {
    Object.assign(server.lies, lie);
    const query = await returned();
    await t.rejects(
      platform.finish(BACK, query, NONCE),
      { code: 'PROVIDER_REFUSED' },
      JSON.stringify(lie),
    );
    for (const key of Object.keys(lie)) delete server.lies[key];
  }
  const other = openUnifiedIdentity({ ...settings, clientSecret: 'wrong' });
  const query = await visit(await other.begin(BACK, NONCE));
  await t.rejects(other.finish(BACK, query, NONCE), { code: 'PROVIDER_REFUSED' });
});

t.test('a platform that is silent, down or talks of something else is unavailable', async (t) => {
  for (const fault of ['down', 'hang', 'garbage', 'cut', { answer: { status: 503 } }] as const) {
    const fresh = openUnifiedIdentity(settings);
    server.fail(fault);
    await t.rejects(fresh.begin(BACK, NONCE), { code: 'PROVIDER_UNAVAILABLE' });
    server.fail(undefined);
    const query = await visit(await fresh.begin(BACK, NONCE));
    server.fail(fault);
    await t.rejects(fresh.finish(BACK, query, NONCE), { code: 'PROVIDER_UNAVAILABLE' });
    server.fail(undefined);
  }
});

t.test('an answer that was lost costs the visit, and a slow one is waited for', async (t) => {
  const query = await returned();
  server.failNext('lost');
  await t.rejects(platform.finish(BACK, query, NONCE), { code: 'PROVIDER_UNAVAILABLE' });
  await t.rejects(
    platform.finish(BACK, query, NONCE),
    { code: 'PROVIDER_REFUSED' },
    'the code is used',
  );
  const again = await returned();
  server.failNext({ slow: 100 });
  t.match(await platform.finish(BACK, again, NONCE), { subject: 's-1' });
});
