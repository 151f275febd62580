import t from 'tap';
import { verifyProof } from '../../src/index.ts';
import { draftOnFabric, fileDigests, tellOnFabric, written } from '../forge/index.ts';

const document = Buffer.from('%PDF-1.7\n民事判决书\n%%EOF\n');

t.test('a proof with its block and answers shows the ledger', async (t) => {
  const draft = await draftOnFabric(tellOnFabric({ document }));
  const digests = fileDigests(document);
  const proof = written(draft.proof);
  const result = await verifyProof({ proof, trust: written(draft.trust), digests });
  t.match(result, { verdict: 'unalteredSinceRecorded', reason: undefined });
  t.same(
    result.stages.map(({ state }) => state),
    Array.from({ length: 8 }, () => 'ok'),
  );
  const three = ['BjicMSP', 'HzicMSP', 'GzicMSP'];
  t.match(result.ledger, { endorsers: three, orderers: three, answerers: three });
  t.match(result.ledger?.txId, /^[0-9a-f]{64}$/);
  t.match(result.stages[7]?.text.en, /endorsed by 3 member courts/);
});
