import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { asHouse } from '../../../src/access/scoped.ts';
import { listMyServices, openService } from '../../../src/flows/service/receive.ts';
import { openSystemKeys, SYSTEM_KEY_LIFE_MS } from '../../../src/keys/system-key.ts';
import { guardedRole } from '../../../src/store/guarded-role.ts';
import { courtCase, document, party, person, service } from '../../../src/store/schema.ts';
import { openStore } from '../../../src/store/store.ts';
import { openSmallPool, openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, notary } = opened;
const ID = 'A'.repeat(43);

/** A service on its way, as rows only: how it came there is another test's. */
async function plantService(): Promise<{ actor: Actor; id: string }> {
  const { db } = asHouse(court, 'seed').store;
  const [row] = await db
    .select({ party, courtCase, person })
    .from(party)
    .innerJoin(courtCase, eq(courtCase.id, party.caseId))
    .innerJoin(person, eq(person.id, party.person));
  const { party: to, courtCase: of, person: who } = row as NonNullable<typeof row>;
  const ids = { document: crypto.randomUUID(), service: crypto.randomUUID() };
  const now = new Date(court.clock());
  const number = `${of.court}-2026-000001`;
  await db.insert(document).values({
    ...{ id: ids.document, court: of.court, caseId: of.id, title: '判决', kind: '判决书' },
    ...{ year: 2026, serial: 1, number, code: 'ABCD-EFGH-JKMN', sha256: ID, sm3: ID, size: 1 },
    ...{ pages: 1, state: 'issued', createdAt: now, createdBy: who.id, issuedAt: now },
    ...{ issuedBy: who.id, recordId: ID },
  });
  await db.insert(service).values({
    ...{ id: ids.service, court: of.court, documentId: ids.document, partyId: to.id },
    ...{ recipient: who.id, channel: 'platform', state: 'sent', sentAt: now, sentBy: who.id },
    recordId: `${'A'.repeat(42)}E`,
  });
  return { actor: { person: who.id, name: who.name, offices: [] }, id: ids.service };
}

t.test('a system key due for renewal does not make an act wait for itself', async (t) => {
  const { actor, id } = await plantService();
  // With one connection, whoever asks for a second one while holding it waits for ever.
  const pool = openSmallPool(opened.pool);
  t.teardown(() => pool.end());
  const store = openStore(pool, await guardedRole(pool));
  const { clock } = court;
  const systemKeys = openSystemKeys({ dir: join(opened.dir, 'keys/system'), store, notary, clock });
  const tight = { ...court, store, systemKeys };
  opened.advance(SYSTEM_KEY_LIFE_MS);
  const listed = await listMyServices(tight, actor);
  t.match(listed, [{ id, state: 'arrived' }]);
  opened.advance(SYSTEM_KEY_LIFE_MS);
  const both = await Promise.all([openService(tight, actor, id), openService(tight, actor, id)]);
  t.match(both, [{ state: 'opened' }, { state: 'opened' }]);
  const events = notary.records.flatMap((each) => (each.kind === 'receipt' ? each.event : []));
  t.strictSame(events, ['arrived', 'opened']);
});
