import type { Browser, Locator, Page } from 'playwright-core';
import t from 'tap';
import { type House, openHouse } from '../house/house.ts';
import { launch, lookTwice, PHONE, picture, signIn, signInHere, windowFor } from './browser.ts';

let house: House;
let browser: Browser;

t.setTimeout(300_000);
t.before(async () => {
  house = await openHouse();
  browser = await launch();
});
t.teardown(async () => {
  await browser?.close();
  await house?.leave();
});

/** Answers come one after the other, as on a slow line: who sits here after the banner, what is unread last. */
const DELAYS_MS: readonly (readonly [part: string, ms: number])[] = [
  ['/network', 200],
  ['/session', 600],
  ['/proofing', 900],
  ['/unread', 1200],
];

async function slowLine(page: Page): Promise<void> {
  await page.route('**/api/v1/**', async (route) => {
    const url = route.request().url();
    const [, ms = 300] = DELAYS_MS.find(([part]) => url.endsWith(part)) ?? [];
    await new Promise((resolve) => setTimeout(resolve, ms));
    if (url.endsWith('/notices/unread')) await route.fulfill({ json: { unread: 3 } });
    else await route.continue();
  });
}

/** Where something is the moment it can be seen, and where it is when everything has come. */
async function places(page: Page, what: Locator): Promise<readonly [unknown, unknown]> {
  await what.waitFor();
  const first = await what.boundingBox();
  await page.waitForLoadState('networkidle');
  await page.getByRole('status', { name: /3/ }).waitFor();
  return [first, await what.boundingBox()];
}

t.test('what a finger is put on does not move while the rest comes', async (t) => {
  const { page, faults, context } = await windowFor(browser, PHONE);
  await signIn(page, house.url, '李娜然');
  await slowLine(page);
  const menu = (name: string) => page.getByRole('link', { name, exact: true });
  for (const path of ['/', '/inbox', '/filings']) {
    for (const name of ['我的文书', '核验文书']) {
      await page.goto(house.url + path);
      const [first, last] = await places(page, menu(name));
      t.same(first, last, `${name} on ${path}`);
    }
  }
  await page.goto(house.url);
  const [first, last] = await places(page, page.getByRole('link', { name: /^我要立案/ }));
  t.same(first, last, 'the way into a filing, which a stranger sees elsewhere');
  await lookTwice(t, page, 'home-unread');
  t.same(faults, [], 'no error in the console');
  await context.close();
});

t.test('a sign-in moves nothing of what stands around the page', async (t) => {
  const { page, context } = await windowFor(browser, PHONE);
  await slowLine(page);
  await page.goto(`${house.url}/signin`);
  const brand = page.getByRole('link', { name: /^存证/ });
  await page.locator('label', { hasText: '李娜然' }).waitFor();
  const seen: number[] = [];
  await page.exposeFunction('seen', (top: number) => seen.push(top));
  await page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen(top: number): void };
    const watch = (): void => {
      const top = document.querySelector('header')?.getBoundingClientRect().top;
      if (top !== undefined && scrollY === 0) seen(top);
      requestAnimationFrame(watch);
    };
    watch();
  });
  const before = await brand.boundingBox();
  await signInHere(page, '李娜然');
  await page.getByRole('status', { name: /3/ }).waitFor();
  t.ok(seen.length > 10, 'it was watched');
  t.equal(new Set(seen).size, 1, 'the banner above stood where it was');
  t.same(await brand.boundingBox(), before);
  await picture(page, 'signed-in-phone');
  await context.close();
});
