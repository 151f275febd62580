import { readFile } from 'node:fs/promises';
import { CunzhengError, ERROR_CODES, ERROR_MESSAGES } from '@cunzheng/domain';
import t from 'tap';
import { errorAnswer, preferredLanguage } from '../src/errors/answer.ts';
import { codedError } from '../src/errors/coded.ts';
import { HTTP_STATUS } from '../src/errors/http-status.ts';
import { describeError } from '../src/logger.ts';

t.test('code list, words, HTTP statuses and docs/errors.md agree', async (t) => {
  const page = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([A-Z_]+)`\s*\|(.+)\|(.+)\|(.+)\|$/gm)];
  t.strictSame(
    rows.map(([, code]) => code),
    [...ERROR_CODES],
    'the page lists every code, in the order of the list, and no dead one',
  );
  for (const [row] of rows) t.notMatch(row, /\|\s*\|/, 'no empty cell');
  t.strictSame(Object.keys(ERROR_MESSAGES).sort(), [...ERROR_CODES].sort());
  t.strictSame(Object.keys(HTTP_STATUS).sort(), [...ERROR_CODES].sort());
});

t.test('words are Chinese in Chinese, English in English, and never claim too much', async (t) => {
  for (const code of ERROR_CODES) {
    const { 'zh-CN': zh, en } = ERROR_MESSAGES[code];
    t.match(zh, /\p{Script=Han}/u, code);
    t.notMatch(en, /\p{Script=Han}/u, code);
    t.notMatch(`${zh} ${en}`, /公证|authentic|伪造/, code);
  }
});

t.test('language follows Accept-Language, Chinese by default', async (t) => {
  for (const [header, language] of [
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en;q=0.5, zh;q=0.8', 'zh-CN'],
    ['fr, en;q=0.2', 'en'],
    ['fr', 'zh-CN'],
    ['en;q=0', 'zh-CN'],
    ['english', 'zh-CN'],
    ['*', 'zh-CN'],
  ] as const) {
    t.equal(preferredLanguage(header), language, String(header));
  }
});

t.test('an answer holds words of its code and never the inner message', async (t) => {
  const error = new CunzhengError('FILE_TOO_LARGE', 'inner words', { details: { max: 5 } });
  t.strictSame(errorAnswer(error, 'en', 'r1'), {
    code: 'FILE_TOO_LARGE',
    message: ERROR_MESSAGES.FILE_TOO_LARGE.en,
    requestId: 'r1',
    details: { max: 5 },
  });
});

t.test(
  'faults of database, disk and framework become codes; the unknown is INTERNAL',
  async (t) => {
    const fault = (code: string, more: object = {}) =>
      codedError(Object.assign(new Error('x'), { code }, more)).code;
    t.equal(fault('ECONNREFUSED', { syscall: 'connect' }), 'DATABASE_UNAVAILABLE');
    t.equal(fault('57P01'), 'DATABASE_UNAVAILABLE');
    t.equal(fault('08006'), 'DATABASE_UNAVAILABLE');
    t.equal(fault('53100'), 'DISK_FULL');
    t.equal(fault('ENOSPC'), 'DISK_FULL');
    t.equal(fault('EACCES'), 'DATA_DIR_UNWRITABLE');
    t.equal(fault('FST_REQ_FILE_TOO_LARGE'), 'FILE_TOO_LARGE');
    t.equal(fault('FST_ERR_CTP_INVALID_JSON_BODY'), 'INPUT_INVALID');
    t.equal(fault('23505'), 'INTERNAL');
    t.equal(codedError(new TypeError('a mistake')).code, 'INTERNAL');
    t.equal(codedError('thrown text').code, 'INTERNAL');
    const wrapped = new Error('query failed', {
      cause: new Error('Connection terminated unexpectedly'),
    });
    t.equal(codedError(wrapped).code, 'DATABASE_UNAVAILABLE');
  },
);

t.test(
  'the log of an error keeps frames and codes and drops the values in its words',
  async (t) => {
    const error = new Error('Failed query: insert … params: 王㛃, 13800000000', {
      cause: Object.assign(new Error('Key (account)=(wangyan) already exists.'), { code: '23505' }),
    });
    const told = JSON.stringify(describeError(error));
    t.notMatch(told, /王㛃|wangyan|1380/);
    t.match(told, /23505/);
    t.match(told, /errors\.test/);
  },
);
