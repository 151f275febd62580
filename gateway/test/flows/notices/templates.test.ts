import { createHash } from 'node:crypto';
import t from 'tap';
import {
  TEMPLATES,
  type TemplateName,
  templateOf,
} from '../../../src/flows/notices/templates/index.ts';
import type { Versions } from '../../../src/flows/notices/templates/template.ts';
import { fillIn, placesOf } from '../../../src/flows/notices/words.ts';

const entries = Object.entries(TEMPLATES) as [TemplateName, Versions][];

/**
 * Digest of everything that a released version says. A line is added for a new version and never changed: notices that
 * were told keep their words.
 */
const RELEASED: Readonly<Record<string, string>> = {
  'documentServed 1': '81e977cf34aad3a5',
  'caseFiled 1': 'acade4440e9f91b9',
  'caseLinked 1': '0edfa94b70c39a2f',
  'hearingSet 1': 'a4e25cd246b5ffdd',
  'caseJudged 1': '08b508ad8a368b8e',
  'deadlineNear 1': 'ad9a450b0e0fde49',
  'keyRegistered 1': '208423801b26c362',
  'keyRevoked 1': 'e41df5fec3b4ab74',
  'signedInAnew 1': '9b4e169c908596e5',
  'contactChanged 1': '26cfdefc84ffe6e3',
  'dataExported 1': 'e9b390fd4476ec92',
  'erasureAsked 1': 'f74cd50414385655',
  'erasureRefused 1': 'a64cd41b0d77e72e',
  'accountNews 1': 'a1a545e308f58088',
  'workNews 1': '804da0d5c4c7d66f',
  'proofingApproved 1': '0bec9aee10cb8bcd',
  'proofingReturned 1': '1bdc3ebc7542c09c',
  'proofingRefused 1': '314330b5b3d3539f',
  'claimApproved 1': 'a873736721d82ac9',
  'claimRefused 1': '14e7b9717fadc1e3',
  'numberLost 1': '514616d04c9f639b',
  'recoveryAsked 1': 'c9ea5e4785b19ca9',
  'recoveryReview 1': 'fd8a6f19a94b4332',
  'helperCame 1': '29003a940d498bc9',
  'unifiedLinked 1': '3288bb4636b84d26',
  'filingReceived 1': 'b9a72c539006b0a8',
  'filingCorrection 1': 'b216c70a74aaa21a',
  'filingAnswered 1': 'ee9b0c1f76007410',
  'feeDue 1': '4dbe5aeb443edc2d',
  'feePaid 1': 'c725ae5e351af44a',
  'feeEnded 1': '330f957fe0008639',
  'feeReturned 1': '39d4aa1d35231f8d',
  'feeUnpaid 1': '76477df30f3eb0ba',
  'reliefAnswered 1': '9d8d5377247385bd',
  'unifiedUnlinked 1': 'cc08245f8bb1819a',
};

t.test('a released version of a template never changes', async (t) => {
  const now = Object.fromEntries(
    entries.flatMap(([name, versions]) =>
      versions.map((each) => [
        `${name} ${each.version}`,
        createHash('sha256').update(JSON.stringify(each)).digest('hex').slice(0, 16),
      ]),
    ),
  );
  t.strictSame(now, RELEASED);
});

t.test('versions count from 1, the newest last', async (t) => {
  for (const [name, versions] of entries)
    t.strictSame(
      versions.map(({ version }) => version),
      versions.map((_, i) => i + 1),
      name,
    );
});

t.test('both languages have the same places, and every place is filled', async (t) => {
  for (const [name, versions] of entries) {
    for (const each of versions) {
      const values = Object.fromEntries(placesOf(each).map((place) => [place, `<${place}>`]));
      for (const language of ['zh-CN', 'en'] as const) {
        const { title, body } = fillIn(each, values, language);
        t.notMatch(title + body, /[{}]/, `${name} ${language}`);
        const text = `${each.words[language].title} ${each.words[language].body}`;
        for (const place of Object.keys(values))
          t.ok(text.includes(`{${place}}`), `${name} ${place}`);
      }
    }
  }
});

t.test('a value that looks like a place is put in as it is', async (t) => {
  const filled = fillIn(templateOf('accountNews', 1), { title: '{text}', text: '$&' }, 'en');
  t.strictSame(filled, { title: '{text}', body: '$&' });
});

t.test('a template that never was is a mistake', async (t) => {
  t.throws(() => templateOf('documentServed', 99), TypeError);
  t.throws(() => templateOf('constructor', 1), TypeError);
});
