export const zh = {
  loading: '正在打开文书…',
  failed: '这里显示不了文书，请点下面的链接下载后查看。',
  download: '在新窗口打开或下载 PDF',
  page: (n: number, of: number) => `第 ${n} 页，共 ${of} 页`,
};
export const en: typeof zh = {
  loading: 'Opening the document…',
  failed: 'The document cannot be shown here; download it with the link below.',
  download: 'Open or download the PDF',
  page: (n: number, of: number) => `Page ${n} of ${of}`,
};
