import { must, Person } from '@cunzheng/api/client';
import { citizenCheckDigit } from '@cunzheng/domain/identity';
import { codeAt, type ProofingView, type ReviewLine, type StaffView } from '@cunzheng/gateway';
import type { Mortal, Step } from './mortal.ts';

export const BJ = `/courts/${encodeURIComponent('京0491')}`;
const PASSWORD = '一把长长的锁住 2026 的伞';
const ORDER = [
  'rules',
  'kind',
  'document',
  'photos',
  'register',
  'portrait',
  'notice',
  'review',
  'done',
];

/** Somebody's way, and he himself at his browser. */
export type Way = Step[] & { readonly person: Person };

const isIn = async (person: Person) => (await person.ask('GET', '/session')).status === 200;

const jpeg = (mark: string) =>
  Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.from(mark.repeat(50))]);

/** Sign-in by phone, proofing and a clerk's review. */
export function registration(
  house: Mortal,
  who: { name: string; serial: string; mobile: string },
): Way {
  const person = new Person(house.url);
  const first = `11010519480712${who.serial}`;
  const number = first + citizenCheckDigit(first);
  let challenge: { challengeId: string; demoCode?: string } | undefined;
  const view = () => person.get<ProofingView>('/proofing');
  const isPast = async (step: string) => {
    const at = (await view()).step;
    return ORDER.indexOf(at) > ORDER.indexOf(step);
  };
  const askCode = async () => {
    challenge = must(
      await person.ask<{ challengeId: string }>('POST', '/session/phone', { mobile: who.mobile }),
    );
  };
  const typeCode = async () => {
    const { challengeId = '', demoCode: code = '' } = challenge ?? {};
    const confirmed = await person.ask('POST', '/session/phone/confirm', { challengeId, code });
    must(confirmed);
    // Who has said his number before says its end, for the phone may be somebody else's by now.
    const fact = { challengeId, end: number.slice(-4) };
    if (confirmed.status === 202) must(await person.ask('POST', '/session/phone/fact', fact));
  };
  const askAgain = async () => {
    house.pass(61_000);
    await askCode();
  };
  const step = (name: string, body: () => Promise<object>): Step => ({
    what: name,
    act: async () => must(await person.ask('POST', `/proofing/${name}`, await body())),
    isDone: () => isPast(name.split('/')[0] as string),
  });
  const photo = (side: string): Step => {
    let kept = false;
    const act = async () => {
      const headers = {
        'content-type': 'image/jpeg',
        'x-cunzheng-csrf': '1',
        cookie: person.cookie,
      };
      const url = `${house.url}/api/v1/proofing/photos/${side}`;
      const { status } = await fetch(url, { method: 'PUT', headers, body: jpeg(side) });
      kept = status === 200;
    };
    return { what: `photograph ${side}`, act, isDone: async () => kept };
  };
  const { name } = who;
  const steps: Step[] = [
    {
      what: 'code asked for',
      act: askCode,
      isDone: async () => challenge !== undefined,
      again: askAgain,
    },
    {
      what: 'code typed',
      act: typeCode,
      isDone: () => isIn(person),
      // It may have been used before the answer was lost.
      again: async () => {
        await askAgain();
        await typeCode();
      },
    },
    step('rules', async () => ({ version: (await view()).rules.version })),
    step('kind', async () => ({ kind: 'person', court: '京0491' })),
    step('document', async () => ({ document: 'citizenCard', name, number })),
    photo('front'),
    photo('back'),
    step('photos', async () => ({})),
    step('register', async () => ({})),
    photo('holding'),
    step('portrait/review', async () => ({ window: false })),
    step('notice', async () => {
      const { version, sha256 } = (await view()).notice;
      return { version, sha256 };
    }),
    { what: 'review', act: () => approve(house, name), isDone: () => isPast('review') },
  ];
  return Object.assign(steps, { person });
}

/** A clerk finds somebody in the queue and approves. */
async function approve(house: Mortal, name: string): Promise<void> {
  const clerk = await Person.signIn(house.url, 'bj-clerk');
  for (const { id } of await clerk.get<ReviewLine[]>('/reviews')) {
    const { body } = await clerk.ask<{ name?: string }>('GET', `/reviews/${id}`);
    if (!JSON.stringify(body).includes(name)) continue;
    must(await clerk.ask('POST', `/reviews/${id}/decision`, { decision: 'approved' }));
  }
}

interface Begun {
  readonly ceremony: string;
  readonly next?: string;
}

/** A colleague invited by the administrator, who sets a password and enrols an authenticator app. */
export function invitation(house: Mortal, who: { name: string; account: string }): Step[] {
  const person = new Person(house.url);
  let token: string | undefined;
  let enrolment: string | undefined;
  let offer: { ceremony: string; secret: string } | undefined;
  const tokenOf = (path = '') => path.split('#')[1];
  const boss = () => Person.signIn(house.url, 'bj-administrator');
  const reason = '新任命';
  const invite = async () => {
    const body = { ...who, roles: ['judge'], reason };
    const added = must(
      await (await boss()).ask<{ invitation?: { path: string } }>('POST', `${BJ}/staff`, body),
    );
    token = tokenOf(added.invitation?.path);
  };
  const inviteAgain = async () => {
    const administrator = await boss();
    const query = `${BJ}/staff?q=${encodeURIComponent(who.name)}`;
    const [known] = (await administrator.get<{ items: StaffView[] }>(query)).items;
    if (known === undefined) return invite();
    const again = await administrator.post<{ invitation?: { path: string } }>(
      `${BJ}/staff/${known.id}/reset`,
      { reason },
    );
    token = tokenOf(again.invitation?.path);
  };
  const byPassword = () =>
    person.post<Begun>('/session/password', { account: who.account, password: PASSWORD });
  const setPassword = async () => {
    const body = { token, password: PASSWORD };
    enrolment = must(await person.ask<Begun>('POST', '/invitations/password', body)).ceremony;
  };
  const askOffer = async () => {
    offer = await person.post('/enrolment/totp-offer', { enrolment });
  };
  const code = () => {
    house.pass(30_000);
    return codeAt(offer?.secret ?? '', house.now());
  };
  const enrol = async () => {
    const { ceremony } = offer ?? {};
    must(await person.ask('POST', '/enrolment/totp', { enrolment, ceremony, code: code() }));
  };
  return [
    { what: 'invited', act: invite, isDone: async () => token !== undefined, again: inviteAgain },
    {
      what: 'invitation opened',
      act: () => person.post('/invitations/open', { token }),
      isDone: async () => (await person.ask('POST', '/invitations/open', { token })).status === 200,
    },
    {
      what: 'password set',
      act: setPassword,
      isDone: async () => enrolment !== undefined,
      // The invitation may be used up: then the password is set, and signing in with it goes on to the enrolment.
      again: async () => {
        const { status } = await person.ask('POST', '/invitations/open', { token });
        if (status === 200) return setPassword();
        const begun = await byPassword();
        if (begun.next === 'enrol') enrolment = begun.ceremony;
      },
    },
    { what: 'secret shown', act: askOffer, isDone: async () => offer !== undefined },
    {
      what: 'enrolled',
      act: enrol,
      isDone: () => isIn(person),
      again: async () => {
        const begun = await byPassword();
        if (begun.next === 'enrol') {
          enrolment = begun.ceremony;
          await askOffer();
          return enrol();
        }
        must(
          await person.ask('POST', '/session/second-factor', {
            ceremony: begun.ceremony,
            code: code(),
          }),
        );
      },
    },
  ];
}
