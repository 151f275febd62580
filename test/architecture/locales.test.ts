import { OUT_OF_ORDER } from '@cunzheng/domain';
import { transformSync } from 'esbuild';
import t from 'tap';
import { read, trackedFiles } from './tree.ts';

type Texts = Record<string, unknown>;

/** The exported texts of a locale file, which the browser build compiles and this one does not. */
async function load(path: string): Promise<Record<string, Texts>> {
  const { code } = transformSync(read(path), { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript,${encodeURIComponent(code)}`);
}

function keys(texts: Texts): string[] {
  return Object.keys(texts).sort();
}

const files = trackedFiles();

t.test('each page has the same keys in Chinese and English', async (t) => {
  const chinese = files.filter((path) => /\/zh\.ts$/.test(path) && path.startsWith('web/'));
  t.ok(chinese.length > 5);
  for (const path of chinese) {
    const { zh } = await load(path);
    const { en } = await load(path.replace(/zh\.ts$/, 'en.ts'));
    t.same(keys(zh ?? {}), keys(en ?? {}), path);
    for (const [key, text] of Object.entries(en ?? {}))
      if (typeof text === 'string') t.not(text.trim(), '', `${path} ${key}`);
  }
});

t.test('words used by several pages have both languages in one file', async (t) => {
  for (const path of files.filter((path) => path.startsWith('web/src/locales/'))) {
    const { zh, en } = await load(path);
    t.same(keys(zh ?? {}), keys(en ?? {}), path);
  }
});

t.test('the web receipt explains times out of order in the verifier’s words', async (t) => {
  for (const [language, sentence] of [
    ['zh', OUT_OF_ORDER['zh-CN']],
    ['en', OUT_OF_ORDER.en],
  ] as const) {
    const texts = (await load(`web/src/pages/receipt/${language}.ts`))[language];
    t.equal(texts?.outOfOrder, sentence, language);
  }
});
