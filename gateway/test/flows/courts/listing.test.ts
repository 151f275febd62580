import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import type { Actor } from '../../../src/access/policy.ts';
import { readCsv } from '../../../src/csv.ts';
import {
  applyListing,
  previewListing,
  readCourtEntry,
  searchCourts,
} from '../../../src/flows/courts/index.ts';
import { seedId } from '../../../src/seeds/plant.ts';
import { openTestCourt } from '../../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;

const as = (role: 'administrator' | 'clerk'): Actor => ({
  person: seedId(`bj-${role}`),
  name: '',
  offices: [{ court: '京0491', role }],
});
const HEADING = 'code,name,parent,province,city,county,place,pinyin,source';
const file = (...lines: string[]) => [HEADING, ...lines].join('\r\n');
const LIANDU =
  '浙1102,浙江省丽水市莲都区人民法院,浙11,浙江省,丽水市,莲都区,"丽水市, 中山街",zhe jiang sheng li shui shi lian du qu ren min fa yuan,法院公告';
const LISHUI = '浙11,浙江省丽水市中级人民法院,浙,浙江省,丽水市,,,,法院公告';

t.test('a file is shown before it is taken, and changes nothing until then', async (t) => {
  const preview = await previewListing(court, as('administrator'), file(LIANDU, LISHUI));
  t.strictSame(preview.counts, { add: 2, change: 0, nothing: 0, refused: 0 });
  t.equal(await readCourtEntry(court, '浙1102'), undefined);
  await applyListing(court, as('administrator'), file(LIANDU, LISHUI));
  t.match(await readCourtEntry(court, '浙1102'), {
    name: '浙江省丽水市莲都区人民法院',
    place: '丽水市, 中山街',
    parent: { code: '浙11', name: '浙江省丽水市中级人民法院' },
    served: false,
  });
  t.equal((await searchCourts(court, { q: 'liandu' })).items[0]?.code, '浙1102', 'pinyin as given');
  const again = await previewListing(court, as('administrator'), file(LIANDU, LISHUI));
  t.strictSame(again.counts, { add: 0, change: 0, nothing: 2, refused: 0 });
});

t.test('a correction changes the court that is listed', async (t) => {
  const corrected = file(LISHUI.replace(',浙,浙江省,丽水市,,,,', ',浙,浙江省,丽水市,,解放街,,'));
  const { lines } = await applyListing(court, as('administrator'), corrected);
  t.match(lines, [{ line: 2, code: '浙11', does: 'change', faults: [] }]);
  t.match(await readCourtEntry(court, '浙11'), { place: '解放街' });
});

t.test('every fault of a line is named, and one refuses the whole file', async (t) => {
  const bad = file(
    '莲1102,名称,,浙江省,,,,,来源',
    '浙1121,,,,,,,,',
    '浙1122,缙云法院,浙99,浙江省,,,,,来源',
    '浙,浙江省高级人民法院,浙01,浙江省,,,,,来源',
    '浙1123,遂昌法院,,浙江省,,,,Suì chāng!,来源',
    '浙1124,松阳法院,,浙江省,,,,,来源',
    '浙1124,松阳法院,,浙江省,,,,,来源',
  );
  const { lines, counts } = await previewListing(court, as('administrator'), bad);
  t.strictSame(
    lines.map(({ faults }) => faults),
    [
      ['codeInvalid'],
      ['nameMissing', 'sourceMissing', 'provinceMissing'],
      ['parentUnknown'],
      ['parentNotHigher'],
      ['pinyinInvalid'],
      ['codeTwice'],
      ['codeTwice'],
    ],
  );
  t.equal(counts.refused, 7);
  const mixed = file(LISHUI.replaceAll('浙11', '浙12'), '浙1121,,,,,,,,');
  await t.rejects(applyListing(court, as('administrator'), mixed), { code: 'INPUT_INVALID' });
  t.equal(await readCourtEntry(court, '浙12'), undefined);
});

t.test('only administrators list courts; the tables say so too', async (t) => {
  await t.rejects(previewListing(court, as('clerk'), file(LISHUI)), { code: 'NOT_PERMITTED' });
  await t.rejects(applyListing(court, as('clerk'), file(LISHUI)), { code: 'NOT_PERMITTED' });
});

t.test('what is no table is refused', async (t) => {
  const refused = (csv: string) =>
    t.rejects(previewListing(court, as('administrator'), csv), { code: 'INPUT_INVALID' });
  await refused('');
  await refused(HEADING);
  await refused('a,b\n1,2');
  await refused(`${HEADING}\n"浙11`);
  await refused(file(`${LISHUI},zu viel`));
});

t.test('files are read as spreadsheets write them', async (t) => {
  const cells = (text: string) => readCsv(text).map(({ values }) => [...values.values()]);
  t.strictSame(cells('\uFEFFa,b\r\n1,"x ""y"", z"\r\n'), [['1', 'x "y", z']]);
  t.strictSame(cells('a,b\n,\n1,2'), [['1', '2']], 'empty lines');
  t.strictSame(cells('a,b\n"1\n2",3\n4,'), [
    ['1\n2', '3'],
    ['4', ''],
  ]);
  t.strictSame(
    readCsv('a\n"1\n2"\n3').map(({ line }) => line),
    [2, 4],
  );
  t.throws(() => readCsv('a\n"1'), CunzhengError);
  t.throws(() => readCsv('a\n1"2'), CunzhengError);
});
