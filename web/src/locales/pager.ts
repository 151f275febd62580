export const zh = {
  previous: '上一页',
  next: '下一页',
  place: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
};
export const en: typeof zh = {
  previous: 'Previous',
  next: 'Next',
  place: (page: number, pages: number) => `page ${page} of ${pages}`,
};
