import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asActor } from '../../../src/access/scoped.ts';
import { openCase } from '../../../src/flows/cases/open.ts';
import {
  approveCourt,
  listSetups,
  proposeCourt,
  readCourtEntry,
} from '../../../src/flows/courts/index.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { courtCase } from '../../../src/store/schema.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, registry, notary } = opened;

const CODES = { bj: '京0491', hz: '浙0192', gz: '粤0192', spc: '最高法' } as const;
const administrator = (short: keyof typeof CODES): Actor => ({
  person: seedId(`${short}-administrator`),
  name: '',
  offices: [{ court: CODES[short], role: 'administrator' }],
});

t.test('a court begins when enough members have approved it', async (t) => {
  const wanted = { code: '京0108', administrator: 'bj-judge' };
  const proposed = await proposeCourt(court, administrator('bj'), wanted);
  t.match(proposed, {
    ...{ code: '京0108', name: '北京市海淀区人民法院', member: 'BjicMSP', state: 'proposed' },
    ...{ approvals: ['BjicMSP'], needed: 3, mine: true, awaitsMe: false },
  });
  t.match(await listSetups(court, administrator('hz')), [{ mine: false, awaitsMe: true }]);
  const second = await approveCourt(court, administrator('hz'), '京0108');
  t.match(second, { state: 'proposed', approvals: ['BjicMSP', 'HzicMSP'] });
  t.equal(court.courts.has('京0108'), false, 'not yet');
  const third = await approveCourt(court, administrator('spc'), '京0108');
  t.match(third, { state: 'inEffect' });
  t.match(court.courts.get('京0108'), { member: 'BjicMSP', name: '北京市海淀区人民法院' });
  t.match(await readCourtEntry(court, '京0108'), { served: true });
  t.match(notary.records.at(-1), { kind: 'key', court: '京0108', role: 'system' });
  t.match(await listSetups(court, administrator('bj')), [{ code: '京0108', state: 'inEffect' }]);
});

t.test(
  'the new court is a tenant of its own: its administrator sees it and no other',
  async (t) => {
    const own: Actor = {
      person: seedId('bj-judge'),
      name: '',
      offices: [{ court: '京0108', role: 'clerk' }],
    };
    const opened = await openCase(court, own, {
      caseNumber: '（2026）京0108民初1号',
      title: '买卖合同纠纷',
      parties: [{ account: 'lina', side: '原告' }],
    });
    t.equal(opened.court.code, '京0108');
    const { db } = asActor(court, own).store;
    const rows = await db.select().from(courtCase);
    t.strictSame([...new Set(rows.map((row) => row.court))], ['京0108']);
  },
);

t.test('a last approval given elsewhere opens the court at the next start', async (t) => {
  await proposeCourt(court, administrator('hz'), { code: '浙0106', administrator: 'zhaoyan' });
  const content = { code: '浙0106', name: '浙江省杭州市西湖区人民法院', member: 'HzicMSP' };
  for (const member of ['BjicMSP', 'GzicMSP']) await registry.approve(content, member);
  t.equal(court.courts.has('浙0106'), false);
  const again = await opened.again();
  t.equal(again.courts.get('浙0106')?.member, 'HzicMSP');
});

t.test(
  'a proposal that was cut short is taken up, and another administrator cannot take it over',
  async (t) => {
    const wanted = { code: '粤07', administrator: 'chenmo' };
    const first = await proposeCourt(court, administrator('gz'), wanted);
    t.strictSame(await proposeCourt(court, administrator('gz'), wanted), first);
    await t.rejects(proposeCourt(court, administrator('bj'), wanted), { code: 'STATE_UNFIT' });
  },
);

t.test('what cannot be set up is refused, and leaves nothing', async (t) => {
  const refused = (who: Actor, code: string, administrator: string, expected: string) =>
    t.rejects(proposeCourt(court, who, { code, administrator }), { code: expected });
  await refused(administrator('bj'), '京9999', 'lina', 'COURT_UNKNOWN');
  await refused(administrator('bj'), '浙0192', 'lina', 'COURT_EXISTS');
  await refused(administrator('bj'), '京0105', 'nobody', 'INPUT_INVALID');
  const clerk: Actor = {
    person: seedId('bj-clerk'),
    name: '',
    offices: [{ court: '京0491', role: 'clerk' }],
  };
  await refused(clerk, '京0105', 'lina', 'NOT_PERMITTED');
  await t.rejects(listSetups(court, clerk), { code: 'NOT_PERMITTED' });
  await t.rejects(approveCourt(court, clerk, '粤07'), { code: 'NOT_PERMITTED' });
  await t.rejects(approveCourt(court, administrator('bj'), '京0105'), { code: 'NOT_FOUND' });
  await t.rejects(approveCourt(court, administrator('gz'), '粤07'), { code: 'STATE_UNFIT' });
});
