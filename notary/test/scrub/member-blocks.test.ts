import { CunzhengError, type NetworkId } from '@cunzheng/domain';
import t from 'tap';
import { compareMembers } from '../../src/scrub/member-blocks.ts';
import { Findings } from '../../src/scrub/report.ts';

const network = 'A'.repeat(43) as NetworkId;

/** A place with two blocks that answers each question with this refusal. */
function placeThat(code: 'LEDGER_UNAVAILABLE' | 'LEDGER_CORRUPT', member: string) {
  const place = {
    member,
    name: `peer of ${member}`,
    asked: 0,
    height: async () => 2,
    read: async () => {
      place.asked++;
      throw new CunzhengError(code, 'block 0: no');
    },
  };
  return place;
}

async function readAll(places: ReturnType<typeof placeThat>[], findings: Findings) {
  const found = [];
  for await (const block of compareMembers({ network, channel: 'judicial', places }, findings))
    found.push(block);
  return found;
}

t.test('who stops answering is asked again, and then is no damage', async (t) => {
  const places = ['a', 'b'].map((member) => placeThat('LEDGER_UNAVAILABLE', member));
  const findings = new Findings();
  await t.rejects(readAll(places, findings), { code: 'LEDGER_UNAVAILABLE' });
  for (const { asked } of places) t.ok(asked > 2);
  const { differences, skipped } = findings.report();
  t.same(differences, []);
  t.match(skipped, [{ what: 'a, peer of a: blocks from 0 on', why: 'no' }, {}]);
});

t.test('a block that nobody has whole is named with everybody', async (t) => {
  const places = [placeThat('LEDGER_CORRUPT', 'a'), placeThat('LEDGER_UNAVAILABLE', 'b')];
  const findings = new Findings();
  await t.rejects(readAll(places, findings), { code: 'LEDGER_CORRUPT' });
  const where = 'a, peer of a: block 0';
  t.match(findings.report().differences, [{ what: 'block', where, why: 'no' }]);
});
