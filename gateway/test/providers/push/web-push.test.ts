import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import t from 'tap';
import webPush from 'web-push';
import { openWebPush, parseSubscription } from '../../../src/providers/push/web-push.ts';
import { startFlakyServer } from '../../../src/providers/testing/index.ts';
import { messageTo } from '../../support/message.ts';

const vapid = webPush.generateVAPIDKeys();
const browser = createECDH('prime256v1');
browser.generateKeys();
const auth = randomBytes(16);

const KEY = '7d4b2c1e-0000-4000-8000-000000000000';

/** What the browser reads (RFC 8188, 8291): salt, record size, the server's key, then the text. */
function decrypt(body: Buffer): string {
  const salt = body.subarray(0, 16);
  const length = body[20] as number;
  const theirs = body.subarray(21, 21 + length);
  const secret = browser.computeSecret(theirs);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirs]);
  const ikm = Buffer.from(hkdfSync('sha256', secret, auth, info, 32));
  const derive = (name: string, size: number) =>
    Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(`Content-Encoding: ${name}\0`), size));
  const sealed = body.subarray(21 + length);
  const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}

t.test('a browser reads what was sent to it, and nobody on the way', async (t) => {
  const { server, to, bytes } = await pushService();
  t.teardown(() => server.close());
  const sent = await openAt(server.url).send(messageTo(to), KEY);
  t.strictSame(sent, { state: 'accepted' });
  const request = server.requests.at(-1);
  t.match(request?.headers, {
    'content-encoding': 'aes128gcm',
    ttl: '259200',
    urgency: 'high',
    topic: KEY.replaceAll('-', ''),
    authorization: /^vapid t=[\w.-]+, ?k=[\w-]+$/,
  });
  t.match(JSON.parse(decrypt(bytes())), { tag: KEY, digits: '12345 67890', link: /notices/ });
});

for (const [status, code] of [
  [404, 'CONTACT_GONE'],
  [410, 'CONTACT_GONE'],
  [413, 'PROVIDER_REFUSED'],
  [403, 'PROVIDER_REFUSED'],
  [429, 'PROVIDER_UNAVAILABLE'],
  [503, 'PROVIDER_UNAVAILABLE'],
] as const) {
  t.test(`an answer ${status} is ${code}`, async (t) => {
    const { server, to } = await pushService();
    t.teardown(() => server.close());
    server.failNext({ answer: { status } });
    await t.rejects(openAt(server.url).send(messageTo(to), KEY), { code });
  });
}

t.test('only push services are called', async (t) => {
  const text = (endpoint: unknown, more: object = {}) =>
    JSON.stringify({ endpoint, p256dh: 'A'.repeat(87), auth: 'A'.repeat(22), ...more });
  for (const host of [
    'fcm.googleapis.com',
    'updates.push.services.mozilla.com',
    'web.push.apple.com',
  ])
    t.match(parseSubscription(text(`https://${host}/x`)), { auth: 'A'.repeat(22) });
  for (const wrong of [
    text('https://elsewhere.example/x'),
    text('https://push.services.mozilla.com.elsewhere.example/x'),
    text('http://fcm.googleapis.com/x'),
    text('https://127.0.0.1/x'),
    text('no address'),
    text(7),
    text('https://fcm.googleapis.com/x', { auth: 'short' }),
    'no json',
    'null',
  ])
    t.throws(() => parseSubscription(wrong), { code: 'INPUT_INVALID' }, wrong);
});

async function pushService() {
  const server = await startFlakyServer({ routes: { 'POST /push': () => ({ status: 201 }) } });
  const to = JSON.stringify({
    endpoint: `${server.url}/push`,
    p256dh: browser.getPublicKey('base64url'),
    auth: auth.toString('base64url'),
  });
  return { server, to, bytes: () => server.requests.at(-1)?.bytes as Buffer };
}

const openAt = (url: string) =>
  openWebPush({
    ...vapid,
    contact: 'mailto:operator@court.example',
    sender: '存证',
    hosts: [new URL(url).host],
  });
