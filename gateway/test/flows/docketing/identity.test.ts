import t from 'tap';
import { fits, identityDigest } from '../../../src/flows/docketing/identity.ts';
import { makeVaultKeys, openVault } from '../../../src/personal/vault.ts';

const vault = openVault(makeVaultKeys('1'));
const court = { vault, clock: () => Date.UTC(2026, 0, 5) };

t.test('a party’s number is known by the digest that proofing makes of it', async (t) => {
  const number = '11010519491231002X';
  t.equal(
    identityDigest(court, 'person', { citizenNumber: ' 11010519491231002x ' }),
    vault.digest('identity', `citizenCard/${number}`),
  );
  const code = '91350100M000100Y43';
  t.equal(
    identityDigest(court, 'organisation', { creditCode: code }),
    vault.digest('claim.organisation', code),
  );
  t.equal(identityDigest(court, 'person', { citizenNumber: '123' }), undefined, 'no such number');
  t.equal(identityDigest(court, 'person', { creditCode: code }), undefined, 'not a person’s');
  t.equal(identityDigest(court, 'person', {}), undefined);
});

t.test(
  'an account fits a party of its kind and name, and of its number where it is known',
  async (t) => {
    const party = { kind: 'person', name: '张未', identityDigest: null } as const;
    const self = { kind: 'person', name: '张未', digest: 'a' } as const;
    t.ok(fits(party, self));
    t.ok(fits({ ...party, identityDigest: 'a' }, self));
    t.notOk(fits({ ...party, identityDigest: 'b' }, self), 'a namesake');
    t.notOk(fits({ ...party, identityDigest: 'a' }, { ...self, digest: undefined }));
    t.notOk(fits({ ...party, name: '张卫' }, self));
    t.notOk(fits({ ...party, kind: 'organisation' }, self), 'an organisation of his name');
    const company = { kind: 'organisation', name: '虚构(北京)商贸有限公司' } as const;
    t.ok(
      fits({ ...party, kind: 'organisation', name: '虚构（北京）商贸有限公司' }, company),
      'brackets are written in two ways',
    );
    t.ok(fits({ ...party, kind: null }, self), 'a party of whom the kind is not known');
  },
);
