// `npm run build -w proof`: dist/verify.html, one file that needs nothing else, and dist/verify.csp, the policy it needs
// from a server that sends one. The same sources give the same bytes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync, build as buildWith, transformSync } from 'esbuild';

const here = import.meta.dirname;
const page = join(here, 'src/page');
const LIMIT = 130 * 1000;

const options = {
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  platform: 'browser',
  target: 'chrome107',
  legalComments: 'none',
  charset: 'utf8',
};

/**
 * Parts of TypeBox that our schemas never reach, or that this page cannot use. Under its policy no code may be made from
 * text, so that only the checker that walks a schema is left of the compiler; and its formats (host names, addresses),
 * unique items and templates are no part of any record.
 */
const STUBS = {
  'schema/compile.mjs': `
    import * as Engine from './engine/index.mjs';
    export const Validator = undefined;
    export function Compile(schema) {
      const stack = Engine.Stack({}, schema);
      return { Check: (value) => Engine.CheckSchema(stack, new Engine.CheckContext(), schema, value) };
    }`,
  'system/hashing/hash.mjs':
    'const no = () => { throw new Error("no hashes"); }; export const Hash = no, HashCode = no;',
  'format/index.mjs':
    'const no = () => { throw new Error("no formats"); }; export const Format = { Has: no, Get: no, Test: no };',
};
const slimTypeBox = {
  name: 'slim-typebox',
  setup(build) {
    build.onLoad({ filter: /typebox[\\/]build[\\/].*\.mjs$/ }, ({ path }) => {
      const stub = Object.keys(STUBS).find((name) =>
        path.replaceAll('\\', '/').endsWith(`typebox/build/${name}`),
      );
      return stub === undefined ? undefined : { contents: STUBS[stub] };
    });
  },
};

const worker = text(buildSync({ ...options, entryPoints: [join(page, 'digest-worker.ts')] }));
const script = text(
  await buildWith({
    ...options,
    entryPoints: [join(page, 'main.ts')],
    define: { DIGEST_WORKER: JSON.stringify(worker) },
    plugins: [slimTypeBox],
  }),
);
const css = ['tokens.css', 'style.css']
  .map((name) => readFileSync(join(page, name), 'utf8'))
  .join('');
const style = transformSync(css, { loader: 'css', minify: true, target: 'chrome107' }).code.trim();

// connect-src is there for the look-up of the served page; a page on disk has nowhere to send anything.
const csp = [
  "default-src 'none'",
  `script-src '${hash(script)}' 'wasm-unsafe-eval'`,
  `style-src '${hash(style)}'`,
  'worker-src blob:',
  'img-src data: blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const parts = {
  '{{csp}}': csp,
  '<!--{{style}}-->': `<style>${style}</style>`,
  '<!--{{script}}-->': `<script>${script}</script>`,
};
const html = readFileSync(join(page, 'index.html'), 'utf8').replace(
  /<!--\{\{\w+\}\}-->|\{\{\w+\}\}/g,
  (placeholder) => parts[placeholder],
);
writeFileSync(join(here, 'dist/verify.html'), html);
writeFileSync(join(here, 'dist/verify.csp'), `${csp}\n`);

const weight = gzipSync(html, { level: 9 }).length;
process.stdout.write(
  `proof/dist/verify.html: ${html.length} characters, ${weight} bytes gzip (limit ${LIMIT})\n`,
);
if (weight > LIMIT) {
  process.stderr.write('verify.html is too heavy\n');
  process.exitCode = 1;
}

function text(result) {
  return result.outputFiles[0].text.trim();
}

function hash(content) {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`;
}
