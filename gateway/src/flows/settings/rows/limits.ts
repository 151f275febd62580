import * as Type from 'typebox';
import { type Fallback, type SettingRow, type SettingUnit, words } from '../definition.ts';

function bounded(
  unit: SettingUnit,
  [least, most]: readonly [number, number],
  fallback: Fallback<number>,
) {
  return {
    group: 'limits',
    kind: 'number',
    type: Type.Integer({ minimum: least, maximum: most }),
    decidedBy: 'court',
    ...{ unit, least, most, fallback },
  } as const;
}

const COURT_RULES = words('法院规定', 'the court’s own rules');

export const LIMIT_ROWS = {
  'limit.evidenceFile': {
    ...bounded('megabytes', [1, 500], { value: 100, origin: 'practice' }),
    title: words('单个证据文件上限', 'Largest file of evidence'),
    means: words(
      '上传之前告知，并在设备上先行检查。',
      'Told before the upload, and checked on the device first.',
    ),
    law: COURT_RULES,
  },
  'limit.filingFiles': {
    ...bounded('megabytes', [10, 5000], { value: 1000, origin: 'proposal' }),
    title: words('一件立案材料合计上限', 'All papers of one filing together'),
    means: words(
      '一件立案申请里的全部材料加在一起不超过这么大；上传之前告知。',
      'All papers of one filing may have this size together; told before the upload.',
    ),
    law: COURT_RULES,
  },
  'limit.quietFrom': {
    ...bounded('oClock', [18, 24], { value: 22, origin: 'proposal' }),
    title: words('夜间几点起不发消息', 'No messages from this hour in the evening'),
    means: words(
      '北京时间的钟点。这以后的短信、邮件、微信和推送等到早上再发；关于账号安全的照常马上发。',
      'The hour in Beijing. SMS, mail, WeChat and push wait for the morning; what concerns the safety of an account is sent at once all the same.',
    ),
    law: COURT_RULES,
  },
  'limit.quietTo': {
    ...bounded('oClock', [5, 10], { value: 7, origin: 'proposal' }),
    title: words('早上几点起发消息', 'Messages again from this hour in the morning'),
    means: words(
      '北京时间的钟点。夜间留下的消息在这以后的二十分钟里陆续发出。',
      'The hour in Beijing. What waited over night goes out within the twenty minutes after it.',
    ),
    law: COURT_RULES,
  },
  'retention.accessLog': {
    ...bounded('months', [6, 240], { value: 6, origin: 'law' }),
    title: words('访问日志保存期', 'Keeping the access log'),
    means: words(
      '谁在何时查看过卷宗和个人信息的记录保存多久，法律规定不少于六个月。',
      'How long it is kept who read files and personal data; by law six months at least.',
    ),
    law: words('《网络安全法》（2016年文本）第21条', 'Cybersecurity Law (2016 text) art. 21'),
  },
  'retention.identityImages': {
    ...bounded('days', [1, 3650], { value: 30, origin: 'proposal' }),
    title: words('证件照片和人像保存期', 'Keeping images of identity papers and portraits'),
    means: words(
      '核验结束后多久删除。应当是实现目的所必要的最短时间。',
      'When they are deleted after the check. The law asks for the shortest time that serves the purpose.',
    ),
    law: words('《个人信息保护法》第19、47条', 'Personal Information Protection Law arts. 19, 47'),
  },
  'retention.erasureWait': {
    ...bounded('days', [1, 30], { value: 7, origin: 'proposal' }),
    title: words('注销等待期', 'Waiting time of an erasure'),
    means: words(
      '本人申请注销后多久执行，其间可以撤回；各院设置不同时取最长的。',
      'How long after a person asked he is erased; he may take it back until then. Where courts differ, the longest counts.',
    ),
    law: words('《个人信息保护法》第47条', 'Personal Information Protection Law art. 47'),
  },
  'retention.notices': {
    ...bounded('months', [1, 240], { value: 24, origin: 'proposal' }),
    title: words('站内消息保存期', 'Keeping notices'),
    means: words(
      '已读的消息多久以后从收件箱移除；送达记录不受影响。',
      'When notices that were read leave the inbox; records of service are not touched.',
    ),
    law: words('《个人信息保护法》第19条', 'Personal Information Protection Law art. 19'),
  },
} as const satisfies Readonly<Record<string, SettingRow<number>>>;
