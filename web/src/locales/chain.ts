export const zh = {
  pending: '待上链',
  recorded: '已上链',
  proven: '已证明',
  failed: '上链异常',
  differs: '与链上不一致',
  unchecked: '暂时无法核对',
  pendingHint: '已保存，正在写入司法链',
  recordedHint: '已写入司法链，等待多家法院签名确认',
  provenHint: '多家法院已签名确认，可以下载证明',
  failedHint: '没有写入司法链，法院工作人员会处理',
  differsHint: '本系统的数据与司法链上的记录不一致，以链上记录为准',
  uncheckedHint: '暂时读不到司法链，无法与链上记录比较',
  differsTitle: '本页内容与链上记录不一致',
  differsText:
    '本系统保存的数据与司法链上的记录不一致，请以链上记录为准。请不要依据本页办理，并拨打 12368 告知法院；您手中的文书和证明仍可核验。',
  differsStaff:
    '本系统保存的数据与司法链上的记录不一致，以链上记录为准。请不要依据本页办理，不要修改或删除，并通知技术人员；当事人手中的文书和证明仍可核验。',
  differsIn: '不一致之处：',
  comma: '、',
};
export const en: typeof zh = {
  pending: 'waiting for the chain',
  recorded: 'on chain',
  proven: 'proven',
  failed: 'chain problem',
  differs: 'not as on the chain',
  unchecked: 'cannot be compared now',
  pendingHint: 'saved here, being written to the judicial chain',
  recordedHint: 'on the judicial chain, waiting for the courts’ signatures',
  provenHint: 'signed by several courts; the proof can be downloaded',
  failedHint: 'not on the judicial chain; the court’s staff will deal with it',
  differsHint: 'the data of this system are not as on the judicial chain, which counts',
  uncheckedHint: 'the judicial chain cannot be read just now, so nothing was compared',
  differsTitle: 'This page is not as on the chain',
  differsText:
    'The data of this system are not as recorded on the judicial chain; the chain counts. Do not act on this page, and tell the court by calling 12368; papers and proofs in your hands can still be checked.',
  differsStaff:
    'The data of this system are not as recorded on the judicial chain; the chain counts. Do not act on this page, change or delete nothing, and tell the engineers; papers and proofs in the parties’ hands can still be checked.',
  differsIn: 'Not as on the chain: ',
  comma: ', ',
};
