import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Deps } from '../deps.ts';

/** The verify page as it is served, with its content security policy. */
export interface VerifyPage {
  readonly html: string;
  readonly policy: string;
}

const CONFIG = /(<script type="application\/json" id="cunzheng-config">)[\s\S]*?(<\/script>)/;
const META_POLICY = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/i;

/**
 * Reads the single file and puts this server's trust file and look-up address into it. The file's own policy, which
 * names its scripts by their hashes, is sent as a header too; a policy in a page cannot forbid being framed.
 * `undefined` while the file was not built.
 */
export async function readVerifyPage(path: string, deps: Deps): Promise<VerifyPage | undefined> {
  const file = await readFile(path, 'utf8').catch(() => undefined);
  if (file === undefined) return undefined;
  const settings = { trust: deps.trustText, lookup: '/api/v1' };
  // A closing tag inside the text of the trust file would end the element.
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c');
  const html = file.replace(CONFIG, (_all, open: string, close: string) => open + json + close);
  const own = META_POLICY.exec(file)?.[1]?.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
  return { html, policy: `${own ?? derivedPolicy(file)}; frame-ancestors 'self'` };
}

function derivedPolicy(html: string): string {
  const scripts = inlineHashes(html, 'script').join(' ');
  const styles = inlineHashes(html, 'style').join(' ');
  return [
    "default-src 'none'",
    `script-src ${scripts} 'wasm-unsafe-eval'`,
    `style-src ${styles}`,
    "connect-src 'self'",
    'img-src data: blob:',
    'worker-src blob:',
    'media-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** CSP sources of inline elements: their SHA-256 (CSP3 2.3.1); data blocks are not run and need none. */
export function inlineHashes(html: string, element: 'script' | 'style'): string[] {
  const pattern = new RegExp(`<${element}\\b([^>]*)>([\\s\\S]*?)</${element}>`, 'gi');
  return [...html.matchAll(pattern)]
    .filter(([, attributes = '']) => !attributes.includes('application/json'))
    .map(([, , text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
}
