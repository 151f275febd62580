import type { OutgoingMessage } from '../../src/providers/sender.ts';

/** A message such as the sweep makes. */
export function messageTo(to: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    to,
    language: 'zh-CN',
    from: '北京互联网法院',
    category: 'service',
    kind: '文书送达',
    title: '北京互联网法院：文书送达',
    text: '北京互联网法院有一条通知（文书送达）。查验码 12345 67890。',
    link: 'https://court.example/notices/7d4b2c1e-0000-4000-8000-000000000000',
    digits: '12345 67890',
    ...more,
  };
}
