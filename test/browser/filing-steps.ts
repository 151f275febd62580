import type { Locator, Page } from 'playwright-core';

/** Every person who files walks these pages; who they are decides only by what means. */

/** An option of a question, by words of both. */
export const option = (page: Page, group: string | RegExp, name: string | RegExp): Locator =>
  page.getByRole('radiogroup', { name: group }).locator('label', { hasText: name }).first();

/** Waits until what was typed is with the court. */
export const saved = (page: Page): Promise<void> => page.getByText('已自动保存').waitFor();

export const heading = (page: Page, name: string, level = 1): Promise<void> =>
  page.getByRole('heading', { name, level }).waitFor();

/** The file input of a place of the checklist. */
export const pick = (page: Page, slot: string): Locator =>
  page.getByLabel(`选择文件：${slot}`, { exact: true });

/** The line of a paper that is in. */
export const inList = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: `查看“${name}”`, exact: true });
