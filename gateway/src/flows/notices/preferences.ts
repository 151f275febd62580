import { demand, type Language } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { addContact, type Contact, contactsOf, removeContact } from '../../personal/contacts.ts';
import { parseSubscription } from '../../providers/push/web-push.ts';
import type { Unit } from '../../store/store.ts';
import {
  CATEGORIES,
  type Category,
  CHANNELS,
  type Channel,
  noticeLanguage,
  noticePreference,
} from '../../store/tables/notices.ts';
import { tellContactChange } from './contact-told.ts';
import { CHANNEL_OF } from './plan.ts';
import { shownAddress } from './shown-address.ts';
import { TEMPLATES } from './templates/index.ts';
import type { Versions } from './templates/template.ts';

/** One way to be told: whether this deployment has it, and where it reaches me. */
export interface ChannelView {
  readonly channel: Channel;
  readonly offered: boolean;
  /** Who messages of it are from. */
  readonly sender?: string;
  readonly contacts: readonly {
    readonly id: string;
    /** With its middle hidden. */
    readonly shown: string;
    readonly verified: boolean;
  }[];
}

/** How I am told. */
export interface NoticePreferences {
  readonly language: Language;
  readonly channels: readonly ChannelView[];
  readonly categories: readonly {
    readonly category: Category;
    /** Some of it must be told, whatever is chosen. */
    readonly demanded: boolean;
    readonly wanted: readonly Channel[];
  }[];
  /** With it a browser subscribes; absent where web push is not offered. */
  readonly pushKey?: string;
  /** Whether WeChat can be bound here. */
  readonly wechat: boolean;
}

/** One answer of mine. */
export interface Choice {
  readonly category: Category;
  readonly channel: Channel;
  readonly wanted: boolean;
}

/** How I am told, as it stands. */
export async function readPreferences(house: Court, actor: Actor): Promise<NoticePreferences> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const mine = eq(noticePreference.person, actor.person);
  const rows = await db.select().from(noticePreference).where(mine);
  const [spoken] = await db
    .select()
    .from(noticeLanguage)
    .where(eq(noticeLanguage.person, actor.person));
  const contacts = await contactsOf(court, db, actor.person);
  const unwanted = new Set(rows.flatMap((row) => (row.wanted ? [] : [keyOf(row)])));
  const { push, wechat } = court.messaging;
  return {
    language: spoken?.language ?? 'zh-CN',
    channels: CHANNELS.map((channel) => channelView(court, channel, contacts)),
    categories: CATEGORIES.map((category) => ({
      category,
      demanded: isDemanded(category),
      wanted: CHANNELS.filter((channel) => !unwanted.has(keyOf({ category, channel }))),
    })),
    ...(push === undefined ? {} : { pushKey: push.publicKey }),
    wechat: wechat !== undefined,
  };
}

function channelView(
  { messaging }: Pick<Court, 'messaging'>,
  channel: Channel,
  contacts: readonly Contact[],
): ChannelView {
  const sender = messaging.senders.get(channel);
  return {
    channel,
    offered: sender !== undefined,
    ...(sender === undefined ? {} : { sender: sender.sender }),
    contacts: contacts
      .filter(({ kind }) => CHANNEL_OF[kind] === channel)
      .map(({ id, address, verifiedAt }) => ({
        id,
        shown: shownAddress(channel, address),
        verified: verifiedAt !== undefined,
      })),
  };
}

function keyOf({ category, channel }: Omit<Choice, 'wanted'>): string {
  return `${category} ${channel}`;
}

function isDemanded(category: Category): boolean {
  return (Object.values(TEMPLATES) as Versions[]).some(
    (versions) => versions[0].category === category && versions.at(-1)?.ground !== undefined,
  );
}

/** Takes my answers; those not given stay. Returns all. */
export async function choosePreferences(
  house: Court,
  actor: Actor,
  { language, choices }: { language?: Language; choices: readonly Choice[] },
): Promise<NoticePreferences> {
  const { store } = asActor(house, actor);
  const { person } = actor;
  await store.transaction(async ({ db }) => {
    for (const choice of choices) {
      await db
        .insert(noticePreference)
        .values({ person, ...choice })
        .onConflictDoUpdate({
          target: [noticePreference.person, noticePreference.category, noticePreference.channel],
          set: { wanted: choice.wanted },
        });
    }
    if (language !== undefined) {
      await db
        .insert(noticeLanguage)
        .values({ person, language })
        .onConflictDoUpdate({ target: noticeLanguage.person, set: { language } });
    }
  });
  return readPreferences(house, actor);
}

const MOST_BROWSERS = 10;

