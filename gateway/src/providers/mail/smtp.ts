import { CunzhengError } from '@cunzheng/domain';
import { createTransport } from 'nodemailer';
import type { OutgoingMessage, Sender } from '../sender.ts';

/** A mail server and the address that mail comes from. */
export interface MailSettings {
  /** `smtp://user:password@host:port` (STARTTLS is demanded) or `smtps://…`. */
  readonly url: string;
  /** Address, with or without a name: `北京互联网法院 <notice@court.example>`. */
  readonly from: string;
  /** PEM of an authority beside the usual ones. */
  readonly ca?: string;
  /** Only for a server on this machine. */
  readonly plain?: boolean;
}

const TIMEOUT_MS = 15_000;

/**
 * Mail by SMTP. The message id is made of the key, by which most mailboxes keep a repeated mail once; SMTP itself does
 * not promise it.
 */
export function openMail(settings: MailSettings): Sender {
  const transport = createTransport(optionsOf(settings));
  const address = addressOf(settings.from);
  const domain = address.split('@')[1] ?? 'localhost';
  return {
    channel: 'mail',
    sender: address,
    sendsOnce: false,
    async send(message, key) {
      const messageId = `<${key}@${domain}>`;
      await transport
        .sendMail({
          messageId,
          from: settings.from,
          to: message.to,
          subject: `${message.title}`,
          text: bodyOf(message),
          headers: { 'auto-submitted': 'auto-generated' },
          disableFileAccess: true,
          disableUrlAccess: true,
        })
        .catch(refused);
      return { state: 'accepted', reference: messageId };
    },
    close: () => transport.close(),
  };
}

function optionsOf({ url, ca, plain = false }: MailSettings) {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const user = decodeURIComponent(username);
  return {
    host: hostname,
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && !plain,
    ignoreTLS: plain,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(password) } }),
    ...(ca === undefined ? {} : { tls: { ca } }),
  };
}

/** The bare address, in lower case. */
export function addressOf(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
}

function bodyOf({ text, link }: OutgoingMessage): string {
  return `${text}\n\n${link}\n`;
}

/** Unknown mailboxes: the address is nobody's (RFC 3463 5.1.x; 550, 551, 553 at RCPT). */
const GONE = new Set([550, 551, 553]);

function refused(cause: { responseCode?: number; code?: string; command?: string }): never {
  const { responseCode = 0, code, command = '' } = cause;
  const said = `mail: ${code ?? 'fault'} ${responseCode}`;
  if (command.startsWith('RCPT') && GONE.has(responseCode)) {
    throw new CunzhengError('CONTACT_GONE', said, { cause });
  }
  // A wrong password, or no TLS, is the operator's to mend; the mail waits. 4xx is greylisting or a full queue.
  const final = responseCode >= 500 && code !== 'EAUTH' && code !== 'ETLS';
  throw new CunzhengError(final ? 'PROVIDER_REFUSED' : 'PROVIDER_UNAVAILABLE', said, { cause });
}
