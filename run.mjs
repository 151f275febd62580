// `npm run demo | bench | scrub | …`: builds what the command needs where it is missing or older than its sources, then
// runs it in this process.
import { buildOrExit } from './build-missing.mjs';

const PAGES = ['program', 'verifyPage', 'webPages'];
const COMMANDS = {
  bench: { parts: [...PAGES, 'scripts'], module: './scripts/dist/src/bench.js' },
  containers: { parts: ['network'], module: './network/dist/containers/run.js' },
  demo: { parts: ['scripts'], module: './scripts/dist/src/demo.js' },
  'first-administrator': {
    parts: ['scripts'],
    module: './scripts/dist/src/first-administrator.js',
  },
  images: { parts: ['network'], module: './network/dist/containers/make-images.js' },
  permissions: { parts: ['scripts'], module: './scripts/dist/src/permissions.js' },
  'personal-keys': { parts: ['scripts'], module: './scripts/dist/src/personal-keys.js' },
  picture: { parts: [...PAGES, 'test'], module: './test/dist/browser/picture.js' },
  schemas: { parts: ['scripts'], module: './scripts/dist/src/schemas.js' },
  'suit-keys': { parts: ['scripts'], module: './scripts/dist/src/suit-keys.js' },
  scrub: { parts: ['scripts'], module: './scripts/dist/src/scrub.js' },
};

const { parts, module } = COMMANDS[process.argv[2]];
const built = await buildOrExit(...parts);
built();
// The command reads its own arguments.
process.argv.splice(2, 1);
await import(module);
