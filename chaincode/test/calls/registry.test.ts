import { quorum } from '@cunzheng/domain';
import t from 'tap';
import { COURT, enact, fate, MEMBERS, makeLedger, makeSigner, NETWORK } from '../support/acts.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const SEED = JSON.stringify({ networkId: NETWORK, members: MEMBERS });
const SHANGHAI = { code: '沪01', name: '上海市第一中级人民法院', member: 'SpcMSP' };
const XIAN = { id: 'XaMSP', name: '西安市中级人民法院' };

async function vote(ledger: MemoryLedger, name: string, content: object, member: string) {
  const { status, text } = await ledger.call(name, [JSON.stringify(content)], { member });
  return status === 200 ? JSON.parse(text) : text.slice(0, text.indexOf(':'));
}

t.test('init seeds the members once', async (t) => {
  const ledger = new MemoryLedger();
  t.match(await ledger.call('init', [SEED]), { status: 200 });
  t.match(await ledger.call('init', [SEED]), { status: 500, text: /^MEMBER_EXISTS: / });
  const { text } = await ledger.call('readMembers', []);
  const byId = [...MEMBERS].sort((a, b) => (a.id < b.id ? -1 : 1));
  t.same(JSON.parse(text), { members: byId, networkId: NETWORK, proposals: [] });
});

t.test('init also runs as the init of a chaincode, and nothing else does', async (t) => {
  const ledger = new MemoryLedger();
  t.match(await ledger.call('init', [SEED], { entry: 'Init' }), { status: 200 });
  const other = await ledger.call('readMembers', [], { entry: 'Init' });
  t.match(other, { status: 500, text: /^CALL_UNKNOWN: / });
});

t.test('init is called by the gateway of a member it names', async (t) => {
  const ledger = new MemoryLedger();
  const stranger = await ledger.call('init', [SEED], { member: 'StrangerMSP' });
  t.match(stranger, { status: 500, text: /^MEMBER_UNKNOWN: / });
  const auditor = await ledger.call('init', [SEED], { certificate: 'auditor' });
  t.match(auditor, { status: 500, text: /^GATEWAY_ROLE_MISSING: / });
});

t.test('init refuses a seed that is malformed', async (t) => {
  const member = MEMBERS[0];
  const seeds = [
    'x',
    '[]',
    { members: MEMBERS },
    { networkId: NETWORK, members: [] },
    { networkId: 'short', members: MEMBERS },
    { networkId: NETWORK, members: MEMBERS, courts: [] },
    { networkId: NETWORK, members: [member, member] },
    { networkId: NETWORK, members: [{ ...member, id: 'a b' }] },
    { networkId: NETWORK, members: [{ ...member, name: 'line\nbreak' }] },
    { networkId: NETWORK, members: [{ ...member, extra: 1 }] },
    { networkId: NETWORK, members: ['BjicMSP'] },
  ];
  for (const seed of seeds) {
    const text = typeof seed === 'string' ? seed : JSON.stringify(seed);
    const result = await new MemoryLedger().call('init', [text]);
    t.match(result, { status: 500, text: /^INPUT_INVALID: / }, text);
  }
});

t.test('nobody is a member before init', async (t) => {
  const ledger = new MemoryLedger();
  t.equal(await vote(ledger, 'proposeCourt', SHANGHAI, 'BjicMSP'), 'MEMBER_UNKNOWN');
  const { text } = await ledger.call('readMembers', []);
  t.same(JSON.parse(text), { members: [], proposals: [] });
});

t.test(
  "a court is in effect with the k-th member's approval, the proposer's counted",
  async (t) => {
    const ledger = await makeLedger();
    const needed = quorum(MEMBERS.length);
    const first = await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
    t.same(first, { approvals: ['SpcMSP'], needed, outcome: 'proposed' });
    const second = await vote(ledger, 'approveCourt', SHANGHAI, 'HzicMSP');
    t.equal(second.outcome, 'proposed');
    const third = await vote(ledger, 'approveCourt', SHANGHAI, 'BjicMSP');
    t.same(third, { approvals: ['SpcMSP', 'HzicMSP', 'BjicMSP'], needed, outcome: 'inEffect' });
    const { registration } = makeSigner('clerk', { court: SHANGHAI.code });
    t.equal(await fate(ledger, registration, { member: 'SpcMSP' }), 'recorded');
  },
);

