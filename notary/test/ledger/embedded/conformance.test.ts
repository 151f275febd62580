import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { type Runner, testLedger } from '../../../src/conformance/index.ts';
import { openEmbeddedLedger } from '../../../src/ledger/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'cunzheng-ledger-'));
t.teardown(() => rmSync(dir, { recursive: true, force: true }));

// tap's `test` has overloads that TypeScript cannot match against one signature.
await testLedger(t as unknown as Runner, {
  open: () => openEmbeddedLedger({ dir }),
  court: '京0491',
  supports: { driver: 'embedded', manyEndorsers: false, signedBlocks: false },
});
