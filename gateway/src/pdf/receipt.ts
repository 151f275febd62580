import { fromBase64Url, OUT_OF_ORDER, RECEIPT_EVENTS, timesOutOfOrder } from '@cunzheng/domain';
import { Sheet } from './sheet.ts';
import { MM } from './typeset.ts';

/** What a receipt sheet is about: the issue, the sending, or an event of a receipt record. */
export const SHEET_EVENTS = ['issued', 'sent', ...RECEIPT_EVENTS] as const;
export type SheetEvent = (typeof SHEET_EVENTS)[number];

/** All that a receipt prints. Times are ISO in UTC and are printed in Beijing time; digests and ids are base64url. */
export interface ReceiptSheet {
  readonly courtName: string;
  /** `（2026）京0491民初1号`. */
  readonly caseNumber: string;
  /** 案由. */
  readonly cause?: string;
  readonly document: {
    readonly title: string;
    readonly number: string;
    readonly pages: number;
    readonly sha256: string;
    readonly sm3: string;
  };
  /** Absent for `issued`. */
  readonly recipient?: {
    readonly name: string;
    readonly capacity?: 'self' | 'agent' | 'substitute';
    /** Who acted, where not the recipient himself: agent or 代收人. */
    readonly actor?: string;
  };
  readonly channel?: 'platform' | 'sms' | 'mail' | 'post' | 'inPerson' | 'announcement';
  /** 送达地址, as the court wants it printed (an account, a masked phone number). */
  readonly address?: string;
  readonly event: SheetEvent;
  readonly actTime: string;
  /** Why refused or objected; a substitute's reason for receiving. */
  readonly reason?: string;
  /** 送达人 or 填发人. */
  readonly server?: string;
  /** Signed by the person's own key, or by the court's system. */
  readonly signedBy: 'person' | 'system';
  readonly record: {
    readonly id: string;
    readonly block: number;
    readonly txId: string;
    readonly txTime: string;
    readonly index: number;
  };
  /** Absent while no checkpoint of enough courts covers the record. */
  readonly checkpoint?: {
    readonly size: number;
    readonly root: string;
    /** Courts that run the ledger together. */
    readonly members: number;
    readonly cosigners: readonly { readonly name: string; readonly time: string }[];
  };
  /** The verify page with number and code; shown as QR code. */
  readonly url: string;
  readonly number: string;
  readonly code?: string;
  /** The compact proof in one to three parts, each with its header, as it goes into a QR code; empty while not proven. */
  readonly qrParts: readonly Uint8Array[];
  readonly custody: 'demo' | 'single-operator' | 'independent';
  /** First characters of the trust file's fingerprint are printed for comparison. */
  readonly fingerprint: string;
  /** Made in the practice room. */
  readonly practice?: boolean;
  /** When the sheet was made; its only clock. */
  readonly madeAt: string;
}

const EVENT: Readonly<Record<SheetEvent, { readonly name: string; readonly sentence: string }>> = {
  issued: { name: '签发', sentence: '法院签发了该文书' },
  sent: { name: '送达（发出）', sentence: '法院向受送达人发出了该文书' },
  arrived: { name: '到达', sentence: '该文书到达受送达人的系统' },
  opened: { name: '打开', sentence: '受送达人的账号打开了该文书' },
  signed: { name: '签收', sentence: '受送达人一方签收了该文书' },
  refused: { name: '拒收', sentence: '受送达人一方表示拒收该文书' },
  left: { name: '留置', sentence: '该文书被留置送达' },
  objected: { name: '异议', sentence: '受送达人一方对送达提出异议' },
};

const CHANNEL = {
  platform: '诉讼平台',
  sms: '短信',
  mail: '电子邮件',
  post: '邮寄',
  inPerson: '当面',
  announcement: '公告',
} as const;

const CAPACITY = { self: '本人', agent: '诉讼代理人', substitute: '代收人' } as const;

const CUSTODY = {
  demo: '单机演示账本：各成员法院的密钥在同一台机器上，本凭证只供演示，不产生法律效力。',
  'single-operator': '单一运营方：各成员法院的密钥由同一运营方保管。',
  independent: undefined,
} as const;

/** Side of a proof's code with its quiet zone, by their number: they stand side by side, 0.53 mm a module or more at version 20. */
const CODE_SIZE = [82 * MM, 82 * MM, 56 * MM] as const;

/**
 * The receipt as PDF, two A4 pages (more if a reason is long): the first in words for its holder (电子送达凭证 with the fields of a 送达回证, or 存证回执 for an issued document;
 * 人民法院在线诉讼规则 31), the second for checking: digests, place on the ledger, courts that signed, and the compact proof as QR codes. Tagged,
 * reads without colour. Same sheet, same bytes. Throws `GLYPH_MISSING`; `TypeError` for more than three parts or one too long for version 20.
 */
