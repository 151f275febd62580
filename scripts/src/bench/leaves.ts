import { hash } from 'node:crypto';
import { behaviourBytes, makeBehaviour, utf8Text } from '@cunzheng/domain';
import { batchRoot, leafHashOf } from '@cunzheng/notary';
import { type Measures, median, round, times } from './measure.ts';

const LEAVES = 4096;
const ROUNDS = 40;
const GOAL = 0.6;

/**
 * P2: everyday behaviours into the tree of their batch, against a plain loop of the same number of hashes over the same
 * number of bytes, both in this process and turn by turn.
 */
export async function measureLeaves(): Promise<Measures> {
  const bodies = Array.from({ length: LEAVES }, (_, i) => bodyOf(i));
  const leaf = Buffer.alloc(2 + Buffer.byteLength(bodies[0] as string), 1);
  const node = Buffer.alloc(65, 1);
  const tree: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    tree.push(...(await times(1, () => batchRoot(bodies.map(leafHashOf)))));
    plain.push(
      ...(await times(1, () => {
        for (let i = 0; i < LEAVES; i++) hash('sha256', leaf, 'buffer');
        for (let i = 1; i < LEAVES; i++) hash('sha256', node, 'buffer');
      })),
    );
  }
  const [ours, limit] = [median(tree), median(plain)].map((ms) => (LEAVES * 1000) / ms) as [
    number,
    number,
  ];
  return {
    P2: {
      what: `behaviours into the tree of a batch of ${LEAVES}; ratio: of a plain loop of the same hashes`,
      value: round(ours),
      unit: 'leaves/s',
      limit: round(limit),
      anchors: { 'goal of the ratio': GOAL },
      ratio: round(ours / limit),
    },
  };
}

function bodyOf(number: number): string {
  const said = { court: '京0491', time: '2026-11-22T06:00:00.000Z', act: 'person.read' } as const;
  const salt = () => Buffer.alloc(16, number).toString('base64url');
  const { behaviour } = makeBehaviour(
    said,
    { person: number, reader: 'r', fields: ['name'] },
    salt,
  );
  return utf8Text(behaviourBytes(behaviour));
}
