import { CunzhengError, type ErrorCode } from '@cunzheng/domain';
import type { Messaging } from '../../src/providers/messaging.ts';
import type { OutgoingMessage, Sender } from '../../src/providers/sender.ts';
import { CHANNELS, type Channel } from '../../src/store/tables/notices.ts';

/** What a sender was given. */
export interface Noted {
  readonly channel: Channel;
  readonly key: string;
  readonly message: OutgoingMessage;
}

/** Senders that note what they send, and fail as they are told. */
export class NotingSenders implements Messaging {
  readonly sent: Noted[] = [];
  readonly senders: ReadonlyMap<Channel, Sender>;
  readonly smsReports = 'report-secret';
  readonly push = { publicKey: 'BPublic', hosts: ['push.example'] };
  /** Codes for the next messages, one each; `undefined` lets one pass. */
  readonly faults: (ErrorCode | undefined)[] = [];
  /** Called before each message goes out; it fails with the code that is returned. */
  before: (noted: Noted) => Promise<ErrorCode | undefined> = async () => undefined;

  constructor(channels: readonly Channel[] = CHANNELS) {
    this.senders = new Map(channels.map((channel) => [channel, this.#sender(channel)]));
  }

  /** Channels of what was sent since the last call, in order of the alphabet. */
  take(): Channel[] {
    return this.sent
      .splice(0)
      .map(({ channel }) => channel)
      .sort();
  }

  close(): void {}

  #sender(channel: Channel): Sender {
    const sender = { sms: '1069 0001', mail: 'Notice@court.example', wechat: '存证', push: '存证' };
    return {
      channel,
      sender: sender[channel],
      sendsOnce: true,
      send: async (message, key) => {
        const fault = (await this.before({ channel, key, message })) ?? this.faults.shift();
        if (fault !== undefined) throw new CunzhengError(fault);
        this.sent.push({ channel, key, message });
        return { state: 'accepted', reference: `${channel}-${this.sent.length}-${key}` };
      },
    };
  }
}
