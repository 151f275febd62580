import t from 'tap';
import {
  type Batch,
  batchBytes,
  batchNumber,
  checkBatch,
  checkBehaviour,
  checkRecord,
  FIRST_PREV_ROOT,
  parseBatch,
  sha256Text,
  utf8,
  utf8Text,
} from '../../src/index.ts';

const batch: Batch = {
  v: 1,
  court: '京0491',
  seq: 1,
  size: 2,
  root: sha256Text(utf8('root')),
  prevRoot: FIRST_PREV_ROOT,
};

t.test('a batch is read back as it was written', async (t) => {
  t.same(parseBatch(batchBytes(batch)), batch);
  t.equal(batchNumber(42), '000000000042');
});

t.test('the root before the first batch is that of the tree of nothing', async (t) => {
  t.equal(FIRST_PREV_ROOT, '47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU');
  t.throws(() => checkBatch({ ...batch, prevRoot: batch.root }), { code: 'BATCH_MALFORMED' });
  t.same(checkBatch({ ...batch, seq: 2, prevRoot: batch.root }).seq, 2);
});

t.test('other shapes are refused', async (t) => {
  for (const [what, change] of Object.entries({
    'a size of none': { size: 0 },
    'a size above 4,096': { size: 4097 },
    'a number of none': { seq: 0 },
    'a number of thirteen digits': { seq: 1e12, prevRoot: batch.root },
    'a root of another length': { root: 'AAAA' },
    'a court of another form': { court: 'X' },
    'another version': { v: 2 },
    'a field more': { kind: 'key' },
  }))
    t.throws(() => checkBatch({ ...batch, ...change }), { code: 'BATCH_MALFORMED' }, what);
  t.throws(() => parseBatch(utf8(` ${utf8Text(batchBytes(batch))}`)), { code: 'BATCH_MALFORMED' });
  t.throws(() => parseBatch(utf8('{')), { code: 'BATCH_MALFORMED' });
});

t.test('a batch is neither a record nor a behaviour', async (t) => {
  t.throws(() => checkRecord(batch), { code: 'RECORD_MALFORMED' });
  t.throws(() => checkBehaviour(batch), { code: 'LEAF_MALFORMED' });
});
