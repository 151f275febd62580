import { CunzhengError } from '@cunzheng/domain';

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
  readonly cells: string[];
}

/** A quoted cell, or a plain one, with what ends it. */
const CELL = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y;

function readLines(text: string): Cells[] {
  const out: Cells[] = [];
  let [line, cells, at]: [number, string[], number] = [1, [], 0];
  CELL.lastIndex = 0;
  while (at < text.length) {
    const found = CELL.exec(text);
    if (found === null) {
      throw new CunzhengError('INPUT_INVALID', 'not comma-separated values', { details: { line } });
    }
    const [whole, quoted, plain = '', end] = found;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    at = CELL.lastIndex;
    if (end === ',' && at < text.length) continue;
    if (end === ',') cells.push('');
    if (cells.some((cell) => cell.trim() !== '')) out.push({ line, cells });
    line += whole.split(/\r\n|\n|\r/).length - 1;
    cells = [];
  }
  return out;
}
