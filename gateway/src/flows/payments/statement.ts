import { CunzhengError } from '@cunzheng/domain';
import { parseDay } from '@cunzheng/domain/deadlines';
import type { Fen } from '@cunzheng/domain/fees';
import {
  type BankFit,
  bankFit,
  divide,
  findPaymentReference,
  ORDER_LIFE,
  type Payable,
  paymentEdge,
  remaining,
} from '@cunzheng/domain/payments';
import { readCsv } from '../../csv.ts';

/** One line of a bank's statement as it was read. */
export interface StatementLine {
  /** Of the file, from 1. */
  readonly line: number;
  readonly day: string;
  readonly serial: string;
  readonly amount: Fen;
  readonly payer: string;
  readonly account: string;
  /** 附言: what the payer wrote. */
  readonly words: string;
  /** What was found in his words. */
  readonly reference: string | undefined;
}

/** Columns of the file, as court accounts' banks name them. */
export const STATEMENT_COLUMNS = {
  day: '交易日期',
  serial: '流水号',
  amount: '金额',
  payer: '付款人',
  account: '付款账号',
  words: '附言',
} as const;
/** Lines of one file. */
export const MAX_STATEMENT_LINES = 2_000;
const MAX_TEXT = 200;

type Column = keyof typeof STATEMENT_COLUMNS;

/**
 * Reads a statement: comma-separated values with the columns above, in any order and among others; only money that came in.
 * Throws `INPUT_INVALID` with line and column where something is missing, is no day or no sum of at most two digits after
 * the point, or where a serial number stands twice.
 */
export function readStatement(text: string): StatementLine[] {
  const rows = readCsv(text);
  if (rows.length === 0 || rows.length > MAX_STATEMENT_LINES)
    throw new CunzhengError('INPUT_INVALID', 'too few or too many lines');
  const serials = new Set<string>();
  return rows.map(({ line, values }) => {
    const cell = (column: Column, needed = true) => cellOf(values, { line, column, needed });
    const read = {
      ...{ line, day: dayFrom(cell('day'), line), serial: cell('serial') },
      ...{ amount: fenFrom(cell('amount'), line), payer: cell('payer') },
      ...{ account: cell('account', false), words: cell('words', false) },
    };
    if (serials.has(read.serial)) throw wrong(line, 'serial');
    serials.add(read.serial);
    return { ...read, reference: findPaymentReference(read.words) };
  });
}

function cellOf(
  values: ReadonlyMap<string, string>,
  { line, column, needed }: { line: number; column: Column; needed: boolean },
): string {
  const text = (values.get(STATEMENT_COLUMNS[column]) ?? '').normalize('NFC');
  if ((needed && text === '') || text.length > MAX_TEXT) throw wrong(line, column);
  return text;
}

function dayFrom(text: string, line: number): string {
  const [, year, month = '', day = ''] =
    /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text) ?? [];
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  try {
    parseDay(written);
    return written;
  } catch (cause) {
    throw wrong(line, 'day', cause);
  }
}

/** `1,050.00`, `1050`, `1050.5`; no sum is read as a floating number. */
function fenFrom(text: string, line: number): Fen {
  const plain = text.replace(/^[¥￥]/, '');
  const [, yuan = '', part = ''] =
    /^(\d{1,13}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(plain) ?? [];
  const amount = Number(`${yuan.replaceAll(',', '')}${part.padEnd(2, '0')}`);
  if (yuan === '' || amount === 0 || !Number.isSafeInteger(amount)) throw wrong(line, 'amount');
  return amount;
}

function wrong(line: number, column: Column, cause?: unknown): CunzhengError {
  const details = { line, column: STATEMENT_COLUMNS[column] };
  return new CunzhengError('INPUT_INVALID', 'statement', { cause, details });
}

/** What is known of an order where money comes for it. */
export interface KnownOrder extends Payable {
  readonly id: string;
}

/** A line that was taken in before. */
export interface KnownLine {
  readonly day: string;
  readonly amount: Fen;
}

/** What becomes of a line. `known`: taken in before, and passed over. */
export interface PlacedLine {
  readonly line: StatementLine;
  readonly fit: BankFit | 'wrongReference' | 'known';
  /** Id of the order. */
  readonly order?: string;
  readonly credited: Fen;
  readonly surplus: Fen;
}

/**
 * Places the lines one after the other, each over what those before have left of its order; changes nothing. Throws
 * `STATEMENT_DIFFERS` for a serial number that was taken in with another day or sum.
 */
export function placeLines(
  lines: readonly StatementLine[],
  {
    orders,
    known,
  }: {
    readonly orders: ReadonlyMap<string, KnownOrder>;
    readonly known: ReadonlyMap<string, KnownLine>;
  },
): PlacedLine[] {
  const left = new Map(orders);
  return lines.map((line) => {
    const before = known.get(line.serial);
    if (before !== undefined) return demandSame(line, before);
    const order = line.reference === undefined ? undefined : left.get(line.reference);
    if (order === undefined) return { line, fit: 'wrongReference', credited: 0, surplus: 0 };
    const divided = divide(line.amount, order);
    left.set(line.reference as string, after(order, divided.credited));
    return { line, fit: bankFit(line.amount, order), order: order.id, ...divided };
  });
}

function demandSame(line: StatementLine, before: KnownLine): PlacedLine {
  if (before.day !== line.day || before.amount !== line.amount) {
    const details = { line: line.line };
    throw new CunzhengError('STATEMENT_DIFFERS', 'a known serial', { details });
  }
  return { line, fit: 'known', credited: 0, surplus: 0 };
}

function after(order: KnownOrder, credited: Fen): KnownOrder {
  if (credited === 0) return order;
  const act = credited === remaining(order) ? 'creditRest' : 'creditPart';
  const state = paymentEdge(ORDER_LIFE, order.state, act) ?? order.state;
  return { ...order, state, credited: order.credited + credited };
}
