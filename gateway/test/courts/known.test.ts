import { isCourtCode } from '@cunzheng/domain';
import t from 'tap';
import { knownCourts } from '../../src/courts/known.ts';
import { initialsOf, pinyinOf } from '../../src/courts/pinyin.ts';

const courts = knownCourts();

t.test('every code is well formed, stands once and has a source', async (t) => {
  t.equal(new Set(courts.map(({ code }) => code)).size, courts.length);
  t.equal(new Set(courts.map(({ name }) => name)).size, courts.length);
  for (const { code, source, level } of courts) {
    t.ok(isCourtCode(code), code);
    t.ok(source.length > 4, code);
    const digits = { supreme: 2, high: 0, intermediate: 2, basic: 4 }[level];
    t.equal(code === '最高法' ? 2 : code.length - 1, digits, code);
  }
});

t.test('parents are listed and stand higher', async (t) => {
  const byCode = new Map(courts.map((court) => [court.code, court]));
  const height = ['basic', 'intermediate', 'high', 'supreme'];
  for (const { code, parent, level } of courts) {
    if (parent === undefined) continue;
    const above = byCode.get(parent);
    t.ok(above && height.indexOf(above.level) > height.indexOf(level), `${code} below ${parent}`);
  }
  t.strictSame(courts.filter(({ level }) => level === 'high').length, 33);
});

t.test('names are read as people say them', async (t) => {
  t.equal(pinyinOf('重庆市高级人民法院'), 'chong qing shi gao ji ren min fa yuan');
  t.equal(pinyinOf('厦门市'), 'xia men shi');
  t.equal(pinyinOf('六安市'), 'lu an shi');
  t.equal(initialsOf(pinyinOf('北京互联网法院')), 'bjhlwfy');
});
