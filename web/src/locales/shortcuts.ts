/** Words of the keys that several pages have. */
export const zh = {
  title: '快捷键',
  when: '在本页按下面的键。正在输入文字时不起作用。',
  use: '使用快捷键',
  close: '关闭',
  help: '显示快捷键',
  cases: '案件工作台',
  serve: '批量送达',
  integrity: '文书完整性',
  next: '下一行',
  previous: '上一行',
  back: '返回上一级',
};
export const en: typeof zh = {
  title: 'Keys',
  when: 'Press these on this page. They do nothing while you type.',
  use: 'Use keys',
  close: 'Close',
  help: 'Show the keys',
  cases: 'Cases',
  serve: 'Serve many',
  integrity: 'Integrity',
  next: 'Next row',
  previous: 'Previous row',
  back: 'Back to where this belongs',
};
