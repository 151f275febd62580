import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import { PeerFault } from '../../../src/ledger/fabric/fault.ts';
import { believedAnswer, firstAnswer, inTurn, ranked } from '../../../src/ledger/fabric/peers.ts';

const choice = (member: string, own = false, up = true) => ({
  member,
  address: `${member}:1`,
  own,
  up,
});
const own = choice('own', true);
const [a, b, c] = [choice('a'), choice('b'), choice('c')];
const silent = async (): Promise<never> => {
  throw new PeerFault('unreachable', 'no answer');
};

const word = async (said: string | undefined) => (said === undefined ? silent() : { said });

t.test('an own peer is asked first, one that does not answer last', async (t) => {
  const order = (...peers: ReturnType<typeof choice>[]) => ranked(peers).map((p) => p.member);
  t.strictSame(order(a, own, b), ['own', 'a', 'b']);
  t.strictSame(order(choice('own', true, false), a, choice('b', false, false)), ['a', 'own', 'b']);
});

t.test('the first answer counts; a refusal ends the round', async (t) => {
  const asked: string[] = [];
  const answer = await firstAnswer([own, a, b], async ({ member }) => {
    asked.push(member);
    return member === 'own' ? silent() : member;
  });
  t.equal(answer, 'a');
  t.strictSame(asked, ['own', 'a']);
  const refused = firstAnswer([own, a], async () => {
    throw new CunzhengError('COURT_EXISTS');
  });
  await t.rejects(refused, { code: 'COURT_EXISTS' });
  await t.rejects(firstAnswer([own, a], silent), { code: 'LEDGER_UNAVAILABLE' });
});

t.test('an own peer is believed alone', async (t) => {
  const said = await believedAnswer([own, a, b, c], 4, async ({ member }) => word(member));
  t.strictSame(said.answer, { said: 'own' });
});

t.test('of four members two must say the same when no own peer answers', async (t) => {
  const words = new Map([
    ['a', 'lie'],
    ['b', 'word'],
    ['c', 'word'],
  ]);
  const ask = async ({ member }: { member: string }) => word(words.get(member));
  t.strictSame((await believedAnswer([own, a, b, c], 4, ask)).answer, { said: 'word' });
  words.delete('c');
  const { answer, faults } = await believedAnswer([own, a, b, c], 4, ask);
  t.equal(answer, undefined);
  t.equal(faults.length, 2);
});

t.test('an own peer that does not answer is asked when others do not agree', async (t) => {
  const asked: string[] = [];
  const down = choice('own', true, false);
  const ask = async ({ member }: { member: string }) => {
    asked.push(member);
    return word(member);
  };
  t.strictSame((await believedAnswer([down, a, b], 4, ask)).answer, { said: 'own' });
  t.strictSame(asked, ['a', 'b', 'own']);
});

t.test('two peers of one member count once', async (t) => {
  const ask = async ({ member }: { member: string }) => word(member === 'a' ? 'lie' : undefined);
  t.equal((await believedAnswer([own, a, { ...a, address: 'a:2' }, b], 4, ask)).answer, undefined);
});

t.test('one that hangs meanwhile comes last', async (t) => {
  const peers = [{ ...own }, { ...a }, { ...b }];
  const order: string[] = [];
  for (const peer of inTurn(peers)) {
    order.push(peer.member);
    if (peer.own) (peers[1] as { up: boolean }).up = false;
  }
  t.strictSame(order, ['own', 'b', 'a']);
});
