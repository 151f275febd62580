import t from 'tap';
import { testApp, testCourt } from './support/deployment.ts';

const court = await testCourt();
t.teardown(() => court.close());

t.test('the public page names alarms by code and in words, and shows no path', async (t) => {
  const { deps } = court.deployment;
  const said = [
    'AUDITOR_ROLLED_BACK: /srv/court/keys/BjicMSP.json: not there',
    'AUDITOR_ROLLED_BACK: /srv/court/keys/HzicMSP.json: not there',
    'DISK_FULL: /srv/court/log/tree',
  ];
  const health = async () => ({ ...(await deps.health()), alarms: said });
  const app = await testApp(court.config, { ...deps, health });
  t.teardown(() => app.close());
  const alarms = async (language: string) => {
    const headers = { 'accept-language': language };
    const answer = await app.inject({ url: '/api/v1/network', headers });
    return answer.json().alarms as string[];
  };
  const english = await alarms('en');
  t.match(english, [/^AUDITOR_ROLLED_BACK: The ledger was rolled back/, /^DISK_FULL: /]);
  t.equal(english.length, 2, 'once each');
  t.match((await alarms('zh-CN'))[0], /账本曾被回退/);
  t.notMatch(JSON.stringify(english), /srv/);
});

t.test('an auditor with another log is told to staff in both languages', async (t) => {
  const { deps } = court.deployment;
  const said = ['LOG_FORKED: the auditor of HzicMSP signed another root of 7 entries'];
  const health = async () => ({ ...(await deps.health()), alarms: said });
  const app = await testApp(court.config, { ...deps, health });
  t.teardown(() => app.close());
  for (const [language, words] of [
    ['en', /^LOG_FORKED: A member court’s auditor signed a different log/],
    ['zh-CN', /^LOG_FORKED: 某成员法院的审计程序/],
  ] as const) {
    const headers = { 'accept-language': language };
    const answer = await app.inject({ url: '/api/v1/network', headers });
    t.match(answer.json().alarms, [words]);
  }
});