t.test('a member approves once', async (t) => {
  const ledger = await makeLedger();
  await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
  for (const call of ['approveCourt', 'proposeCourt', 'approveCourt']) {
    const again = await vote(ledger, call, SHANGHAI, 'SpcMSP');
    t.same(again, { approvals: ['SpcMSP'], needed: 3, outcome: 'proposed' });
  }
});

t.test('approvals are of the identical content', async (t) => {
  const ledger = await makeLedger();
  t.equal(await vote(ledger, 'approveCourt', SHANGHAI, 'HzicMSP'), 'NOT_FOUND');
  await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
  for (const changes of [{ member: 'HzicMSP' }, { name: '别的法院' }]) {
    const other = { ...SHANGHAI, ...changes };
    t.equal(await vote(ledger, 'approveCourt', other, 'HzicMSP'), 'PROPOSAL_DIFFERS');
  }
});

t.test('the order of the fields of a content does not matter', async (t) => {
  const ledger = await makeLedger();
  await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
  const { member, name, code } = SHANGHAI;
  const second = await vote(ledger, 'approveCourt', { member, name, code }, 'HzicMSP');
  t.equal(second.approvals.length, 2);
});

t.test('proposing what is already proposed approves it', async (t) => {
  const ledger = await makeLedger();
  await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
  const second = await vote(ledger, 'proposeCourt', SHANGHAI, 'HzicMSP');
  t.same(second.approvals, ['SpcMSP', 'HzicMSP']);
});

t.test('a rival proposal does not block the one that members want', async (t) => {
  const ledger = await makeLedger();
  const rival = { ...SHANGHAI, member: 'HzicMSP' };
  await vote(ledger, 'proposeCourt', rival, 'HzicMSP');
  const wanted = await enactAs(ledger, SHANGHAI);
  t.equal(wanted.outcome, 'inEffect');
  t.equal(await vote(ledger, 'approveCourt', rival, 'GzicMSP'), 'COURT_EXISTS');
  const { text } = await ledger.call('readCourts', []);
  const courts = JSON.parse(text) as { courts: { code: string; member: string }[]; proposals: [] };
  t.equal(courts.courts.find((court) => court.code === SHANGHAI.code)?.member, 'SpcMSP');
  t.same(courts.proposals, []);
});

async function enactAs(ledger: MemoryLedger, court: object) {
  return JSON.parse((await enact(ledger, court)).text);
}

t.test('a member has one open proposal of its own for a court', async (t) => {
  const ledger = await makeLedger();
  await vote(ledger, 'proposeCourt', SHANGHAI, 'SpcMSP');
  await vote(ledger, 'proposeCourt', { ...SHANGHAI, name: '改名' }, 'SpcMSP');
  t.equal(await vote(ledger, 'approveCourt', SHANGHAI, 'HzicMSP'), 'PROPOSAL_DIFFERS');
});

t.test('a court in effect cannot be proposed again', async (t) => {
  const ledger = await makeLedger();
  const again = { code: COURT, name: '北京互联网法院', member: 'BjicMSP' };
  t.equal(await vote(ledger, 'proposeCourt', again, 'BjicMSP'), 'COURT_EXISTS');
  t.equal(await vote(ledger, 'approveCourt', again, 'SpcMSP'), 'COURT_EXISTS');
});

t.test('a court is hosted by a member', async (t) => {
  const ledger = await makeLedger();
  const homeless = { ...SHANGHAI, member: 'StrangerMSP' };
  t.equal(await vote(ledger, 'proposeCourt', homeless, 'BjicMSP'), 'MEMBER_UNKNOWN');
});

t.test('a malformed court is refused', async (t) => {
  const ledger = await makeLedger();
  for (const changes of [{ code: 'X1' }, { name: '' }, { member: 7 }, { extra: 'x' }]) {
    const result = await vote(ledger, 'proposeCourt', { ...SHANGHAI, ...changes }, 'BjicMSP');
    t.equal(result, 'INPUT_INVALID', JSON.stringify(changes));
  }
});

