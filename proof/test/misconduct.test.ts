import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkpointText,
  formatNote,
  NOTE_ED25519,
  noteKeyHash,
  parseCheckpoint,
} from '@cunzheng/domain';
import t from 'tap';
import { main } from '../src/cli.ts';
import { verifyMisconduct } from '../src/index.ts';
import {
  cosign,
  type ForgedMember,
  ForgedNetwork,
  noteOf,
  Story,
  signEd25519,
} from './forge/index.ts';

const story = new Story({ start: '2026-11-22T00:00:00.000Z', document: Uint8Array.of(1) });
const { net } = story;
const trust = JSON.stringify(story.trust());
const [b, h, g, s] = net.members as [ForgedMember, ForgedMember, ForgedMember, ForgedMember];
const TIME = Math.floor(net.now / 1000);
const root = (fill: number) => new Uint8Array(32).fill(fill);
const at = (fill: number, size = 9) => ({ origin: net.origin, size, root: root(fill) });
const note = (fill: number, ...members: ForgedMember[]) =>
  noteOf(
    at(fill),
    members.map((member) => cosign(at(fill), member, TIME)),
  );
const utf8 = (text: string) => new TextEncoder().encode(text);

/** A note with a member's plain signature, as its auditor publishes it. */
function plainNote(fill: number, { auditor, auditorName: name }: ForgedMember): string {
  const text = checkpointText(at(fill));
  const keyHash = noteKeyHash(name, NOTE_ED25519, auditor.publicKey);
  return formatNote(text, [{ name, keyHash, signature: signEd25519(auditor, utf8(text)) }]);
}

const judge = (x: string, y: string) => verifyMisconduct({ notes: [x, y], trust });

t.test('who signed both is convicted, by either type of signature', async (t) => {
  const both = { verdict: 'misconduct', size: 9, convicted: [{ id: b.id, how: 'signedBoth' }] };
  t.match(await judge(note(1, b, h), note(2, b, g)), both);
  t.match(await judge(note(1, h), note(2, b, h)), { convicted: [{ id: h.id }] });
  t.match(await judge(plainNote(1, b), note(2, b, g)), both);
  t.match(await judge(plainNote(1, b), plainNote(2, b)), both);
});

t.test('who signed another tree than k members cosigned is convicted', async (t) => {
  const result = await judge(note(1, h, g, s), plainNote(2, b));
  t.match(result, { verdict: 'misconduct', convicted: [{ id: b.id, how: 'againstQuorum' }] });
  t.match(await judge(plainNote(2, b), note(1, h, g, s)), { verdict: 'misconduct' });
});

t.test('two logs of less than k members each convict nobody', async (t) => {
  t.match(await judge(note(1, h, g), note(2, b, s)), { verdict: 'forked', convicted: [] });
});

t.test('k plain signatures are no quorum', async (t) => {
  const plain = [h, g, s].flatMap((member) => parseCheckpoint(plainNote(1, member)).signatures);
  const three = formatNote(checkpointText(at(1)), plain);
  t.match(await judge(three, note(2, b)), { verdict: 'forked' });
});

t.test('what shows nothing is told with its reason', async (t) => {
  const cannot = async (x: string, y: string, reason: string, file = trust) =>
    t.same(await verifyMisconduct({ notes: [x, y], trust: file }), {
      verdict: 'cannotDecide',
      reason,
    });
  const larger = at(2, 10);
  const stranger = new ForgedNetwork('2026-11-22T00:00:00.000Z');
  const foreign = { ...at(2), origin: stranger.origin };
  await cannot(note(1, b), note(1, b, h), 'ROOTS_SAME');
  await cannot(note(1, b), noteOf(larger, [cosign(larger, b, TIME)]), 'SIZES_DIFFER');
  await cannot(note(1, b), noteOf(foreign, [cosign(foreign, b, TIME)]), 'ORIGIN_DIFFERS');
  await cannot(note(1, b), 'x', 'CHECKPOINT_MALFORMED');
  await cannot(note(1, b), note(2, b), 'TRUST_MALFORMED', '{');
  const unsigned = JSON.parse(trust);
  unsigned.editions[0].signatures.pop();
  await cannot(note(1, b), note(2, b), 'TRUST_SIGNATURE', JSON.stringify(unsigned));
});

t.test('a line that does not verify says nothing about anybody', async (t) => {
  const moved = noteOf(at(2), [cosign(at(1), b, TIME)]);
  t.match(await judge(note(1, b), moved), { reason: 'SIGNATURE_MISSING' });
  const withStranger = (stranger: ForgedMember) => note(2, stranger, g);
  const other = new ForgedNetwork('2026-11-22T00:00:00.000Z').members[0] as ForgedMember;
  t.match(await judge(note(1, b), withStranger(other)), { verdict: 'forked' });
  const late = noteOf(at(2), [cosign(at(2), b, 253_402_300_800)]);
  t.match(await judge(note(1, b), late), { reason: 'SIGNATURE_MISSING' });
});

t.test('the command prints it and tells it by its exit code', async (t) => {
  const dir = t.testdir();
  mkdirSync(dir, { recursive: true });
  const write = (name: string, text: string) => {
    writeFileSync(join(dir, name), text);
    return join(dir, name);
  };
  const file = write('trust.json', trust);
  const [one, two] = [write('a.note', note(1, h, g, s)), write('b.note', plainNote(2, b))];
  const three = write('c.note', note(2, b, s));
  const run = async (...args: string[]) => {
    const out: string[] = [];
    const streams = {
      stdin: (async function* () {})(),
      stdout: { write: (text: string) => out.push(text) },
      stderr: { write: (text: string) => out.push(text) },
    };
    return { code: await main(['misconduct', ...args], streams), out: out.join('') };
  };
  t.match(await run(one, two, '--trust', file), { code: 0, out: /审计程序/ });
  t.match(await run(one, two, '--trust', file, '--lang', 'en'), { code: 0, out: /cosigned/ });
  const json = await run(one, two, '--trust', file, '--json');
  t.match(JSON.parse(json.out), { verdict: 'misconduct', convicted: [{ id: b.id }] });
  t.match(await run(one, three, '--trust', file), { code: 0, out: /签署了两份/ });
  t.equal((await run(write('d.note', note(1, h)), two, '--trust', file)).code, 13);
  t.equal((await run(one, one, '--trust', file)).code, 12);
  t.equal((await run(one, '--trust', file)).code, 2);
});
