import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SENTENCES, STAGES } from '@cunzheng/proof';
import type { Browser, Page } from 'playwright-core';
import { runProgram } from '../house/programs.ts';
import { DESK, ROOT, windowFor } from './browser.ts';

/** Paths of what is given to a verifier. */
export interface Given {
  readonly proof: string;
  readonly trust: string;
  readonly file: string;
}

/** What a verifier says, as far as a page shows it; words in Chinese. */
export interface Said {
  readonly verdict: string;
  /** The stage that it names as failed. */
  readonly stage?: string;
  /** State and sentence of every stage, in order; the sentence of a failed one tells its reason. */
  readonly stages: readonly {
    readonly id: string;
    readonly state: string;
    readonly text: string;
  }[];
}

/** The look of an answer on the page and the verdict it stands for. */
const LOOKS: Readonly<Record<string, string>> = {
  good: 'unalteredSinceRecorded',
  plain: 'recorded',
  bad: 'differs',
  wait: 'cannotDecide',
};
const { stage: NAMES } = SENTENCES.zh;

/** The single file proof/dist/verify.html on the disk, with the network off. */
export class VerifyPage {
  readonly #page: Page;
  /** Everything that it asked for but itself and its worker. */
  readonly asked: string[] = [];
  readonly faults: readonly string[];

  constructor(page: Page, faults: readonly string[]) {
    this.#page = page;
    this.faults = faults;
    page.on('request', (request) => {
      if (!/^(?:file|blob|data):/.test(request.url())) this.asked.push(request.url());
    });
  }

  static async open(browser: Browser): Promise<VerifyPage> {
    const { page, context, faults } = await windowFor(browser, DESK);
    await context.setOffline(true);
    const opened = new VerifyPage(page, faults);
    await page.goto(pathToFileURL(join(ROOT, 'proof/dist/verify.html')).href);
    return opened;
  }

  close(): Promise<void> {
    return this.#page.context().close();
  }

  /** Gives it these files in place of those before, and reads its answer. */
  async ask({ proof, trust, file }: Omit<Given, 'file'> & Partial<Given>): Promise<Said> {
    const again = this.#page.locator('#reset');
    if (await again.isVisible()) await again.click();
    await this.#page.locator('#trust').setInputFiles(trust);
    await this.#page.locator('#file').setInputFiles(file ?? []);
    await this.#page.locator('#proof').setInputFiles(proof);
    await this.#page.locator('#result .answer').waitFor();
    const shown = await this.#page.evaluate(() => {
      const words = (root: ParentNode, selector: string) =>
        root.querySelector(selector)?.textContent ?? '';
      return {
        look: document.querySelector('#result .answer')?.className.split(' ')[1] ?? '',
        answer: words(document, '#result .answer'),
        stages: [...document.querySelectorAll('#result .stages li')].map((line) => ({
          state: line.className,
          name: words(line, '.stage').split(' ')[0] ?? '',
          text: words(line, '.stage + p'),
        })),
      };
    });
    return readAnswer(shown);
  }
}

interface Shown {
  readonly look: string;
  readonly answer: string;
  readonly stages: readonly { name: string; state: string; text: string }[];
}

function readAnswer({ look, answer, stages }: Shown): Said {
  const verdict = LOOKS[look] ?? `unknown look ${look}`;
  // Another file is the document's stage by definition; any other refusal names its stage in words.
  const named = verdict === 'differs' ? NAMES.document : /“([^”]+)”一步/.exec(answer)?.[1];
  const stage = STAGES.find((id) => NAMES[id] === named);
  return {
    verdict,
    ...(stage && { stage }),
    stages: stages.map(({ name, state, text }) => ({
      ...{ id: STAGES.find((id) => NAMES[id] === name) ?? name, state, text },
    })),
  };
}

/** What `cunzheng-verify` says of the same files. Throws when it says nothing. */
export async function askCommand({ proof, trust, file }: Given): Promise<Said> {
  const command = 'proof/bin/cunzheng-verify.mjs';
  const { code, out, said } = await runProgram([command, proof, file, '--trust', trust, '--json']);
  if (out === '') throw new Error(`cunzheng-verify ended with ${code}: ${said}`);
  const { verdict, stage, stages } = JSON.parse(out) as Said;
  return { verdict, ...(stage && { stage }), stages };
}

/** Answers to all of them, two at a time. */
export async function askCommands(cases: readonly Given[]): Promise<Said[]> {
  const answers: Said[] = [];
  const waiting = cases.entries();
  const work = async () => {
    for (const [i, given] of waiting) answers[i] = await askCommand(given);
  };
  await Promise.all([work(), work()]);
  return answers;
}
