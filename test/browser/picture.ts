// `npm run picture`: takes the README's picture of the verify page, from the single file on disk and a golden proof.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch, ROOT } from './browser.ts';

const golden = (name: string) => join(ROOT, 'test/vectors/golden/receipt-signed', name);
const out = join(ROOT, 'docs/images');

mkdirSync(out, { recursive: true });
const browser = await launch();
try {
  const page = await browser.newPage({
    viewport: { width: 760, height: 1180 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  await page.goto(pathToFileURL(join(ROOT, 'proof/dist/verify.html')).href);
  await page.locator('#proof').setInputFiles(golden('proof.json'));
  await page.locator('#file').setInputFiles(golden('document.pdf'));
  await page.locator('#trust').setInputFiles(golden('trust.json'));
  const result = page.locator('#result');
  await result.getByText('自上链以来未被改动').first().waitFor();
  await result.scrollIntoViewIfNeeded();
  const box = await result.boundingBox();
  if (box === null) throw new TypeError('no result on the page');
  const top = box.y + (await page.evaluate(() => scrollY));
  await page.screenshot({
    path: join(out, 'verify.png'),
    fullPage: true,
    clip: { x: 0, y: top, width: 760, height: 1180 },
  });
} finally {
  await browser.close();
}
