import type { ErrorCode } from './errors.ts';

/** Languages in which errors speak; the first is the default. */
export const LANGUAGES = ['zh-CN', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a person reads for each code: what happened and what to do. Free to be reworded; the code is the promise. */
export const ERROR_MESSAGES: Readonly<Record<ErrorCode, Readonly<Record<Language, string>>>> = {
  INPUT_INVALID: {
    'zh-CN': '填写的内容不符合要求，请检查后重试。',
    en: 'What was sent does not have the required form. Please check it and try again.',
  },
  FILE_EMPTY: {
    'zh-CN': '文件是空的，请重新选择。',
    en: 'The file is empty. Please choose another.',
  },
  FILE_NOT_PDF: {
    'zh-CN': '这不是 PDF 文件。请选择 PDF，改扩展名不会改变文件类型。',
    en: 'This is not a PDF. Please choose a PDF; renaming a file does not change what it is.',
  },
  FILE_NOT_IMAGE: {
    'zh-CN': '这不是照片。请上传 JPG、PNG 或 WebP 图片。',
    en: 'This is no photograph. Please choose a JPG, PNG or WebP picture.',
  },
  FILE_NOT_PAPER: {
    'zh-CN': '不能提交这种文件。请上传 PDF，或者 JPG、PNG、WebP 图片。',
    en: 'This kind of file cannot be handed in. Please choose a PDF, or a JPG, PNG or WebP picture.',
  },
  FILE_ENCRYPTED: {
    'zh-CN': 'PDF 设有密码或限制编辑，请先解除密码再上传。',
    en: 'The PDF has a password or is locked against changes. Please remove it first.',
  },
  FILE_DAMAGED: {
    'zh-CN': 'PDF 已损坏，无法读取。请重新导出后再上传。',
    en: 'The PDF is damaged and cannot be read. Please export it again.',
  },
  GLYPH_MISSING: {
    'zh-CN': '文件中有个别字暂时无法印出，请联系系统管理员。',
    en: 'A character in this document cannot be printed yet. Please tell the administrator.',
  },
  FILE_TOO_LARGE: {
    'zh-CN': '文件超过大小上限，请压缩或拆分后再上传。',
    en: 'The file is larger than allowed. Please compress or split it.',
  },
  FILING_TOO_LARGE: {
    'zh-CN': '这件申请的全部材料加在一起超过了上限。请压缩图片，或者撤回不需要的材料后再传。',
    en: 'All papers of this filing together are over the limit. Make pictures smaller, or take out what is not needed.',
  },
  FILE_INFECTED: {
    'zh-CN': '这个文件里发现病毒，没有收下。请在杀毒以后重新生成，或者把原件拍成照片上传。',
    en: 'A virus was found in this file, and it was not taken. Clean it and save it anew, or take photos of the paper.',
  },
  SCAN_PENDING: {
    'zh-CN': '这个文件还没有完成病毒检查，暂时不能打开。请稍后再试。',
    en: 'This file has not been checked for viruses yet and cannot be opened. Please try again later.',
  },
  FILE_NAME_INVALID: {
    'zh-CN': '文件名不符合要求：不能包含路径或特殊符号。',
    en: 'The file name is not allowed: it must not hold a path or control characters.',
  },
  DIGEST_INVALID: {
    'zh-CN': '校验值长度或格式不对，应为 64 位十六进制或 43 位 base64url。',
    en: 'The digest has the wrong length or form: 64 hex or 43 base64url characters.',
  },
  NOT_SIGNED_IN: { 'zh-CN': '请先登录。', en: 'Please sign in first.' },
  NOT_PERMITTED: { 'zh-CN': '您没有办理此事的权限。', en: 'You may not do this.' },
  NOT_FOUND: { 'zh-CN': '没有找到。请核对后再试。', en: 'Not found. Please check and try again.' },
  TOO_MANY_REQUESTS: {
    'zh-CN': '操作太频繁，请稍后再试。',
    en: 'Too many requests. Please wait a moment.',
  },
  SIGN_IN_CODE_WRONG: {
    'zh-CN': '验证码不对或已失效，请重新获取。',
    en: 'The code is wrong or no longer valid. Please get a new one.',
  },
  SIGN_IN_FACT_WRONG: {
    'zh-CN': '与登记的证件号码不符，请核对后四位。',
    en: 'This is not the end of the document number we have. Please check the last four characters.',
  },
  SIGN_IN_LOCKED: {
    'zh-CN': '输错次数过多，24 小时内不能再用这种方式登录。可以改用“找回账号”。',
    en: 'Too many wrong answers: this way is closed for 24 hours. You can recover the account instead.',
  },
  WECHAT_NOT_BOUND: {
    'zh-CN': '这个微信还没有绑定账号。请先用手机号登录，再到“我的账户—通知方式”绑定微信。',
    en: 'This WeChat is not bound to an account. Sign in by phone first, then bind it under “My account – Notices”.',
  },
  CODES_NOT_SENT: {
    'zh-CN':
      '本院的系统目前不能向手机发送验证码。请用通行密钥登录，或携带证件到法院窗口办理，也可以拨打 12368。',
    en: 'This court’s system cannot send codes to phones at present. Please sign in with a passkey, come to the court with your document, or call 12368.',
  },
  IDENTITY_DIFFERS: {
    'zh-CN':
      '统一身份认证平台上的姓名或证件号码与您填写的不一致。请核对填写的内容，或改用拍照核验、人工核对。',
    en: 'Name or number at the unified identity platform are not those you entered. Check what you entered, or use photographs or a clerk instead.',
  },
  IDENTITY_LEVEL_LOW: {
    'zh-CN': '办理此事须先完成实名认证。',
    en: 'Please prove your identity first.',
  },
  IDENTITY_TAKEN: {
    'zh-CN': '该证件号码已有实名账号。请登录原账号或找回账号；不是您本人注册的，可以申请人工核对。',
    en: 'This number has a proofed account already. Sign in there or recover it; if it is not yours, a clerk can look.',
  },
  LINK_EXPIRED: {
    'zh-CN': '链接或代码已失效，请重新获取。',
    en: 'This link or code is no longer good. Please get a new one.',
  },
  SIGN_IN_REFUSED: {
    'zh-CN': '账号或密码不对，请核对后再试。忘记密码请联系本院管理员。',
    en: 'The account or the password is wrong. If you forgot it, ask your court’s administrator.',
  },
  SIGN_IN_WAIT: {
    'zh-CN': '错误次数过多，请过一会儿再试。',
    en: 'Too many attempts. Please wait a while and try again.',
  },
  PASSWORD_WEAK: {
    'zh-CN': '密码至少 12 个字符，不能太常见，也不能和账号几乎相同。',
    en: 'A password has at least 12 characters, is not a common one, and is not the account’s name.',
  },
  PASSKEY_REFUSED: {
    'zh-CN': '通行密钥没有通过验证，请重试，或改用其他方式登录。',
    en: 'The passkey was not accepted. Please try again, or sign in another way.',
  },
  INVITATION_INVALID: {
    'zh-CN': '邀请链接已经用过或已失效。请联系本院管理员重新发送。',
    en: 'The invitation was used or has run out. Please ask your court’s administrator for a new one.',
  },
  FRESH_SIGN_IN_NEEDED: {
    'zh-CN': '为了安全，请退出后重新登录，再办理此事。',
    en: 'For safety, please sign out and in again before you do this.',
  },
  CSRF_HEADER_MISSING: {
    'zh-CN': '请求不是从本系统页面发出的，已拒绝。',
    en: 'The request did not come from a page of this system and was refused.',
  },
  SETTING_MISSING: {
    'zh-CN': '法院还没有作出这项设置，暂时不能办理。请联系该法院，由其管理员设置。',
    en: 'The court has not decided this setting yet, so this cannot be done. Please tell the court; its administrator can set it.',
  },
  SETTING_INVALID: {
    'zh-CN': '这个值不能设置：类型、范围、依据或日期不符合要求。',
    en: 'This value cannot be set: its type, range, source or dates do not fit.',
  },
  STATE_UNFIT: {
    'zh-CN': '当前状态下不能办理此操作，请刷新页面查看最新状态。',
    en: 'This cannot be done in its present state. Please reload to see how it stands.',
  },
  ACCOUNT_EXISTS: {
    'zh-CN': '这个账号已经有人使用，请换一个。',
    en: 'Somebody has this account already. Please choose another.',
  },
  LAST_ADMINISTRATOR: {
    'zh-CN': '本院至少要有一位任期不限的管理员。请先任命另一位管理员。',
    en: 'A court needs an administrator whose office has no end. Please appoint another one first.',
  },
  OWN_OFFICE: {
    'zh-CN': '这是您自己的角色。请确认后再终止。',
    en: 'This is your own role. Please confirm that you mean it.',
  },
  LAST_FACTOR: {
    'zh-CN': '这是您唯一的第二验证方式，不能删除。请先添加另一种。',
    en: 'This is your only second factor and cannot be removed. Please add another one first.',
  },
  SUBSTITUTE_UNFIT: {
    'zh-CN':
      '代理人不合适：须是本院在任且当时不请假的人员；法官只能由法官代理，书记员只能由书记员代理。',
    en: 'This substitute does not fit: he must be of this court and not away then; a judge stands in for a judge, a clerk for a clerk.',
  },
  TEAM_UNFIT: {
    'zh-CN': '合议庭组成不合规定：须有一名审判长，审判人员三人以上且为单数，书记员至多一名。',
    en: 'The panel is not composed as the law has it: one presiding judge, judges and assessors in an odd number of three or more, one clerk at most.',
  },
  CASE_EXISTS: {
    'zh-CN': '该案号已经登记。',
    en: 'A case with this number is registered already.',
  },
  SERVICE_EXISTS: {
    'zh-CN': '该文书已经向此人送达过。',
    en: 'The document has been sent to this person already.',
  },
  FILING_TAKEN: {
    'zh-CN': '这件立案申请由其他人审查。需要接手的，请说明理由。',
    en: 'Somebody else is reviewing this filing. To take it over, please give a reason.',
  },
  FILING_EMPTY: {
    'zh-CN': '还没有材料或者没有填写当事人，无法提交。请先补充。',
    en: 'There is no paper yet, or nobody is named who files. Please add that first.',
  },
  FILING_CHANGED: {
    'zh-CN': '签名期间材料有变动，没有提交。请核对后重新提交。',
    en: 'The filing was changed while it was being signed and was not handed in. Please check it and hand it in again.',
  },
  CORRECTION_AGAIN: {
    'zh-CN': '已经要求补正过一次。再次要求补正的，请说明理由。',
    en: 'A correction was asked for once already. To ask again, please give a reason.',
  },
  CASE_NUMBER_TAKEN: {
    'zh-CN': '这个案号刚刚给了另一案件，请重新立案，将使用下一个号。',
    en: 'Another case has just got this number. Please docket again; the next one will be used.',
  },
  FEE_OPEN: {
    'zh-CN': '收费标准或者尾数处理方式还没有设定，无法确定金额。请先由管理员设定。',
    en: 'A figure of the fee has not been set for this court, so the sum is not known. An administrator can set it.',
  },
  FEE_UNPAID: {
    'zh-CN': '诉讼费还没有交纳，也没有准予缓交、免交，不能立案。请先处理交费或者司法救助申请。',
    en: 'The fee is neither paid nor deferred nor waived, so the case cannot be docketed. Please settle the payment or the application for relief first.',
  },
  FEE_UNSAID: {
    'zh-CN':
      '诉状没有写明金额，算不出案件受理费。请在受理时写明按哪一项收费，或者注明不收费的理由。',
    en: 'The pleading names no amount, so the fee cannot be worked out. Please say with the acceptance which fee applies, or why none does.',
  },
  FEE_NOTHING_DUE: {
    'zh-CN': '这件事现在不需要预交费用。',
    en: 'Nothing has to be paid in advance for this.',
  },
  ORDER_EXISTS: {
    'zh-CN': '这份申请已经有交费通知。',
    en: 'There is a payment notice for this filing already.',
  },
  REFUND_TOO_MUCH: {
    'zh-CN': '退费金额超过已交金额。',
    en: 'More would be refunded than was paid.',
  },
  RELIEF_UNFIT: {
    'zh-CN': '免交只适用于自然人；减交比例不得低于百分之三十。',
    en: 'Only a natural person can be exempted, and a reduction is at least 30 per cent.',
  },
  STATEMENT_DIFFERS: {
    'zh-CN': '流水中有一笔以前导入过，但金额或日期不同。请核对银行文件。',
    en: 'A line of the statement was taken in before with another sum or day. Please check the bank’s file.',
  },
  DAY_UNBALANCED: {
    'zh-CN': '当日账目尚不平，请先处理列出的各笔。',
    en: 'The day does not balance yet. Please settle the lines that are listed.',
  },
  ACCESS_CODE_UNKNOWN: {
    'zh-CN': '这个案件访问码不能用：请对照文书再输一遍；文书重发过的，以最后一份上的为准。',
    en: 'This case access code cannot be used. Please compare it with the paper; if the court sent a new paper, the code on the newest one counts.',
  },
  ACCESS_CODE_USED: {
    'zh-CN': '这个案件访问码已经用过，不能再用。不是您本人关联的，请立即联系法院。',
    en: 'This case access code was used already. If it was not you, please tell the court at once.',
  },
  PARTY_DIFFERS: {
    'zh-CN':
      '您的实名信息与这份文书上的当事人不一致，不能关联。单位的案件，请先登记单位或者取得授权。',
    en: 'Your proofed identity is not that of the party on this paper. For an organisation, register it or be authorised first.',
  },
  PARTY_LINKED: {
    'zh-CN': '这位当事人已经关联账号，不需要访问码。',
    en: 'This party is linked to an account already and needs no code.',
  },
  ADDRESSEE_DIFFERS: {
    'zh-CN': '这份文书写给另一位当事人，不能送达给所选的人。',
    en: 'This document is addressed to another party and cannot be served on those chosen.',
  },
  SIGNING_EXPIRED: {
    'zh-CN': '签名等待超过十分钟已失效，请重新开始。',
    en: 'Ten minutes have passed; please start signing again.',
  },
  SIGNING_USED: {
    'zh-CN': '此次签名已经提交过。',
    en: 'This signature has been handed in already.',
  },
  SIGNING_TOO_MANY: {
    'zh-CN':
      '您已开始而没有完成的签名太多，请先完成已经打开的签名；没有完成的会在十分钟后自动失效。',
    en: 'You have begun too many signatures without finishing them. Finish those that are open; the others lapse by themselves after ten minutes.',
  },
  RECORD_MALFORMED: {
    'zh-CN': '记录格式不对，未上链。',
    en: 'The record is malformed and was not recorded.',
  },
  RECORD_TOO_LARGE: {
    'zh-CN': '记录过大，未上链。',
    en: 'The record is too large and was not recorded.',
  },
  COURT_NOT_YOURS: {
    'zh-CN': '该法院不由本成员承载，未上链。',
    en: 'The court is hosted by another member; not recorded.',
  },
  COURT_UNKNOWN: { 'zh-CN': '链上没有这个法院。', en: 'No such court on the ledger.' },
  COURT_EXISTS: { 'zh-CN': '该法院代字已登记。', en: 'The court is registered already.' },
  GATEWAY_ROLE_MISSING: {
    'zh-CN': '本系统的证书没有上链权限。',
    en: "This system's certificate may not write to the ledger.",
  },
  MEMBER_UNKNOWN: { 'zh-CN': '链上没有这个成员。', en: 'No such member on the ledger.' },
  MEMBER_EXISTS: { 'zh-CN': '该成员已登记。', en: 'The member is registered already.' },
  EDITION_EXISTS: {
    'zh-CN': '该版信任文件的摘要已登记在链上。',
    en: 'The digest of this trust file edition is on the ledger already.',
  },
  PROPOSAL_DIFFERS: {
    'zh-CN': '与已有提议内容不一致。',
    en: 'This differs from the proposal that stands.',
  },
  ACT_TIME_IN_FUTURE: {
    'zh-CN': '行为时间晚于当前时间，请检查服务器时钟。',
    en: "The act lies in the future; check the server's clock.",
  },
  KEY_UNKNOWN: { 'zh-CN': '签名密钥未登记。', en: 'The signing key is not registered.' },
  KEY_EXISTS: {
    'zh-CN': '签名密钥已用于其他案件或身份，请重新生成后再签。',
    en: 'This key belongs to another case or person; make a new one.',
  },
  KEY_REVOKED: {
    'zh-CN': '签名密钥已吊销，请重新生成后再签。',
    en: 'The signing key was revoked; make a new one.',
  },
  KEY_LIFE_INVALID: { 'zh-CN': '签名密钥有效期不符合要求。', en: "The key's life is not allowed." },
  KEY_OUTSIDE_LIFE: {
    'zh-CN': '签名密钥已过有效期，请重新生成后再签。',
    en: 'The signing key has run out; make a new one.',
  },
  KEY_POINT_INVALID: { 'zh-CN': '签名公钥无效。', en: 'The public key is not a point of P-256.' },
  SIGNER_UNFIT: { 'zh-CN': '签名人身份与此行为不符。', en: 'The signer may not make this act.' },
  SIGNATURE_INVALID: {
    'zh-CN': '签名核验不通过，未提交。请重新签名。',
    en: 'The signature does not verify; nothing was handed in. Please sign again.',
  },
  DOCUMENT_UNKNOWN: { 'zh-CN': '链上没有这份文书。', en: 'No such document on the ledger.' },
  DOCUMENT_NUMBER_USED: {
    'zh-CN': '文书编号已被使用。',
    en: 'The document number is used already.',
  },
  DIGEST_DIFFERS: {
    'zh-CN': '文件校验值与链上记录不一致。',
    en: 'The digest is not the one on the ledger.',
  },
  SERVICE_UNKNOWN: { 'zh-CN': '链上没有这次送达。', en: 'No such service on the ledger.' },
  RECIPIENT_DIFFERS: {
    'zh-CN': '受送达人与送达记录不一致。',
    en: "The recipient is not the service's.",
  },
  CASE_DIFFERS: {
    'zh-CN': '案件与原记录不一致。',
    en: 'The case is not the one of the earlier record.',
  },
  WITNESS_MISSING: {
    'zh-CN': '留置送达须有见证人或录像。',
    en: 'Leaving a document needs witnesses or a recording.',
  },
  RECEIPT_EXISTS: {
    'zh-CN': '这项回执已经有了，不必重复提交。',
    en: 'This receipt exists already.',
  },
  FILING_UNKNOWN: {
    'zh-CN': '链上没有这项立案申请。',
    en: 'The ledger holds no such filing.',
  },
  FILING_NOT_AT_TURN: {
    'zh-CN': '立案申请现在所处的阶段不能办理这一步，或者不由本法院办理。',
    en: 'This step does not fit the stage the filing is in, or another court’s turn it is.',
  },
  APPLICANT_DIFFERS: {
    'zh-CN': '补正材料不是由原申请人提交的。',
    en: 'The corrected papers are not of the applicant who filed.',
  },
  TRANSFER_UNFIT: {
    'zh-CN': '立案申请只能移送给其他法院。',
    en: 'A filing is transferred to another court only.',
  },
  CASE_NUMBER_USED: {
    'zh-CN': '这个案号已经用于别的案件。',
    en: 'This case number belongs to another case already.',
  },
  PAPER_MALFORMED: {
    'zh-CN': '材料清单不完整或格式不对（一份清单有 1 至 500 份材料，每份有名称）。',
    en: 'The list of papers is incomplete or malformed (a list has 1 to 500 papers, each with a name).',
  },
  BATCH_MALFORMED: {
    'zh-CN': '行为存证批次的内容不完整或格式不对。',
    en: 'The batch of behaviours is incomplete or malformed.',
  },
  BATCH_EXISTS: {
    'zh-CN': '该法院这一序号的批次已上链，内容不同。',
    en: 'A batch of this court with this number is on the ledger already, with other content.',
  },
  BATCH_OUT_OF_SEQUENCE: {
    'zh-CN': '批次序号不连续：前一批尚未上链。',
    en: 'The number of the batch leaves a gap: the one before is not on the ledger.',
  },
  BATCH_ROOT_DIFFERS: {
    'zh-CN': '批次所接的前一批与链上不一致。',
    en: 'The batch names another predecessor than the ledger has.',
  },
  LEAF_MALFORMED: {
    'zh-CN': '行为记录的内容不完整或格式不对。',
    en: 'The entry of a behaviour is incomplete or malformed.',
  },
  LEAF_TOO_LARGE: {
    'zh-CN': '行为记录超过 2 KiB 上限。',
    en: 'The entry of a behaviour is larger than 2 KiB.',
  },
  STATE_CALLS_EXCEEDED: { 'zh-CN': '一次提交的内容过多。', en: 'Too much in one call.' },
  CALL_UNKNOWN: { 'zh-CN': '没有这种调用。', en: 'No such call.' },
  LEDGER_CONFLICT: {
    'zh-CN': '账本繁忙，系统会自动重试。',
    en: 'The ledger was busy; the system tries again.',
  },
  LEDGER_REFUSED: {
    'zh-CN': '账本拒绝了这条记录，已列入“上链异常”。',
    en: 'The ledger refused this record; it is listed as a problem.',
  },
  LEDGER_UNAVAILABLE: {
    'zh-CN': '账本暂时不可用。已办理的事项有效，恢复后自动上链。',
    en: 'The ledger is unavailable for now. What you did stands and is recorded later.',
  },
  LEDGER_OUTCOME_UNKNOWN: {
    'zh-CN': '上链结果尚未确定，系统正在查询。',
    en: 'It is not known yet whether this was recorded; the system is asking.',
  },
  LEDGER_LOCKED: {
    'zh-CN': '账本正被另一个进程使用，请先停止它。',
    en: 'Another process has the ledger open. Stop it first.',
  },
  LEDGER_CORRUPT: {
    'zh-CN': '账本文件损坏，已停止写入。请从备份恢复。',
    en: "The ledger's files are damaged; nothing is written. Restore from backup.",
  },
  LEDGER_DIVERGED: {
    'zh-CN': '各成员节点上的账本不一致，请立即联系各成员单位核查。',
    en: "The members' copies of the ledger differ. Have the members look into it at once.",
  },
  LEDGER_CLOSED: {
    'zh-CN': '系统正在停止，请稍后再试。',
    en: 'The system is stopping. Please try again later.',
  },
  FABRIC_MISSING: {
    'zh-CN': '找不到合适版本的 Fabric 程序，请运行 npm run network:tools，或设置 FABRIC_BIN。',
    en: 'The Fabric programs are missing or of another version. Run npm run network:tools, or set FABRIC_BIN.',
  },
  GO_MISSING: {
    'zh-CN': '编译 Fabric 程序需要 Go 1.26.4 或更高版本，请安装后重试。',
    en: 'Building the Fabric programs needs Go 1.26.4 or later. Please install it.',
  },
  COMPILER_MISSING: {
    'zh-CN': '编译证书机构程序需要 C 编译器，请安装后重试。',
    en: 'Building the CA needs a C compiler. Please install one.',
  },
  MODULE_REFUSED: {
    'zh-CN': 'Go 模块代理不提供所需的模块，请改设 GOPROXY。',
    en: 'The Go module proxy does not serve what is needed. Please set GOPROXY to one that does.',
  },
  NETWORK_DOWN: {
    'zh-CN': '联盟链网络没有运行，请运行 npm run network:up。',
    en: 'The network is down. Run npm run network:up.',
  },
  NETWORK_STEP_FAILED: {
    'zh-CN': '启动联盟链网络的某一步没有成功，详见说明，可再次运行。',
    en: 'A step of bringing up the network failed; the text says which. It can be run again.',
  },
  NODE_UNKNOWN: {
    'zh-CN': '没有这个节点或成员，说明中列有全部名称。',
    en: 'There is no such node or member; the text lists them all.',
  },
  CONTRACT_SILENT: {
    'zh-CN': '某成员的合约服务在运行却不应答，说明中指出是哪一个。',
    en: 'A member’s contract service runs but does not answer; the text says whose.',
  },
  LOG_CORRUPT: {
    'zh-CN': '日志文件损坏，已停止出具证明。请从备份恢复。',
    en: "The log's files are damaged; no proofs are made. Restore from backup.",
  },
  LOG_BEHIND: {
    'zh-CN': '日志尚未跟上账本，请稍后再试。',
    en: 'The log has not caught up with the ledger. Please try again later.',
  },
  LOG_FORKED: {
    'zh-CN': '某成员法院的审计程序对同样长度的日志签署了不同内容，两份签名均已留存。',
    en: 'A member court’s auditor signed a different log of the same length; both signed notes are kept.',
  },
  AUDITOR_ROLLED_BACK: {
    'zh-CN': '账本曾被回退，已停止签署并告警。',
    en: 'The ledger was rolled back; signing has stopped.',
  },
  AUDITOR_UNREACHABLE: {
    'zh-CN': '某成员法院的审计程序没有应答，稍后会自动重试。',
    en: 'A member court’s auditor does not answer; it will be asked again by itself.',
  },
  NOT_YET_PROVEN: {
    'zh-CN': '正在由各法院共同签署，几秒后即可下载证明。',
    en: 'The courts are still cosigning; the proof is ready in a few seconds.',
  },
  LEAF_LIST_MISSING: {
    'zh-CN': '这一批行为记录的清单两处都没有找到，请从备份恢复。',
    en: 'The list of this batch is missing in both places. Restore it from a backup.',
  },
  CONFIG_INVALID: {
    'zh-CN': '配置有误，未启动。',
    en: 'The configuration is wrong; nothing was started.',
  },
  PRODUCTION_UNREADY: {
    'zh-CN': '尚不具备正式运行的条件，未启动，未作任何改动。缺少的条件见下一行。',
    en: 'Production cannot start yet; nothing was changed. The next line names what is missing.',
  },
  MODE_DIFFERS: {
    'zh-CN': '这个数据库属于另一种运行方式（演示或正式），请换一个数据库，或改正 CUNZHENG_MODE。',
    en: 'This database belongs to the other mode (demo or production). Use another one, or correct CUNZHENG_MODE.',
  },
  DATABASE_UNAVAILABLE: {
    'zh-CN': '数据库暂时不可用，请稍后再试。',
    en: 'The database is unavailable. Please try again later.',
  },
  MIGRATION_DIFFERS: {
    'zh-CN': '数据库版本与程序不符，未启动。',
    en: 'The database belongs to another version; nothing was started.',
  },
  DATA_DIR_UNWRITABLE: {
    'zh-CN': '数据目录无法写入，请检查权限。',
    en: 'The data directory cannot be written to. Check its permissions.',
  },
  DISK_FULL: {
    'zh-CN': '磁盘已满，未保存。请联系系统管理员。',
    en: 'The disk is full; nothing was saved. Please tell the administrator.',
  },
  PORT_TAKEN: {
    'zh-CN': '端口已被占用，请换一个端口（PORT）或停止占用它的程序。',
    en: 'The port is taken. Choose another (PORT) or stop the program that holds it.',
  },
  FILE_ALTERED: {
    'zh-CN': '法院保存的副本与链上记录不一致，已停止提供下载。',
    en: "The court's stored copy differs from the ledger and is not handed out.",
  },
  RECORD_DIFFERS: {
    'zh-CN': '法院数据库与链上记录不一致，已停止提供。请联系法院核查，或拨打 12368。',
    en: "The court's tables differ from the ledger; nothing is handed out. Please tell the court.",
  },
  FILE_MISSING: { 'zh-CN': '法院保存的副本找不到了。', en: "The court's stored copy is missing." },
  SEAL_KEY_MISSING: {
    'zh-CN': '缺少解密个人信息所需的密钥，请联系系统管理员。',
    en: 'The key that opens this personal data is missing. Please tell the administrator.',
  },
  SEAL_BROKEN: {
    'zh-CN': '加密保存的个人信息已被改动或损坏，无法读取。请联系系统管理员。',
    en: 'Sealed personal data was altered or damaged and cannot be read. Please tell the administrator.',
  },
  PROVIDER_UNAVAILABLE: {
    'zh-CN': '外部服务暂时没有回应，请稍后再试；内容都还在。',
    en: 'An outside service does not answer at the moment. Nothing is lost; please try again later.',
  },
  PROVIDER_REFUSED: {
    'zh-CN': '外部服务没有接受。请核对填写的内容，或改用其他方式。',
    en: 'An outside service refused this. Check what you entered, or take another way.',
  },
  CONTACT_GONE: {
    'zh-CN': '这个联系方式已经不能用了，请换一个。',
    en: 'This address can no longer be reached. Please give another.',
  },
  NOT_SUPPORTED: { 'zh-CN': '当前版本不支持此项功能。', en: 'This version does not support this.' },
  INTERNAL: {
    'zh-CN': '系统出错，已记录。请稍后再试，或凭请求编号联系管理员。',
    en: 'Something went wrong and was noted. Try again later, or give the request id to the administrator.',
  },
};
