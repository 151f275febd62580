import type { Language } from '@cunzheng/domain';
import type { Category, Channel } from '../store/tables/notices.ts';

/** What is sent: a sentence that there is something to read, and the way there; never what it says. */
export interface OutgoingMessage {
  /** Number, mail address, open id or push subscription. */
  readonly to: string;
  readonly language: Language;
  /** Name of the court, or of this system. */
  readonly from: string;
  readonly category: Category;
  /** The category in words. */
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  /** Absolute, to the notice. */
  readonly link: string;
  /** By these and the sender anybody can ask whether the message is ours. */
  readonly digits: string;
}

/** `accepted` by the provider, or already `delivered`; `reference` is the provider's own name of it. */
export interface Sent {
  readonly state: 'accepted' | 'delivered';
  readonly reference?: string;
}

/** One way to send messages. */
export interface Sender {
  readonly channel: Channel;
  /** Who people see the message is from: a number, an address, a name. */
  readonly sender: string;
  /** Whether the provider sends what has the same key only once. Where it does not, a message may come twice after a crash. */
  readonly sendsOnce: boolean;
  /**
   * Sends. The same key is the same message. Throws `PROVIDER_UNAVAILABLE` (try again), `PROVIDER_REFUSED` (never
   * again), `CONTACT_GONE` (the address is nobody's any more).
   */
  send(message: OutgoingMessage, key: string): Promise<Sent>;
  close?(): void;
}

/** Sends a code to a phone, once. Throws `PROVIDER_UNAVAILABLE`, `PROVIDER_REFUSED`. */
export interface CodeSender {
  send(mobile: string, said: { readonly code: string; readonly minutes: number }): Promise<void>;
}
