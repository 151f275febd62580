import { CunzhengError } from '@cunzheng/domain';
import { capitalAmount, formatFen } from '@cunzheng/domain/pleadings';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor, asHouse } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { beijingTime } from '../../pdf/receipt.ts';
import { Sheet } from '../../pdf/sheet.ts';
import { bankLine, paymentAttempt } from '../../store/tables/payments.ts';
import { partiesOf } from '../filing/load.ts';
import type { DayView } from './day.ts';
import { type OrderView, readOrder } from './views.ts';

/** A file that is made when it is asked for. */
export interface PaymentSlip {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** One sum that was credited. */
interface Came {
  readonly how: string;
  readonly amount: number;
  readonly when: string;
}

const CHANNELS = { wechat: '微信支付', alipay: '支付宝' } as const;
const NO_INVOICE =
  '本凭据由系统按入账记录生成，说明款项已经收到；它不是税务发票，也不是财政部门监制的诉讼费专用票据。需要专用票据的，凭本凭据向法院财务领取。网上交费不另收手续费。';

/**
 * 电子交费凭据 of an order that is paid: the sum, how it was reckoned, when and how it came, what went back. It is no tax invoice and
 * says so. Throws `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for an order that is not paid, `GLYPH_MISSING`.
 */
export async function paymentSlip(house: Court, actor: Actor, id: string): Promise<PaymentSlip> {
  const order = await readOrder(house, actor, id);
  if (order.paidAt === undefined) throw new CunzhengError('STATE_UNFIT', 'not paid');
  const court = asActor(house, actor);
  const parties = await partiesOf(court.store.db, order.filing);
  const payers = parties.filter(({ side }) => side === 'applicant').map(({ name }) => name);
  const bytes = await slipOf(court, order, { payers, came: await cameFor(house, order) });
  return { bytes, name: `交费凭据${order.reference}.pdf` };
}

/** Bank lines are the court's rows: who pays is shown what became of his own. */
async function cameFor(house: Court, { id, court: { code } }: OrderView): Promise<Came[]> {
  const { db } = asHouse(house, 'payments').store;
  const attempts = await db
    .select()
    .from(paymentAttempt)
    .where(and(eq(paymentAttempt.paymentOrder, id), gt(paymentAttempt.credited, 0)))
    .orderBy(asc(paymentAttempt.paidAt));
  const lines = await db
    .select()
    .from(bankLine)
    .where(
      and(...[eq(bankLine.paymentOrder, id), eq(bankLine.court, code)], gt(bankLine.credited, 0)),
    )
    .orderBy(asc(bankLine.day), asc(bankLine.serial));
  return [
    ...attempts.map(({ channel, credited, paidAt }) => ({
      ...{ how: CHANNELS[channel], amount: credited },
      when: beijingTime((paidAt as Date).toISOString()),
    })),
    ...lines.map(({ credited, day, serial }) => ({
      ...{ how: `银行转账（流水号 ${serial}）`, amount: credited, when: day },
    })),
  ];
}

async function slipOf(
  court: Court,
  order: OrderView,
  { payers, came }: { readonly payers: readonly string[]; readonly came: readonly Came[] },
): Promise<Uint8Array> {
  const title = '诉讼费用电子交费凭据';
  const paidAt = order.paidAt as string;
  const page = new Sheet({
    title: `${title} ${order.reference}`,
    time: new Date(paidAt),
    footer: `${order.court.name}　${title}　${order.reference}`,
  });
  if (court.mode === 'demo') page.banner('演示：没有收取任何款项，本凭据不产生法律效力。');
  page.title(order.court.name, title);
  page.rows(rowsOf(order, payers, came));
  page.heading('怎样计算');
  page.smallRows(
    order.quote.lines.map(({ what, law, amount }) => [
      `${amount.least}元`,
      `${what['zh-CN']}（${law['zh-CN']}）`,
    ]),
  );
  page.heading('说明');
  page.paragraph(NO_INVOICE);
  page.codeWithText(`${court.publicUrl()}/payments/${order.id}`, '交费页网址的二维码', [
    { text: '在线查看', bold: true },
    { text: `交费编号　${order.reference}` },
    { text: '登录后扫码，可以看到这笔费用现在的状态和退费情况。' },
  ]);
  return page.finish();
}

function rowsOf(
  order: OrderView,
  payers: readonly string[],
  came: readonly Came[],
): [string, string][] {
  const kind = order.purpose === 'suit' ? '案件受理费' : '申请费';
  return [
    ['交费编号', order.reference],
    ['交费人', payers.join('、')],
    ['案由', order.cause],
    ['项目', kind],
    ['金额', `${formatFen(order.amount)} 元（${capitalAmount(order.amount)}）`],
    ...came.map(({ how, amount, when }): [string, string] => [
      '入账',
      `${formatFen(amount)} 元　${how}　${when}`,
    ]),
    ...(order.refunded === 0
      ? []
      : [['已退或正在退', `${formatFen(order.refunded)} 元`] as [string, string]]),
  ];
}

const BY = { bank: '银行', ...CHANNELS } as const;
const HEADING = ['日期', '来源', '编号', '交费编号', '收到', '入账', '多收', '待查'] as const;

/** The lines of a day as comma-separated values, for the books of finance: yuan with two digits, the sums last. */
export function dayCsv({ day, lines, received, credited, surplus, held }: DayView): string {
  const rows = [
    [...HEADING],
    ...lines.map((line) => [
      ...[day, BY[line.by], line.number, line.reference ?? ''],
      ...[line.amount, line.credited, line.surplus, line.held].map(plainYuan),
    ]),
    [day, '合计', '', '', ...[received, credited, surplus, held].map(plainYuan)],
  ];
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const plainYuan = (amount: number) => formatFen(amount).replaceAll(',', '');

/** What a spreadsheet would take for a formula is a text. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
