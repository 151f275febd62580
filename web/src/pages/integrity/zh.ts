export const zh = {
  title: '文书完整性',
  lead: '重新计算本院保存的每份文书的摘要，并与链上记录比较。',
  checking: '正在重新计算摘要…',
  allIntact: (n: number) => `本院 ${n} 份文书，全部与链上记录一致`,
  some: (n: number, bad: number) =>
    `本院 ${n} 份文书，${n - bad} 份与链上记录一致；${bad} 份不一致`,
  none: '本院还没有签发文书',
  at: '核对时间',
  again: '重新核对',
  table: '文书核对结果',
  document: '文书',
  number: '文书编号',
  result: '结果',
  intact: '一致',
  altered: '不一致：保存的文件已被改动',
  missing: '文件不存在',
  note: '不一致只说明保存的文件与上链时不同，不说明是谁改动的。请不要删除该文件，并通知技术人员；当事人手中的原件仍可核验。',
};
