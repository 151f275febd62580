import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { ROOT } from '../architecture/tree.ts';
import { CHROMIUM } from './chromium.ts';

const browsers = new Set<Browser>();

/** The browser; `more` are switches of its command line. */
export async function launch(more: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
  browsers.add(browser);
  return browser;
}

/** Of a page shown in a report, so many characters. */
const SHOWN = 800;

// Whoever reads of a failed story sees what stood before the person: on another machine there is no picture.
t.afterEach(async (story) => {
  if (story.passing()) return;
  const pages = [...browsers].flatMap((each) => each.contexts().flatMap((of) => of.pages()));
  for (const page of pages) {
    const text = await page.evaluate(() => document.body.innerText).catch(() => '');
    story.comment(`open page ${page.url()}: ${text.replaceAll(/\s+/g, ' ').slice(0, SHOWN)}`);
  }
});

export const PHONE = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const;
export const DESK = {
  viewport: { width: 1280, height: 900 },
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
} as const;

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds wrong on the page as it stands, one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated from outside, so that the page's own content security policy stays as it is.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          context: Document,
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { target: unknown }[] }[] }>;
      };
    };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(
      (fault) => `${fault.id}: ${fault.help} ${JSON.stringify(fault.nodes[0]?.target)}`,
    );
  });
}

/** Pixels by which the page is wider than its window; a phone must never scroll sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

const PICTURES = process.env.PICTURES;

/** Keeps a picture of the page when PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}

/** Each page a story stops at: no accessibility fault, no sideways scrolling, a picture for whoever wants to look. */
export async function look(t: Test, page: Page, name: string): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  t.same(await accessibilityFaults(page), [], `${name}: accessible`);
  t.equal(await overflow(page), 0, `${name}: fits its window`);
  await picture(page, name);
}

/** The same page on a phone and, drawn anew, at a desk, where it stays. */
export async function lookTwice(t: Test, page: Page, name: string): Promise<void> {
  await page.setViewportSize(PHONE.viewport);
  await look(t, page, `${name}-phone`);
  await page.setViewportSize(DESK.viewport);
  await look(t, page, `${name}-desk`);
}

/** Signs in through the page as a seeded person. */
export async function signIn(page: Page, url: string, name: string): Promise<void> {
  await page.goto(`${url}/signin`);
  await signInHere(page, name);
}

/** Signs in on the sign-in page that is open, and waits for where it leads. */
export async function signInHere(page: Page, name: string): Promise<void> {
  await page.locator('label', { hasText: name }).click();
  await page.getByRole('button', { name: '下一步：获取验证码' }).click();
  await page.getByRole('button', { name: '填入' }).click();
  await page.getByRole('button', { name: '登录' }).click();
  await page.waitForURL(/\/(?:inbox|desk)/);
}

/** Name of the browser's tab and element that has the focus: what tells somebody who does not see the page where they are. */
export function whereabouts(page: Page): Promise<{ title: string; focus: string }> {
  return page.evaluate(() => ({
    title: document.title,
    focus: document.activeElement?.tagName ?? '',
  }));
}

/** A window of its own, whose errors fail the story. */
export async function windowFor(
  browser: Browser,
  shape: typeof PHONE | typeof DESK,
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ ...shape, acceptDownloads: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/40[0-9]/.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults };
}

/** How much this browser keeps of what was filled in. */
export function kept(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('cunzheng', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const counting = opening.result.transaction('kept').objectStore('kept').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );
}

export { ROOT };
