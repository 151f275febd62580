import { createHash } from 'node:crypto';
import t from 'tap';
import {
  type Behaviour,
  behaviourBytes,
  behaviourEntry,
  behaviourId,
  checkBehaviour,
  checkRecord,
  decodeEntry,
  makeBehaviour,
  openFields,
  parseBehaviour,
  parseRecord,
  utf8,
  utf8Text,
} from '../../src/index.ts';

const SAID = { court: '京0491', time: '2026-11-22T06:00:00.000Z', act: 'person.read' } as const;
let salts = 0;
const salt = () => Buffer.alloc(16, ++salts).toString('base64url');
const { behaviour, openings } = makeBehaviour(SAID, { person: '张三', field: 'mobile' }, salt);

t.test('a behaviour is read back as it was written', async (t) => {
  t.same(parseBehaviour(behaviourBytes(behaviour)), behaviour);
  t.same({ ...openFields(behaviour.sd, openings) }, { person: '张三', field: 'mobile' });
});

t.test('its text names nobody, and its id is the hash of 0, 3 and the text', async (t) => {
  const bytes = behaviourBytes(behaviour);
  t.notOk(utf8Text(bytes).includes('张三'));
  const plain = createHash('sha256').update(Buffer.of(0, 3)).update(bytes).digest('base64url');
  t.equal(behaviourId(behaviour), plain);
  t.equal(behaviourId(bytes), plain);
  t.equal(behaviourEntry(bytes)[0], 3);
});

t.test('the same behaviour noted twice has two ids', async (t) => {
  const again = makeBehaviour(SAID, { person: '张三', field: 'mobile' }, salt);
  t.not(behaviourId(again.behaviour), behaviourId(behaviour));
});

t.test('a behaviour that hides nothing could be guessed and is refused', async (t) => {
  t.throws(() => makeBehaviour(SAID, {}, salt), { code: 'LEAF_MALFORMED' });
});

t.test('other shapes are refused', async (t) => {
  const bad: Record<string, unknown> = {
    'another version': { ...behaviour, v: 2 },
    'a field more': { ...behaviour, kind: 'key' },
    'no act': { ...behaviour, act: 'read' },
    'an act of another form': { ...behaviour, act: 'Person.read' },
    'an act with an end of line': { ...behaviour, act: 'person.read\n' },
    'no court': { ...behaviour, court: '京04' + '9' },
    'no time': { ...behaviour, time: '2026-02-30T00:00:00.000Z' },
    'no hidden fields': { v: 1, ...SAID },
    'a hidden field in the clear': { ...behaviour, sd: { person: '张三' } },
    'a name of another form': { ...behaviour, sd: { ...behaviour.sd, 'a b': behaviour.sd.person } },
    nothing: null,
    list: [behaviour],
  };
  for (const [what, value] of Object.entries(bad))
    t.throws(() => checkBehaviour(value), { code: 'LEAF_MALFORMED' }, what);
});

t.test('bytes that are not canonical, or too many, are refused', async (t) => {
  const text = utf8Text(behaviourBytes(behaviour));
  t.throws(() => parseBehaviour(utf8(` ${text}`)), { code: 'LEAF_MALFORMED' });
  t.throws(() => parseBehaviour(utf8(text.replace('{', '{"v":1,'))), { code: 'LEAF_MALFORMED' });
  t.throws(() => parseBehaviour(new Uint8Array(2049)), { code: 'LEAF_TOO_LARGE' });
  const names = Array.from({ length: 16 }, (_, i) => [
    `${'n'.repeat(30)}${i}`,
    behaviour.sd.person,
  ]);
  const wide = { ...behaviour, sd: Object.fromEntries(names) } as Behaviour;
  t.same(parseBehaviour(behaviourBytes(wide)), wide, 'the largest that its shape allows fits');
});

t.test('it is no record and no entry of the log, and a record is none of its kind', async (t) => {
  const bytes = behaviourBytes(behaviour);
  t.throws(() => checkRecord(behaviour), { code: 'RECORD_MALFORMED' });
  t.throws(() => parseRecord(bytes), { code: 'RECORD_MALFORMED' });
  t.throws(() => decodeEntry(behaviourEntry(bytes)), { code: 'INPUT_INVALID' });
});
