import t from 'tap';
import { importsOf, read, trackedFiles } from './tree.ts';

/** Who may import whom among our packages (docs/architecture.md). */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  chaincode: ['domain'],
  network: ['domain', 'chaincode'],
  proof: ['domain'],
  notary: ['domain', 'chaincode', 'proof'],
  gateway: ['domain', 'notary'],
  api: ['domain', 'notary', 'gateway'],
  web: ['proof'],
};

/** Outside packages that have one home: pattern → where it may be imported. */
const HOMES: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^(?:@hyperledger\/|@grpc\/|fabric-)/,
    /^(?:chaincode|notary\/src\/(?:ledger|conformance)|network)\//,
  ],
  // The bench's yardstick is a bare Fastify without anything of ours.
  [/^@?fastify/, /^(?:api|scripts\/src\/bench)\//],
  [/^(?:react|@tanstack\/|openapi-fetch)/, /^web\//],
  [/^(?:level|classic-level|abstract-level)$/, /^notary\//],
  [/^(?:pdfkit|fontkit)$/, /^(?:gateway\/(?:src|test)\/pdf|test)\//],
  // On the device, what somebody photographed becomes one PDF before it is sent.
  [/^@cantoo\/pdf-lib$/, /^(?:gateway\/(?:src|test)\/pdf|test|web\/src\/papers\/desk)\//],
  [/^@tus\//, /^api\/src\/routes\/uploads\.ts$/],
  [/^tus-js-client$/, /^web\/src\/papers\//],
  [/^docx$/, /^gateway\/(?:src|test)\/pleadings\//],
  [/^ethers$/, /^(?:notary|scripts)\//],
];

const sources = trackedFiles().filter((path) => /^[a-z]+\/src\/.*\.tsx?$/.test(path));

t.test('packages import one way', async (t) => {
  for (const path of sources) {
    const [home = ''] = path.split('/');
    const allowed = MAY_IMPORT[home];
    if (allowed === undefined) continue;
    for (const name of importsOf(path)) {
      const target = /^@cunzheng\/([a-z]+)/.exec(name)?.[1];
      if (target !== undefined) t.ok(allowed.includes(target), `${path} imports ${name}`);
      if (name.startsWith('.'))
        t.notMatch(name, /\.\.\/[a-z]+\/src\//, `${path} reaches into a package: ${name}`);
    }
  }
  t.ok(sources.length > 50, 'the walk found the sources');
});

t.test('outside packages stay in their homes', async (t) => {
  for (const path of sources) {
    for (const name of importsOf(path)) {
      for (const [pattern, home] of HOMES) {
        if (pattern.test(name)) t.match(path, home, `${path} imports ${name}`);
      }
    }
  }
});

t.test(
  'domain and the verifier run in a browser: no node: import but in the command line',
  async (t) => {
    for (const path of sources.filter((path) => /^(?:domain|proof|web)\//.test(path))) {
      if (path === 'proof/src/cli.ts') continue;
      t.same(
        importsOf(path).filter((name) => name.startsWith('node:')),
        [],
        path,
      );
    }
  },
);

t.test('the web client takes from the verifier only the look that both have', async (t) => {
  const taken = sources
    .filter((path) => path.startsWith('web/'))
    .flatMap((path) => importsOf(path).filter((name) => name.startsWith('@cunzheng/')));
  t.same(taken, ['@cunzheng/proof/tokens.css']);
});

t.test('colours are named in one file, for the verify page and the web client', async (t) => {
  const sheets = trackedFiles().filter((path) => /^(?:proof|web)\/src\/.*\.css$/.test(path));
  t.ok(sheets.length > 10, 'the walk found the style sheets');
  for (const path of sheets.filter((path) => path !== 'proof/src/page/tokens.css')) {
    const named = read(path).match(/^\s*--(?!text|small)[a-z-]+:/gm) ?? [];
    t.same(named, [], path);
  }
});

t.test(
  'the web client knows the API only through what is generated from its OpenAPI',
  async (t) => {
    const readers = sources.filter(
      (path) =>
        path.startsWith('web/') && importsOf(path).some((name) => name.endsWith('/schema.ts')),
    );
    t.same(readers.sort(), ['web/src/api-client/client.ts', 'web/src/api-client/views.ts']);
  },
);
