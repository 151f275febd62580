import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A mail server on this machine that takes every mail; for tests and demonstrations. */
export interface Mailbox {
  /** As it stands in the settings of mail, with `plain`. */
  readonly url: string;
  /** Texts of the mails that came, oldest first. */
  readonly texts: readonly string[];
  close(): Promise<void>;
}

/** Starts a mail server. The caller closes it. */
export async function startMailbox(): Promise<Mailbox> {
  const { SMTPServer } = await import('smtp-server');
  const texts: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        texts.push(textOf(Buffer.concat(chunks).toString('utf8')));
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    texts,
    close: () => new Promise<void>((go) => server.close(go)),
  };
}

/** The body of a mail of one part, as it is read. */
function textOf(mail: string): string {
  const body = mail.slice(mail.indexOf('\r\n\r\n') + 4);
  if (/transfer-encoding: base64/i.test(mail)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
