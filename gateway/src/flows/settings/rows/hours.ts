import * as Type from 'typebox';
import { type SettingRow, type Span, words } from '../definition.ts';

const Minute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });
const Spans = Type.Array(
  Type.Object({ from: Minute, to: Minute }, { additionalProperties: false }),
  { minItems: 1, maxItems: 4 },
);

const hours = {
  group: 'hours',
  kind: 'hours',
  type: Spans,
  decidedBy: 'court',
} as const;

export const HOURS_ROWS = {
  'hours.court': {
    ...hours,
    title: words('办公时间', 'Office hours'),
    means: words(
      '法院在工作日的办公时间，公布给当事人。在线提交不受办公时间限制。',
      'When the court is open on working days, as told to the parties. What is handed in online is not bound to it.',
    ),
    law: words('法院规定', 'the court’s own rules'),
  },
  'hours.hotline': {
    ...hours,
    title: words('12368 人工服务时间', 'Hours of the 12368 hotline'),
    means: words(
      '工作日有人接听的时间；其余时间是自动语音服务，24 小时可用。每一页的页脚都显示。',
      'When people answer on working days; at other times an automatic voice does, all round the clock. Shown at the foot of every page.',
    ),
    law: words('12368 诉讼服务热线的通行做法', 'practice of the 12368 litigation service hotline'),
    fallback: { value: [{ from: '09:00', to: '17:00' }], origin: 'practice' },
  },
} as const satisfies Readonly<Record<string, SettingRow<readonly Span[]>>>;