export async function makeReceiptPdf(sheet: ReceiptSheet): Promise<Uint8Array> {
  if (sheet.qrParts.length > 3) throw new TypeError('at most three QR codes');
  const title = sheet.event === 'issued' ? '存证回执' : '电子送达凭证';
  const page = new Sheet({
    title: `${title} ${sheet.number}`,
    time: new Date(sheet.madeAt),
    footer: `${sheet.courtName}　${title}　${sheet.number}　${beijingTime(sheet.madeAt)}制作`,
  });
  writeWords(page, sheet, title);
  page.turn();
  writeProof(page, sheet);
  return page.finish();
}

function writeWords(page: Sheet, sheet: ReceiptSheet, title: string): void {
  writeMarks(page, sheet);
  page.title(sheet.courtName, title);
  page.rows(wordRows(sheet));
  page.heading('本凭证说明什么');
  page.paragraph(whatItShows(sheet));
  page.heading('本凭证不说明什么');
  page.paragraph(WHAT_IT_DOES_NOT_SHOW);
  page.codeWithText(new URL(sheet.url).href, `核验网址的二维码，文书编号 ${sheet.number}`, [
    { text: '在线核验', bold: true },
    { text: `文书编号　${sheet.number}` },
    ...(sheet.code === undefined ? [] : [{ text: `核验码　${sheet.code}` }]),
    { text: `扫码，或访问 ${address(sheet.url)} 输入文书编号和核验码。` },
    { text: '不联网核验的方法和各项数据见“技术数据”页。服务热线 12368。' },
  ]);
}

function writeMarks(page: Sheet, sheet: ReceiptSheet): void {
  if (sheet.practice === true) page.banner('练习：本凭证来自练习空间，不产生法律效力。');
  const custody = CUSTODY[sheet.custody];
  if (custody !== undefined) page.banner(custody);
}

