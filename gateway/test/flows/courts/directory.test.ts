import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import { readCourtEntry, readRegions, searchCourts } from '../../../src/flows/courts/index.ts';
import { listedCourt } from '../../../src/store/schema.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;

const first = async (q: string) => (await searchCourts(court, { q })).items[0]?.name;
const found = async (q: string) => (await searchCourts(court, { q })).items.map(({ code }) => code);

t.test('a court is found by name, short name, code, pinyin, initials and place', async (t) => {
  t.equal(await first('北京互联网法院'), '北京互联网法院');
  t.equal(await first('广州互联网'), '广州互联网法院');
  t.equal(await first('北京一中院'), '北京市第一中级人民法院');
  t.equal(await first('京0491'), '北京互联网法院');
  t.equal(await first('0192 '.trim()), '杭州互联网法院', 'digits alone');
  t.equal(await first('bei jing hu lian wang'), '北京互联网法院');
  t.equal(await first('beijinghulian'), '北京互联网法院');
  t.equal(await first('BJHLW'), '北京互联网法院');
  t.ok((await found('海淀')).includes('京0108'));
  t.ok((await found('haidian')).includes('京0108'));
  t.ok((await found('恩平')).includes('粤0785'));
  t.ok((await found('通化')).includes('吉0582'), 'by the city');
  t.equal(await first('京０４９１'), '北京互联网法院', 'full width');
});

t.test('a place is found by its pinyin and initials, however the court is called', async (t) => {
  t.ok((await found('tonghua')).includes('吉0582'), 'a city that the name does not say');
  t.ok((await found('guangdong')).includes('粤0785'), 'a province');
  t.ok((await found('jiangmen')).includes('粤0785'));
  t.ok((await found('jms')).includes('粤0785'));
  t.equal(await first('beijinghulian'), '北京互联网法院', 'a name goes before a place');
});

t.test('courts that were listed before get the pinyin of their places at a start', async (t) => {
  const db = asHouse(court, 'seed').store.db;
  await db.update(listedCourt).set({ placePinyin: '', placeInitials: '' });
  t.notOk((await found('tonghua')).includes('吉0582'));
  await opened.again();
  t.ok((await found('tonghua')).includes('吉0582'));
});

t.test('letters match from the beginning of a syllable', async (t) => {
  t.strictSame(await found('aidian'), []);
  t.ok((await found('xi hu')).includes('浙0106'));
});

t.test('nothing typed lists the highest courts first, in pages', async (t) => {
  const one = await searchCourts(court, {});
  t.equal(one.items[0]?.code, '最高法');
  t.equal(one.items.length, 20);
  t.ok(one.total > 70);
  const two = await searchCourts(court, { page: 2 });
  const codes = new Set([...one.items, ...two.items].map(({ code }) => code));
  t.equal(codes.size, 40, 'no court twice');
  t.strictSame((await searchCourts(court, { page: 99 })).items, []);
});

t.test(
  'a search is narrowed by province, city, level and whether the court is served',
  async (t) => {
    const served = await searchCourts(court, { served: true });
    t.strictSame(
      served.items.map(({ code }) => code).sort(),
      ['京0491', '最高法', '浙0192', '粤0192'].sort(),
    );
    const jiangmen = await searchCourts(court, {
      province: '广东省',
      city: '江门市',
      level: 'basic',
    });
    t.equal(jiangmen.total, 7);
    t.strictSame(await found('没有这个法院'), []);
  },
);

t.test('what would be a pattern is taken as text', async (t) => {
  for (const q of ['%', '_', '\\', '.*', "'", ';--']) t.strictSame(await found(`${q}甲`), [], q);
});

t.test('a court names the one that hears appeals, and its source', async (t) => {
  t.match(await readCourtEntry(court, '京0491'), {
    level: 'basic',
    parent: { code: '京04', name: '北京市第四中级人民法院' },
    served: true,
    source: /.+/,
  });
  t.match(await readCourtEntry(court, '京'), {
    level: 'high',
    parent: { code: '最高法' },
    served: false,
  });
  t.equal(await readCourtEntry(court, '京9999'), undefined);
});

t.test('every province has its high court, in the usual order', async (t) => {
  const regions = await readRegions(court);
  t.equal(regions.length, 31);
  t.strictSame(
    regions.slice(0, 3).map(({ province }) => province),
    ['北京市', '天津市', '河北省'],
  );
  t.equal(regions.at(-1)?.province, '新疆维吾尔自治区');
  const guangdong = regions.find(({ province }) => province === '广东省');
  t.strictSame(
    guangdong?.cities.map(({ city }) => city),
    ['广州市', '深圳市', '江门市'],
  );
  t.equal(guangdong?.served, 1);
});
