import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { SETTINGS } from '../../../src/flows/settings/catalogue.ts';
import { effectOf } from '../../../src/flows/settings/effects.ts';

/**
 * Settings that no flow reads yet. Whoever builds the flow reads the setting at the time of the act, says so in
 * `effects.ts`, and takes its line away here; a line is never added for a flow that is there.
 */
const NOT_READ: Readonly<Record<string, string>> = {
  'hours.court': 'booking',
  'text.filingGuide': 'filing',
  'text.correctionNotice': 'filing',
  'text.onlineConsent': 'filing',
  'text.serviceConsent': 'service with consent',
  'text.mediationGuide': 'mediation',
  'text.readingNotice': 'reading',
  'text.identityNotice': 'accounts: the platform’s own notice, by version',
};

t.test('exactly these settings are not read yet', async (t) => {
  const later = SETTINGS.filter(({ name }) => effectOf(name).at === 'later').map(
    ({ name }) => name,
  );
  t.strictSame(later.sort(), Object.keys(NOT_READ).sort());
});

const FLOWS = join(import.meta.dirname, '../../../../src/flows');
const SOURCES = readdirSync(FLOWS, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/^settings\/(?:rows\/|effects)/.test(path))
  .map((path) => readFileSync(join(FLOWS, path), 'utf8'))
  .join('\n');

/** What reads a family whose names are put together. */
const READERS: Readonly<Record<string, string>> = {
  'period.': 'settingOfPeriod(',
  'reminder.': 'reminderSetting(',
};

t.test(
  'a setting that is said to be read is named by a flow, one that is not is by none',
  async (t) => {
    for (const { name } of SETTINGS) {
      const family = Object.keys(READERS).find((prefix) => name.startsWith(prefix));
      const read = SOURCES.includes(
        family === undefined ? `'${name}'` : (READERS[family] as string),
      );
      t.equal(effectOf(name).at, read ? 'now' : 'later', name);
    }
  },
);

t.test('a setting of which nobody has said where it counts is a mistake', async (t) => {
  t.throws(() => effectOf('limit.none'), TypeError);
  t.throws(() => effectOf('constructor'), TypeError);
});