t.test('voting needs a member and its gateway', async (t) => {
  const ledger = await makeLedger();
  t.equal(await vote(ledger, 'proposeCourt', SHANGHAI, 'StrangerMSP'), 'MEMBER_UNKNOWN');
  const text = JSON.stringify(SHANGHAI);
  const result = await ledger.call('proposeCourt', [text], { certificate: 'auditor' });
  t.match(result, { status: 500, text: /^GATEWAY_ROLE_MISSING: / });
});

t.test('a new member acts only once it is in effect, and then counts', async (t) => {
  const ledger = await makeLedger();
  await vote(ledger, 'proposeMember', XIAN, 'BjicMSP');
  t.equal(await vote(ledger, 'approveMember', XIAN, XIAN.id), 'MEMBER_UNKNOWN');
  await vote(ledger, 'approveMember', XIAN, 'HzicMSP');
  const third = await vote(ledger, 'approveMember', XIAN, 'GzicMSP');
  t.same(third, { approvals: ['BjicMSP', 'HzicMSP', 'GzicMSP'], needed: 3, outcome: 'inEffect' });
  const court = { code: '陕01', name: XIAN.name, member: XIAN.id };
  const proposed = await vote(ledger, 'proposeCourt', court, XIAN.id);
  t.same(proposed, { approvals: [XIAN.id], needed: quorum(5), outcome: 'proposed' });
});

t.test('a member in effect cannot be proposed again', async (t) => {
  const ledger = await makeLedger();
  t.equal(await vote(ledger, 'proposeMember', MEMBERS[0] as object, 'SpcMSP'), 'MEMBER_EXISTS');
  t.equal(await vote(ledger, 'approveMember', XIAN, 'SpcMSP'), 'NOT_FOUND');
  await vote(ledger, 'proposeMember', XIAN, 'BjicMSP');
  const renamed = { ...XIAN, name: '别的法院' };
  t.equal(await vote(ledger, 'approveMember', renamed, 'SpcMSP'), 'PROPOSAL_DIFFERS');
});

t.test('a network of one member decides alone', async (t) => {
  const ledger = new MemoryLedger();
  await ledger.call('init', [JSON.stringify({ networkId: NETWORK, members: [MEMBERS[0]] })]);
  const outcome = await vote(ledger, 'proposeCourt', { ...SHANGHAI, member: 'BjicMSP' }, 'BjicMSP');
  t.same(outcome, { approvals: ['BjicMSP'], needed: 1, outcome: 'inEffect' });
});

t.test(
  'an edition of the trust file is in effect with the k-th member, once for ever',
  async (t) => {
    const ledger = await makeLedger();
    const second = { edition: 2, digest: NETWORK };
    const other = { edition: 2, digest: `${NETWORK.slice(0, -1)}A` };
    t.equal(await vote(ledger, 'approveEdition', second, 'BjicMSP'), 'NOT_FOUND');
    t.match(await vote(ledger, 'proposeEdition', second, 'BjicMSP'), { outcome: 'proposed' });
    t.match(await vote(ledger, 'proposeEdition', other, 'SpcMSP'), { outcome: 'proposed' });
    t.match(await vote(ledger, 'approveEdition', second, 'HzicMSP'), { outcome: 'proposed' });
    const before = JSON.parse((await ledger.call('readEditions', [])).text);
    t.match(before, { editions: [], proposals: [{ content: second }, { content: other }] });
    t.match(await vote(ledger, 'approveEdition', second, 'GzicMSP'), { outcome: 'inEffect' });
    t.equal(await vote(ledger, 'approveEdition', other, 'GzicMSP'), 'EDITION_EXISTS');
    t.equal(
      await vote(ledger, 'proposeEdition', { edition: 0, digest: NETWORK }, 'BjicMSP'),
      'INPUT_INVALID',
    );
    t.equal(
      await vote(ledger, 'proposeEdition', { edition: 3, digest: 'x' }, 'BjicMSP'),
      'INPUT_INVALID',
    );
    const after = JSON.parse((await ledger.call('readEditions', [])).text);
    t.same(after, { editions: [second], proposals: [] });
  },
);
