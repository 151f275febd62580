import * as Type from 'typebox';
import { type SettingRow, words } from '../definition.ts';

/** Whoever is chosen must be set up in the deployment's configuration; addresses and keys never stand in a setting. */
const provider = {
  group: 'providers',
  kind: 'choice',
  type: Type.Enum(['none', 'configured']),
  decidedBy: 'court',
  options: {
    none: words('不用，转人工', 'none; a person does it'),
    configured: words('使用本平台配置的服务', 'the service that this platform is set up with'),
  },
  fallback: { value: 'configured', origin: 'proposal' },
} as const;

const IDENTITY_LAW = words('《在线诉讼规则》第7条', 'Online Litigation Rules art. 7');
const NOTICE_LAW = words('《在线诉讼规则》第32条', 'Online Litigation Rules art. 32');

export const PROVIDER_ROWS = {
  'provider.identityRegister': {
    ...provider,
    title: words('身份信息比对', 'Check against the register'),
    means: words(
      '实名时是否向身份登记机构比对；不用或者不通时转人工核验。',
      'Whether identity is checked against a register; without it, or when it fails, a person checks.',
    ),
    law: IDENTITY_LAW,
  },
  'provider.portrait': {
    ...provider,
    title: words('人像比对', 'Portrait check'),
    means: words(
      '实名时是否比对人像；不用或者不通过时转人工核验。',
      'Whether a portrait is compared; without it, or when it fails, a person checks.',
    ),
    law: IDENTITY_LAW,
  },
  'provider.unified': {
    ...provider,
    title: words('统一身份认证', 'Unified identity platform'),
    means: words(
      '实名时是否可以到统一身份认证平台核验；不用时由本人拍照、比对。',
      'Whether people may prove who they are by the unified identity platform; without it they use photographs and a portrait.',
    ),
    law: IDENTITY_LAW,
  },
  'provider.sms': {
    ...provider,
    title: words('短信提醒', 'Reminders by SMS'),
    means: words(
      '站内消息之外是否发短信。提醒与送达是两回事。',
      'Whether messages are sent besides the inbox. A reminder is not service.',
    ),
    law: NOTICE_LAW,
    options: {
      ...provider.options,
      none: words('不发', 'none are sent'),
    },
  },
} as const satisfies Readonly<Record<string, SettingRow<string>>>;
