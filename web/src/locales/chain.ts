export const zh = {
  pending: '待上链',
  recorded: '已上链',
  proven: '已证明',
  failed: '上链异常',
  pendingHint: '已保存，正在写入司法链',
  recordedHint: '已写入司法链，等待多家法院签名确认',
  provenHint: '多家法院已签名确认，可以下载证明',
  failedHint: '没有写入司法链，法院工作人员会处理',
};
export const en: typeof zh = {
  pending: 'waiting for the chain',
  recorded: 'on chain',
  proven: 'proven',
  failed: 'chain problem',
  pendingHint: 'saved here, being written to the judicial chain',
  recordedHint: 'on the judicial chain, waiting for the courts’ signatures',
  provenHint: 'signed by several courts; the proof can be downloaded',
  failedHint: 'not on the judicial chain; the court’s staff will deal with it',
};
