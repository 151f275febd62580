import { hashPassword, isPassword } from '@cunzheng/gateway';
import {
  counted,
  type Ground,
  get,
  measureAgainstBare,
  oneByOne,
  type Page,
  post,
} from './against-bare.ts';
import { ACCOUNTS, COURTS, CROWD_PASSWORD, plantCrowd } from './crowd.ts';
import type { Measures } from './measure.ts';

/** Sign-in, home and queue with 10,000 accounts and 50 courts. */
export function measurePages(): Promise<Measures> {
  const among = `${ACCOUNTS} accounts, ${COURTS} courts`;
  return measureAgainstBare({ name: 'pages', among, plant: pagesOf });
}

async function pagesOf({ app, deployment }: Ground): Promise<Page[]> {
  const crowd = await plantCrowd(deployment);
  const reading = (key: string, what: string, path: string, cookies: readonly string[]): Page => ({
    ...{ key, what, writes: false },
    ask: async (count) => counted(count, (i) => get(path, cookies[i % cookies.length] as string)),
  });
  let person = 0;
  const mobile = () => crowd.mobiles[person++] as string;
  const askCode = () => post('/session/phone', { mobile: mobile() });
  const typeCode = async () => {
    const { method, path, headers, body = '' } = askCode();
    const { challengeId, demoCode: code } = (
      await app.inject({ method, url: path, headers: { ...headers }, payload: body })
    ).json<{ challengeId: string; demoCode: string }>();
    return post('/session/phone/confirm', { challengeId, code });
  };
  let clerk = 0;
  const password = () => {
    const account = crowd.staffAccounts[clerk++ % crowd.staffAccounts.length];
    return post('/session/password', { account, password: CROWD_PASSWORD });
  };
  const hash = await hashPassword(CROWD_PASSWORD);
  return [
    reading('home.party', 'home of a party', '/home', crowd.litigants),
    reading('home.clerk', 'home of a clerk', '/home', crowd.clerks),
    reading('queue', 'a court’s queue of cases', '/cases?queue=now', crowd.clerks),
    {
      ...{ key: 'code.ask', what: 'a code asked for', writes: true },
      ask: async (count) => counted(count, askCode),
    },
    {
      ...{ key: 'code.type', what: 'sign-in by a code', writes: true },
      ask: (count) => oneByOne(count, typeCode),
    },
    {
      ...{ key: 'password', what: 'password of staff (beside: one argon2id)', writes: true },
      ask: async (count) => {
        // Nobody goes on to the second factor, so what each has free would be used up.
        await deployment.database.query('truncate court.throttle');
        return counted(count, password);
      },
      beside: () => isPassword(CROWD_PASSWORD, hash),
    },
  ];
}
