import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import t, { type Test } from 'tap';
import { addressOf, type MailSettings, openMail } from '../../../src/providers/mail/smtp.ts';
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from '../../support/localhost-certificate.ts';
import { messageTo } from '../../support/message.ts';

/** A real server; mails that it took are in `mails`. */
async function startServer(t: Test, more: SMTPServerOptions = {}) {
  const mails: string[] = [];
  const server = new SMTPServer({
    key: LOCALHOST_KEY,
    cert: LOCALHOST_CERTIFICATE,
    onAuth: ({ username, password }, _session, done) =>
      username === 'court' && password === 'p@ss'
        ? done(null, { user: username })
        : done(Object.assign(new Error('wrong'), { responseCode: 535 })),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('utf8'));
        done();
      });
    },
    ...more,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  t.teardown(() => new Promise<void>((go) => server.close(go)));
  return { mails, port: (server.server.address() as AddressInfo).port };
}

const openAt = (t: Test, port: number, more: Partial<MailSettings> = {}) => {
  const sender = openMail({
    url: `smtp://court:p%40ss@127.0.0.1:${port}`,
    from: '北京互联网法院 <Notice@court.example>',
    ca: LOCALHOST_CERTIFICATE,
    ...more,
  });
  t.teardown(() => sender.close?.());
  return sender;
};
const KEY = '7d4b2c1e-0000-4000-8000-000000000000';
const refusing = (responseCode: number) => ({
  onRcptTo: (_: unknown, __: unknown, done: (error: Error) => void) =>
    done(Object.assign(new Error('no'), { responseCode })),
});

t.test('a mail goes out over STARTTLS, signed in, with the way to the notice', async (t) => {
  const { mails, port } = await startServer(t);
  const sender = openAt(t, port);
  t.equal(sender.sender, 'notice@court.example');
  const sent = await sender.send(messageTo('someone@example.com'), KEY);
  t.strictSame(sent, { state: 'accepted', reference: `<${KEY}@court.example>` });
  const [mail = ''] = mails;
  t.match(mail, /^Message-ID: <7d4b2c1e-0000-4000-8000-000000000000@court\.example>\r$/m);
  t.match(mail, /^Auto-Submitted: auto-generated\r$/m);
  t.match(mail, /^To: someone@example\.com\r$/m);
  const body = mail.slice(mail.indexOf('\r\n\r\n'));
  const text = /base64/.test(mail) ? Buffer.from(body, 'base64').toString('utf8') : unquoted(body);
  t.match(text, /12345 67890/);
  t.match(text, /https:\/\/court\.example\/notices\/7d4b2c1e/);
});

/** Quoted-printable as it reads. */
function unquoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

t.test('a server without STARTTLS gets no password and no mail', async (t) => {
  const { mails, port } = await startServer(t, {
    hideSTARTTLS: true,
    disabledCommands: ['STARTTLS'],
  });
  await t.rejects(openAt(t, port).send(messageTo('a@example.com'), KEY), {
    code: 'PROVIDER_UNAVAILABLE',
  });
  t.strictSame(mails, []);
});

t.test('a certificate that nobody vouches for is refused', async (t) => {
  const { mails, port } = await startServer(t);
  const { ca: _ca, ...rest } = { ca: undefined };
  const sender = openMail({
    url: `smtp://court:p%40ss@127.0.0.1:${port}`,
    from: 'a@court.example',
    ...rest,
  });
  t.teardown(() => sender.close?.());
  await t.rejects(sender.send(messageTo('a@example.com'), KEY), { code: 'PROVIDER_UNAVAILABLE' });
  t.strictSame(mails, []);
});

t.test('a wrong password waits for the operator', async (t) => {
  const { port } = await startServer(t);
  const sender = openAt(t, port, { url: `smtp://court:wrong@127.0.0.1:${port}` });
  await t.rejects(sender.send(messageTo('a@example.com'), KEY), { code: 'PROVIDER_UNAVAILABLE' });
});

for (const [status, code] of [
  [450, 'PROVIDER_UNAVAILABLE'],
  [452, 'PROVIDER_UNAVAILABLE'],
  [550, 'CONTACT_GONE'],
  [554, 'PROVIDER_REFUSED'],
] as const) {
  t.test(`a recipient refused with ${status} is ${code}`, async (t) => {
    const { port } = await startServer(t, refusing(status));
    const error = await openAt(t, port)
      .send(messageTo('someone@example.com'), KEY)
      .catch((caught: Error) => caught);
    t.match(error, { code });
    t.notMatch((error as Error).message, /someone/, 'nobody is named');
  });
}

t.test('greylisted first, the same mail is taken later with the same message id', async (t) => {
  let tries = 0;
  const { mails, port } = await startServer(t, {
    onRcptTo: (_address, _session, done) => {
      tries += 1;
      done(tries === 1 ? Object.assign(new Error('later'), { responseCode: 451 }) : null);
    },
  });
  const sender = openAt(t, port);
  await t.rejects(sender.send(messageTo('a@example.com'), KEY), { code: 'PROVIDER_UNAVAILABLE' });
  await sender.send(messageTo('a@example.com'), KEY);
  t.equal(mails.length, 1);
  t.match(mails[0], new RegExp(KEY));
});

t.test('a server that is not there counts as unavailable', async (t) => {
  await t.rejects(openAt(t, 1).send(messageTo('a@example.com'), KEY), {
    code: 'PROVIDER_UNAVAILABLE',
  });
});

t.test('the address of a sender is found in its name', async (t) => {
  t.equal(addressOf('法院 <A@Court.example>'), 'a@court.example');
  t.equal(addressOf('a@court.example'), 'a@court.example');
});
