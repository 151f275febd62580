import { hours, workingDays } from '../length.ts';
import type { PeriodRow } from '../period.ts';
import { text } from '../wording.ts';

/** Clocks of the platform itself; practice differs between courts, so that each is a setting. */
export const PLATFORM_PERIODS = {
  readingWindow: {
    name: text('阅卷有效期', 'Reading window'),
    start: 'readingGranted',
    length: hours(24),
    counting: 'elapsed',
    origin: 'proposal',
    setting: { least: 1, most: 720 },
    bearer: 'party',
    law: [['courtPractice', '000-22']],
    lapse: text('期满后可以重新申请。', 'After that one may apply again.'),
  },
  readingReview: {
    name: text('阅卷申请审核期限', 'Decision on a reading request'),
    start: 'readingRequested',
    length: workingDays(2),
    counting: 'forward',
    origin: 'proposal',
    setting: { least: 1, most: 10 },
    bearer: 'court',
    law: [['courtPractice', '000-20']],
  },
  identityReview: {
    name: text('身份人工核验期限', 'Identity check by a person'),
    start: 'identityEvidenceReceived',
    length: workingDays(1),
    counting: 'forward',
    origin: 'proposal',
    setting: { least: 1, most: 5 },
    bearer: 'court',
    law: [['courtPractice', '001-44']],
  },
} as const satisfies Readonly<Record<string, PeriodRow>>;
