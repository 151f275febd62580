export const zh = {
  loading: '正在打开…',
  otherTitle: '这个页面不在您的权限内',
  forStaff: '这里是法院工作人员的工作台。当事人请从“我的文书”进入。',
  forLitigants: '这里是当事人查看文书的地方。工作人员请从“案件工作台”进入。',
};
export const en: typeof zh = {
  loading: 'Opening…',
  otherTitle: 'This page is not for your role',
  forStaff: 'This is the court staff’s desk. Parties find their documents under “My documents”.',
  forLitigants: 'This is where parties read their documents. Staff work under “Cases”.',
};