/** A browser of mine wants to show notices. Throws `INPUT_INVALID`, `NOT_SUPPORTED` where web push is not offered. */
export async function addBrowser(
  house: Court,
  actor: Actor,
  subscription: { endpoint: string; p256dh: string; auth: string },
): Promise<NoticePreferences> {
  const court = asActor(house, actor);
  const { push } = court.messaging;
  demand(push !== undefined, 'NOT_SUPPORTED');
  const { endpoint, p256dh, auth } = subscription;
  const address = JSON.stringify({ endpoint, p256dh, auth });
  parseSubscription(address, push.hosts);
  await court.store.transaction(async (unit) => {
    const held = await contactsOf(court, unit.db, actor.person);
    const browsers = held.filter(({ kind }) => kind === 'push');
    // The oldest gives way: browsers that were forgotten pile up.
    for (const { id } of browsers.slice(0, Math.max(0, browsers.length + 1 - MOST_BROWSERS)))
      await removeContact(unit, actor.person, id);
    const { person } = actor;
    await addContact(court, unit, { person, kind: 'push', address, verified: true });
    if (held.some((each) => each.address === address)) return;
    await tellContactChange(court, unit, person, { change: 'added', kind: 'push', address });
  });
  return readPreferences(house, actor);
}

/** Takes a mail address, a WeChat or a browser of mine away. Throws `NOT_FOUND`; numbers are changed with the account. */
export async function removeAddress(
  house: Court,
  actor: Actor,
  id: string,
): Promise<NoticePreferences> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const held = await contactsOf(court, unit.db, actor.person);
    const found = held.find((each) => each.id === id);
    demand(found !== undefined && found.kind !== 'mobile', 'NOT_FOUND');
    await removeContact(unit, actor.person, id);
    const { kind, address, verifiedAt } = found;
    // One that never counted is no change.
    if (verifiedAt === undefined) return;
    await tellContactChange(court, unit, actor.person, { change: 'removed', kind, address });
  });
  return readPreferences(house, actor);
}

const MAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const MOST_MAILS = 3;

/**
 * I want to be told at this mail address: a mail with a link goes there, and it counts when the link is opened by me.
 * Throws `INPUT_INVALID` for what is no mail address, `NOT_SUPPORTED` without a mail server, and what the server throws.
 */
export async function addMail(
  house: Court,
  actor: Actor,
  { address, language }: { address: string; language: Language },
): Promise<NoticePreferences> {
  const court = asActor(house, actor);
  const sender = court.messaging.senders.get('mail');
  demand(sender !== undefined, 'NOT_SUPPORTED');
  const to = address.trim().toLowerCase();
  demand(MAIL.test(to), 'INPUT_INVALID');
  const id = await court.store.transaction((unit) => keepMail(court, unit, actor, to));
  const proof = mailProof(court, actor, id);
  const english = language === 'en';
  await sender.send(
    {
      to,
      language,
      from: '存证',
      category: 'account',
      kind: '',
      title: english ? 'Cunzheng: confirm this mail address' : '存证：请确认邮箱',
      text: english
        ? 'Somebody wants to be told at this address of notices of courts. If it was you, open the link and sign in; if not, do nothing.'
        : '有人希望在这个邮箱收到法院通知的提醒。如果是您本人，请打开链接并登录确认；如果不是，请不用理会。',
      link: `${court.publicUrl()}/account/notices?mail=${id}&proof=${proof}`,
      digits: '',
    },
    `${id}-${proof.slice(0, 8)}`,
  );
  return readPreferences(house, actor);
}

async function keepMail(court: Court, unit: Unit, actor: Actor, address: string): Promise<string> {
  const held = await contactsOf(court, unit.db, actor.person);
  const mails = held.filter(({ kind }) => kind === 'mail');
  demand(
    mails.length < MOST_MAILS || mails.some((each) => each.address === address),
    'INPUT_INVALID',
  );
  return addContact(court, unit, { person: actor.person, kind: 'mail', address, verified: false });
}

/** Opened by the person who asked for it, it shows that the mail arrived. Throws `NOT_FOUND`. */
export async function confirmMail(
  house: Court,
  actor: Actor,
  { id, proof }: { id: string; proof: string },
): Promise<NoticePreferences> {
  const court = asActor(house, actor);
  await court.store.transaction(async (unit) => {
    const held = await contactsOf(court, unit.db, actor.person);
    const found = held.find((each) => each.id === id && each.kind === 'mail');
    demand(found !== undefined && proof === mailProof(court, actor, id), 'NOT_FOUND');
    const { address, verifiedAt } = found;
    const { person } = actor;
    await addContact(court, unit, { person, kind: 'mail', address, verified: true });
    if (verifiedAt !== undefined) return;
    await tellContactChange(court, unit, person, { change: 'added', kind: 'mail', address });
  });
  return readPreferences(house, actor);
}

/** Nobody without the key can make it: it need not be stored. */
function mailProof({ vault }: Pick<Court, 'vault'>, actor: Actor, id: string): string {
  return vault.digest('notice.mail', `${actor.person} ${id}`);
}
