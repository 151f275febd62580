import t from 'tap';
import { ROOT, read, trackedFiles } from './tree.ts';

const files = trackedFiles();
const code = files.filter((path) => /\.(?:ts|tsx)$/.test(path));

t.test('no folder or file is called after nothing', async (t) => {
  for (const path of code)
    t.notMatch(path, /(?:^|\/)(?:utils?|common|helpers?|shared|misc)(?:\/|\.ts)/, path);
});

t.test('files and folders are kebab-case', async (t) => {
  for (const path of code) t.match(path, /^[a-z0-9./-]+$/, path);
});

t.test(
  'nothing in code is called authentic: a good check says unalteredSinceRecorded',
  async (t) => {
    for (const path of code.filter((path) => path.includes('/src/'))) {
      // One field of WebAuthn has such a name.
      t.notMatch(
        read(path),
        /\b(?:isAuthentic|(?!authenticatorSelection\b)authentic\w*\s*[:=(]|isGenuine|genuine\w*\s*[:=(])/,
        path,
      );
    }
  },
);

t.test('no page or message says 公证 of our records', async (t) => {
  const texts = code.filter((path) => /\/src\/.*(?:zh|locales|messages|sentences)/.test(path));
  t.ok(texts.length > 10, 'the walk found the texts');
  for (const path of texts) t.notMatch(read(path), /公证/, path);
});

t.test('no file names a place on somebody’s machine', async (t) => {
  const place = ROOT.split('/').slice(0, -1).join('/');
  if (place.length < 4) return;
  for (const path of files.filter((path) => /\.(?:ts|tsx|mjs|json|md|sh|yml)$/.test(path)))
    t.notOk(read(path).includes(`${place}/`), path);
});
