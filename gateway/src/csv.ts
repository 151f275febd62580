import { CunzhengError } from '@cunzheng/domain';
import Papa from 'papaparse';

/** One line of a table: values by column name. */
export interface CsvLine {
  /** Of the file, from 1, the heading counted. */
  readonly line: number;
  readonly values: ReadonlyMap<string, string>;
}

/**
 * Reads comma-separated values as spreadsheets write them (RFC 4180; a byte order mark, quotes, line breaks within
 * quotes). The first line names the columns; empty lines are passed over. Throws `INPUT_INVALID` for an open quote or a
 * line with more values than columns.
 */
export function readCsv(text: string): CsvLine[] {
  const [heading, ...lines] = readLines(text.replace(/^\uFEFF/, ''));
  if (heading === undefined) return [];
  const columns = heading.cells.map((cell) => cell.trim());
  return lines.map(({ line, cells }) => {
    if (cells.length > columns.length) {
      throw new CunzhengError('INPUT_INVALID', 'more values than columns', { details: { line } });
    }
    return { line, values: new Map(cells.map((cell, i) => [columns[i] as string, cell.trim()])) };
  });
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Lines with something in them. A row's number is that of the file's line where it begins: cells may hold breaks. */
function readLines(text: string): Cells[] {
  const broken = text.replaceAll(/\r\n?/g, '\n');
  demandQuotes(broken);
  const { data } = Papa.parse<string[]>(broken, { delimiter: ',', newline: '\n' });
  let line = 1;
  const rows = data.map((cells) => {
    const row = { line, cells };
    line += cells.join('').split('\n').length;
    return row;
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}

const QUOTED = /(^|[,\n])"((?:[^"]|"")*)"(?=[,\n]|$)/g;

/** The parser takes what it can make of a stray quote; a file that is not what it seems to be is refused. */
function demandQuotes(text: string): void {
  const bare = text.replace(QUOTED, (_all, before: string, cell: string) => {
    return before + cell.replaceAll(/[^\n]/g, '');
  });
  const stray = bare.indexOf('"');
  if (stray < 0) return;
  const line = bare.slice(0, stray).split('\n').length;
  throw new CunzhengError('INPUT_INVALID', 'not comma-separated values', { details: { line } });
}
