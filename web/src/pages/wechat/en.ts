import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Bind WeChat',
  working: 'Binding…',
  refused: 'You did not agree; nothing was bound.',
  done: 'WeChat is bound. You are told by it too from now on.',
  back: 'Back to how I am told',
};
