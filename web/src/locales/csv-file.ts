export const zh = {
  template: '下载模板',
  file: 'CSV 文件',
  choose: '选择 CSV 文件',
  tooLarge: '文件过大',
  shown: (n: number) => `列出前 ${n} 行，不能导入的在前`,
  fixFirst: '有不能导入的行，请改正文件后重新选择。此时什么都没有改变。',
};
export const en: typeof zh = {
  template: 'Download a template',
  file: 'CSV file',
  choose: 'Choose a CSV file',
  tooLarge: 'The file is too large',
  shown: (n: number) => `The first ${n} lines; those that cannot be imported come first`,
  fixFirst:
    'Some lines cannot be imported. Correct the file and choose it again. Nothing has changed so far.',
};
