export const zh = {
  loading: '正在读取…',
  court: '送达法院',
  caseNumber: '案号',
  number: '文书编号',
  code: '核验码',
  sentAt: '发出时间',
  channel: '送达方式',
  recipient: '受送达人',
  openTitle: '打开前请知道',
  openText:
    '打开后，系统会把“您在什么时间打开了这份文书”记录上链，不能删除。打开不等于签收，也不等于同意文书内容。',
  open: '打开文书',
  read: '文书内容',
  sign: '下一步：签收',
  signHint:
    '签收只表示您收到了这份文书，不表示同意它的内容。不签收的，可以在下一步选择拒收或提出异议。',
  handled: '您已处理过这份文书',
  receipt: '查看回执',
  history: '办理记录',
  late: '（上链比行为晚）',
  back: '回到我的文书',
  none: '还没有记录',
};
