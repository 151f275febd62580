import t from 'tap';
import { asActor } from '../../src/access/scoped.ts';
import {
  addContact,
  contactsOf,
  personsByContact,
  removeContact,
} from '../../src/personal/contacts.ts';
import { seedId } from '../../src/seeds/plant.ts';
import { openTestCourt } from '../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const as = (account: string) =>
  asActor(opened.court, { person: seedId(account), name: '', offices: [] });
const [mine, other] = [as('zhangwei'), as('lina')];
const MOBILE = '13800138000';

const add = (verified: boolean, court = mine, account = 'zhangwei') =>
  court.store.transaction((unit) =>
    addContact(court, unit, { person: seedId(account), kind: 'mobile', address: MOBILE, verified }),
  );

t.test('an address is kept sealed, once, and verified when it was shown', async (t) => {
  const id = await add(false);
  t.equal(await add(true), id);
  t.equal(await add(false), id);
  const [found, ...more] = await contactsOf(mine, mine.store.db, seedId('zhangwei'));
  t.match(found, { id, kind: 'mobile', address: MOBILE });
  t.ok(found?.verifiedAt, 'a later unverified mention takes nothing back');
  t.strictSame(more, []);
  const { rows } = await opened.pool.query('SELECT * FROM court.contact');
  t.notMatch(JSON.stringify(rows), MOBILE);
});

t.test('its owner is found by who shows the address, and seen by nobody else', async (t) => {
  t.strictSame(await contactsOf(other, other.store.db, seedId('zhangwei')), []);
  const owners = await other.store.transaction((unit) =>
    personsByContact(other, unit, 'mobile', MOBILE),
  );
  t.strictSame(owners, [seedId('zhangwei')]);
  const none = await other.store.transaction((unit) =>
    personsByContact(other, unit, 'mail', MOBILE),
  );
  t.strictSame(none, []);
});

t.test('an address that was not shown finds nobody', async (t) => {
  await add(false, other, 'lina');
  const owners = await other.store.transaction((unit) =>
    personsByContact(other, unit, 'mobile', MOBILE),
  );
  t.strictSame(owners, [seedId('zhangwei')]);
});

t.test('nobody writes or removes for somebody else', async (t) => {
  await t.rejects(add(true, other, 'zhangwei'));
  const [own] = await contactsOf(mine, mine.store.db, seedId('zhangwei'));
  const gone = (court: typeof mine, account: string) =>
    court.store.transaction((unit) => removeContact(unit, seedId(account), own?.id as string));
  t.notOk(await gone(other, 'zhangwei'));
  t.notOk(await gone(other, 'lina'));
  t.ok(await gone(mine, 'zhangwei'));
  t.notOk(await gone(mine, 'zhangwei'));
});
