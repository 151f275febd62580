import type { Convicted, MisconductReason, MisconductResult } from '../misconduct.ts';
import type { Bilingual } from './sentences.ts';

const REASON: Readonly<Record<MisconductReason, Bilingual>> = {
  TRUST_MALFORMED: { zh: '信任文件无法读取。', en: 'The trust file cannot be read.' },
  TRUST_SIGNATURE: {
    zh: '信任文件上的法院签名不成立。',
    en: 'A court’s signature on the trust file does not hold.',
  },
  CHECKPOINT_MALFORMED: {
    zh: '其中一份不是有效格式的检查点。',
    en: 'One of the two is no well-formed checkpoint.',
  },
  ORIGIN_DIFFERS: {
    zh: '其中一份属于另一个网络的日志。',
    en: 'One of the two belongs to the log of another network.',
  },
  SIZES_DIFFER: {
    zh: '两份检查点的长度不同，日志增长本属正常。',
    en: 'The two checkpoints are of different sizes; a log grows.',
  },
  ROOTS_SAME: {
    zh: '两份检查点的内容相同，没有矛盾。',
    en: 'The two checkpoints say the same; nothing contradicts.',
  },
  SIGNATURE_MISSING: {
    zh: '其中一份没有任何成员法院的有效签名。',
    en: 'One of the two has no signature of a member court that holds.',
  },
};

const HOW: Readonly<Record<Convicted['how'], Bilingual>> = {
  signedBoth: {
    zh: '的审计程序对同样长度的日志签署了两份不同的内容。',
    en: ': its auditor signed two different logs of the same length.',
  },
  againstQuorum: {
    zh: '的审计程序签署的内容与足够多成员法院共同签署的内容不同。',
    en: ': its auditor signed another log than the one that enough member courts cosigned.',
  },
};

const FORKED: Bilingual = {
  zh: '存在两份互相矛盾的日志，但仅凭这两份检查点不能确定是哪一方的责任。',
  en: 'Two logs contradict each other, but these two checkpoints alone do not show whose doing it is.',
};

/** The result as lines for people. */
export function misconductText(result: MisconductResult, language: 'zh' | 'en'): string[] {
  if (result.verdict === 'cannotDecide') return [REASON[result.reason][language]];
  if (result.verdict === 'forked') return [FORKED[language]];
  return result.convicted.map(({ name, how }) => `${name}${HOW[how][language]}`);
}
