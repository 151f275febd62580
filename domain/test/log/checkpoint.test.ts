import fc from 'fast-check';
import t from 'tap';
import {
  type Checkpoint,
  checkpointText,
  cosignatureMessage,
  decodeCosignature,
  encodeCosignature,
  findSignature,
  formatNote,
  logOrigin,
  type NetworkId,
  NOTE_COSIGNATURE,
  NOTE_ED25519,
  type NoteSignature,
  noteKeyHash,
  parseCheckpoint,
  utf8Text,
} from '../../src/index.ts';

const invalid = { code: 'INPUT_INVALID' };
const ORIGIN = logOrigin('judicial', 'A'.repeat(43) as NetworkId);
const exactly = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const checkpoints = fc.record<Checkpoint>({
  origin: fc.constant(ORIGIN),
  size: fc.maxSafeNat(),
  root: exactly(32),
});
const signatures = fc.array(
  fc.record<NoteSignature>({
    name: fc.stringMatching(/^[a-z./-]{1,20}$/),
    keyHash: exactly(4),
    signature: fc.uint8Array({ minLength: 1, maxLength: 72 }),
  }),
  { minLength: 1, maxLength: 6 },
);

const GOOD = formatNote(checkpointText({ origin: ORIGIN, size: 7, root: new Uint8Array(32) }), [
  { name: 'bjic', keyHash: new Uint8Array(4), signature: new Uint8Array(72) },
]);

t.test('a note is read back as it was written', async (t) => {
  fc.assert(
    fc.property(checkpoints, signatures, (checkpoint, lines) => {
      const text = checkpointText(checkpoint);
      const note = parseCheckpoint(formatNote(text, lines));
      t.same(note.checkpoint, { ...checkpoint });
      t.equal(note.text, text);
      t.same(
        note.signatures.map((line) => ({ ...line })),
        lines,
      );
    }),
  );
});

t.test('the text that is signed is three lines', async (t) => {
  t.equal(
    checkpointText({ origin: 'o', size: 20, root: new Uint8Array(32) }),
    `o\n20\n${'A'.repeat(43)}=\n`,
  );
  t.equal(utf8Text(cosignatureMessage('text\n', 17)), 'cosignature/v1\ntime 17\ntext\n');
});

t.test('a note that has another form is refused', async (t) => {
  const line = (i: number, to: string) =>
    GOOD.split('\n')
      .map((each, k) => (k === i ? to : each))
      .join('\n');
  const root = GOOD.split('\n')[2] as string;
  const signature = GOOD.split('\n')[4] as string;
  const bad: Record<string, string> = {
    empty: '',
    'last line open': GOOD.slice(0, -1),
    'line after the end': `${GOOD}\n`,
    'extension line': line(2, `${root}\nmore`),
    'no blank line': line(3, 'x'),
    'no signature': GOOD.slice(0, GOOD.indexOf('—')),
    'too many signatures': GOOD + `${signature}\n`.repeat(64),
    'empty origin': line(0, ''),
    'blank in the origin': line(0, 'a b'),
    'size with zero': line(1, '07'),
    'negative size': line(1, '-7'),
    'size with a sign': line(1, '+7'),
    'size with an exponent': line(1, '1e3'),
    'size of 2^53': line(1, '9007199254740992'),
    'size of Arabic digits': line(1, '٧'),
    'root without padding': line(2, root.slice(0, -1)),
    'root with stray bits': line(2, `${'A'.repeat(42)}B=`),
    'root of 31 bytes': line(2, Buffer.alloc(31).toString('base64')),
    'hyphen for dash': line(4, signature.replace('—', '-')),
    'plus in a name': line(4, signature.replace('bjic', 'b+c')),
    'blank in a name': line(4, signature.replace('bjic', 'b c')),
    'name that is not ASCII': line(4, signature.replace('bjic', '法院')),
    'no name': line(4, signature.replace('bjic ', ' ')),
    'signature of nothing': line(4, '— bjic AAAAAA=='),
    base64url: line(4, '— bjic _____w=='),
    'carriage returns': GOOD.replaceAll('\n', '\r\n'),
    'too long': `${GOOD}— a ${'A'.repeat(16_384)}\n`,
  };
  for (const [what, note] of Object.entries(bad))
    t.throws(() => parseCheckpoint(note), invalid, what);
  t.doesNotThrow(() => parseCheckpoint(GOOD));
});

t.test('the empty log has a checkpoint', async (t) => {
  t.equal(parseCheckpoint(GOOD.replace('\n7\n', '\n0\n')).checkpoint.size, 0);
});

t.test('a cosignature is a time and a signature', async (t) => {
  fc.assert(
    fc.property(fc.maxSafeNat(), exactly(64), (time, signature) => {
      t.same(decodeCosignature(encodeCosignature(time, signature)), { time, signature });
    }),
  );
  t.throws(() => decodeCosignature(new Uint8Array(71)), invalid);
  t.throws(() => decodeCosignature(new Uint8Array(73)), invalid);
  t.throws(() => decodeCosignature(new Uint8Array(72).fill(255)), invalid, 'a time above 2^53 − 1');
});

t.test('a line is found by name, type and key', async (t) => {
  const key = new Uint8Array(32).fill(7);
  const plain = {
    name: 'bjic',
    keyHash: noteKeyHash('bjic', NOTE_ED25519, key),
    signature: new Uint8Array(64),
  };
  const cosigned = {
    name: 'bjic',
    keyHash: noteKeyHash('bjic', NOTE_COSIGNATURE, key),
    signature: new Uint8Array(72),
  };
  const note = parseCheckpoint(
    formatNote(checkpointText({ origin: 'o', size: 1, root: key }), [plain, cosigned]),
  );
  t.equal(findSignature(note, 'bjic', NOTE_COSIGNATURE, key)?.signature.length, 72);
  t.equal(findSignature(note, 'bjic', NOTE_ED25519, key)?.signature.length, 64);
  t.equal(findSignature(note, 'hzic', NOTE_COSIGNATURE, key), undefined);
  t.equal(findSignature(note, 'bjic', NOTE_COSIGNATURE, new Uint8Array(32)), undefined);
});