function wordRows(sheet: ReceiptSheet): [string, string][] {
  const { recipient } = sheet;
  const rows: [string, string | undefined][] = [
    ['案号', sheet.caseNumber],
    ['案由', sheet.cause],
    ['文书名称', `${sheet.document.title}（一件，共 ${sheet.document.pages} 页）`],
    ['文书编号', sheet.document.number],
    ['受送达人', recipient?.name],
    ['送达方式', sheet.channel && CHANNEL[sheet.channel]],
    ['送达地址', sheet.address],
    ['事项', `${EVENT[sheet.event].name}：${EVENT[sheet.event].sentence}`],
    [
      '行为人',
      recipient?.capacity && actorText(recipient.capacity, recipient.actor ?? recipient.name),
    ],
    ['理由', sheet.reason],
    ['行为时间', beijingTime(sheet.actTime)],
    ['上链时间', `${beijingTime(sheet.record.txTime)}（${lagText(sheet)}）`],
    ['时间说明', clockText(sheet)],
    ['签名', sheet.signedBy === 'person' ? '行为人以本次操作中登记的密钥签名' : '法院系统签名'],
    [sheet.event === 'issued' ? '签发人' : '送达人', sheet.server],
    ['存证状态', stateText(sheet)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

/** Why the printed times are out of order, on a sheet whose times are. */
function clockText({ actTime, record, checkpoint }: ReceiptSheet): string | undefined {
  const signed = checkpoint?.cosigners.map(({ time }) => time).sort();
  const told = { act: actTime, transaction: record.txTime, recordedBy: signed?.at(-1) };
  return timesOutOfOrder(told) ? OUT_OF_ORDER['zh-CN'] : undefined;
}

function actorText(capacity: keyof typeof CAPACITY, name: string): string {
  return `${name}（${CAPACITY[capacity]}）`;
}

function stateText({ checkpoint }: ReceiptSheet): string {
  if (checkpoint === undefined) return '已上链，待多家法院共同签名；证明完成后可重新打印本凭证';
  return `已证明：${checkpoint.members} 家成员法院中 ${checkpoint.cosigners.length} 家已共同签名`;
}

function whatItShows(sheet: ReceiptSheet): string {
  const { checkpoint } = sheet;
  const written = `上述行为的记录已于${beijingTime(sheet.record.txTime)}写入账本`;
  if (checkpoint === undefined)
    return `${written}。尚未由足够数量的成员法院共同签名，本凭证目前不能供不联网核验。`;
  const names = checkpoint.cosigners.map((cosigner) => cosigner.name).join('、');
  return `${written}，并由${names}签名确认。按“技术数据”页核验一致的，说明该记录自上链以来未被改动；手中的文书与其中的数字摘要一致的，说明该文书自上链以来未被改动（《人民法院在线诉讼规则》第十六条；有相反证据足以推翻的除外）。`;
}

const WHAT_IT_DOES_NOT_SHOW =
  '上链之前的内容是否真实，本凭证不作说明；对上链前后的真实性有异议的，由法官依照《人民法院在线诉讼规则》第十七条、第十八条审查。送达何时发生效力，由法院依照民事诉讼法和该规则第三十一条认定。本凭证制作以后的撤回、更正，不在本凭证之内。';

function writeProof(page: Sheet, sheet: ReceiptSheet): void {
  writeMarks(page, sheet);
  page.heading('技术数据');
  page.smallRows(proofRows(sheet));
  if (sheet.qrParts.length === 0) {
    page.paragraph('该记录尚在等待多家法院共同签名，证明码暂缺。请稍后重新打印本凭证。');
    return;
  }
  page.heading(`证明码（共 ${sheet.qrParts.length} 个）`);
  page.codes(
    sheet.qrParts.map((part, i) => ({
      data: part,
      caption: `第 ${i + 1} 个，共 ${sheet.qrParts.length} 个`,
      alternative: `证明码第 ${i + 1} 个，共 ${sheet.qrParts.length} 个：二进制数据，由核验页读取`,
    })),
    CODE_SIZE[sheet.qrParts.length - 1] as number,
  );
  for (const step of steps(sheet)) page.paragraph(step);
}

function proofRows(sheet: ReceiptSheet): [string, string][] {
  const { record, checkpoint } = sheet;
  const rows: [string, string][] = [
    ['文书 SHA-256', hexGroups(sheet.document.sha256)],
    ['文书 SM3', hexGroups(sheet.document.sm3)],
    ['记录编号', record.id],
    ['区块', `第 ${record.block} 块`],
    ['交易', groups(record.txId)],
    ['日志序号', `${record.index}（从 0 起）`],
  ];
  if (checkpoint !== undefined) {
    rows.push(['检查点', `${checkpoint.size} 条记录时的树根 ${checkpoint.root}`]);
    for (const { name, time } of checkpoint.cosigners)
      rows.push(['签名法院', `${name}　${beijingTime(time)}`]);
  }
  rows.push(['信任文件指纹', sheet.fingerprint]);
  return rows;
}

function steps(sheet: ReceiptSheet): string[] {
  const many =
    sheet.qrParts.length > 1 ? '逐个扫描上面的证明码，先后不限，扫齐为止' : '扫描上面的证明码';
  return [
    `1. 打开核验页（${address(sheet.url)}，或事先保存的单个文件，后者不需要联网），选“扫描纸上的证明码”。`,
    `2. ${many}。光线均匀、纸面放平、让一个码占满取景框，最容易扫上。微信“扫一扫”只认首页的网址码。`,
    '3. 手中有文书的电子文件的，一并放入核验页；文件只在本机计算摘要，不会上传。扫描件、照片、转存件的摘要必然不同，不等于伪造。',
    '4. 核对信任文件指纹与各成员法院公布的是否相同；不同的，不要采信核验结果。',
  ];
}

function address(url: string): string {
  const parsed = new URL(url);
  return decodeURI(`${parsed.origin}${parsed.pathname}`);
}

function lagText({ actTime, record }: ReceiptSheet): string {
  const ms = Date.parse(record.txTime) - Date.parse(actTime);
  const seconds = Math.abs(ms) / 1000;
  const side = ms < 0 ? '早于行为时间' : '在行为之后';
  if (seconds < 1) return `${side}不到 1 秒`;
  if (seconds < 60) return `${side} ${seconds.toFixed(1)} 秒`;
  if (seconds < 7200) return `${side} ${Math.round(seconds / 60)} 分钟`;
  return `${side} ${(seconds / 3600).toFixed(1)} 小时`;
}

/** `2026年1月5日 10:23:45（北京时间）`. China has one time zone and no summer time. Throws `TypeError` for what is no time. */
export function beijingTime(iso: string): string {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) throw new TypeError('no ISO time');
  const local = new Date(ms + 8 * 3_600_000);
  const clock = local.toISOString().slice(11, 19);
  return `${local.getUTCFullYear()}年${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}（北京时间）`;
}

function hexGroups(digest: string): string {
  return groups(Buffer.from(fromBase64Url(digest)).toString('hex'));
}

function groups(text: string): string {
  return (text.match(/.{1,8}/g) ?? []).join(' ');
}
