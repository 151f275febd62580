import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { ChaincodeInterface } from 'fabric-shim';
import t from 'tap';

const ENTRY = fileURLToPath(new URL('../src/index.js', import.meta.url));

t.test('one CommonJS file, the shim alone outside it, loads through require', async (t) => {
  // Beside the package, so that the file finds fabric-shim as the shipped one does.
  const dir = mkdtempSync(fileURLToPath(new URL('../bundle-', import.meta.url)));
  t.teardown(() => rmSync(dir, { recursive: true }));
  const outfile = join(dir, 'chaincode.cjs');
  const { metafile } = await build({
    entryPoints: [ENTRY],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    external: ['fabric-shim'],
    metafile: true,
    logLevel: 'silent',
  });
  const outside = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.map(({ path }) => path),
  );
  t.same([...new Set(outside)].sort(), ['fabric-shim', 'node:crypto']);
  const bundle = createRequire(outfile)(outfile) as { createChaincode(): ChaincodeInterface };
  const stub = { getFunctionAndParameters: () => ({ fcn: 'nothing', params: [] }) };
  const response = await bundle.createChaincode().Invoke(stub as never);
  t.match(response, { status: 500, message: 'CALL_UNKNOWN: no such function' });
});
