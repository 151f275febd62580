import type { CourtLevel } from '../store/schema.ts';

/** A court as the directory lists it; pinyin is derived unless it is given. */
export interface KnownCourt {
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: CourtLevel;
  readonly parent?: string | undefined;
  readonly province: string;
  readonly city: string;
  readonly county: string;
  readonly place: string;
  readonly pinyin?: string | undefined;
  readonly source: string;
}

/** Where codes are from. A code that none of these shows is not listed: an administrator adds it with his source. */
const RULE = '案号规定（法〔2015〕137号）第四条';
const TIANJIN = '天津法院系统公开的法院代字表';
const JIANGMEN = '江门市中级人民法院 2016-01-08 公布';
const JUDGMENTS = '公布的裁判文书案号';

/** 高级人民法院: code, province, name where it is not province + 高级人民法院. */
const HIGH: readonly (readonly [code: string, province: string, name?: string])[] = [
  ['京', '北京市'],
  ['津', '天津市'],
  ['冀', '河北省'],
  ['晋', '山西省'],
  ['内', '内蒙古自治区'],
  ['辽', '辽宁省'],
  ['吉', '吉林省'],
  ['黑', '黑龙江省'],
  ['沪', '上海市'],
  ['苏', '江苏省'],
  ['浙', '浙江省'],
  ['皖', '安徽省'],
  ['闽', '福建省'],
  ['赣', '江西省'],
  ['鲁', '山东省'],
  ['豫', '河南省'],
  ['鄂', '湖北省'],
  ['湘', '湖南省'],
  ['粤', '广东省'],
  ['桂', '广西壮族自治区'],
  ['琼', '海南省'],
  ['渝', '重庆市'],
  ['川', '四川省'],
  ['黔', '贵州省'],
  ['云', '云南省'],
  ['藏', '西藏自治区'],
  ['陕', '陕西省'],
  ['甘', '甘肃省'],
  ['青', '青海省'],
  ['宁', '宁夏回族自治区'],
  ['新', '新疆维吾尔自治区'],
  ['兵', '新疆维吾尔自治区', '新疆维吾尔自治区高级人民法院生产建设兵团分院'],
  ['军', '', '中国人民解放军军事法院'],
];

type Line = readonly [
  code: string,
  name: string,
  shortName: string,
  parent: string,
  city: string,
  county: string,
  source: string,
];

const BEIJING: readonly Line[] = [
  ['京01', '北京市第一中级人民法院', '北京一中院', '京', '北京市', '', JUDGMENTS],
  ['京02', '北京市第二中级人民法院', '北京二中院', '京', '北京市', '', JUDGMENTS],
  ['京03', '北京市第三中级人民法院', '北京三中院', '京', '北京市', '', JUDGMENTS],
  ['京04', '北京市第四中级人民法院', '北京四中院', '京', '北京市', '', JUDGMENTS],
  ['京73', '北京知识产权法院', '北京知产法院', '京', '北京市', '', JUDGMENTS],
  ['京0101', '北京市东城区人民法院', '东城法院', '京02', '北京市', '东城区', JUDGMENTS],
  ['京0105', '北京市朝阳区人民法院', '朝阳法院', '京03', '北京市', '朝阳区', JUDGMENTS],
  ['京0107', '北京市石景山区人民法院', '石景山法院', '京01', '北京市', '石景山区', JUDGMENTS],
  ['京0108', '北京市海淀区人民法院', '海淀法院', '京01', '北京市', '海淀区', JUDGMENTS],
  ['京0491', '北京互联网法院', '北京互联网法院', '京04', '北京市', '', JUDGMENTS],
];

const TIANJIN_INTERMEDIATE: readonly Line[] = [
  ['津01', '天津市第一中级人民法院', '天津一中院', '津', '天津市', '', TIANJIN],
  ['津02', '天津市第二中级人民法院', '天津二中院', '津', '天津市', '', TIANJIN],
  ['津72', '天津海事法院', '天津海事法院', '津', '天津市', '', TIANJIN],
  ['津8601', '天津铁路运输法院', '天津铁路法院', '', '天津市', '', TIANJIN],
];

/** Districts of 天津; which of its intermediate courts hears appeals from which is not in the source. */
const TIANJIN_DISTRICTS = [
  ['0101', '和平区'],
  ['0102', '河东区'],
  ['0103', '河西区'],
  ['0104', '南开区'],
  ['0105', '河北区'],
  ['0106', '红桥区'],
  ['0110', '东丽区'],
  ['0111', '西青区'],
  ['0112', '津南区'],
  ['0113', '北辰区'],
  ['0114', '武清区'],
  ['0115', '宝坻区'],
  ['0116', '滨海新区'],
  ['0117', '宁河区'],
  ['0118', '静海区'],
] as const;

const ZHEJIANG: readonly Line[] = [
  ['浙01', '浙江省杭州市中级人民法院', '杭州中院', '浙', '杭州市', '', JUDGMENTS],
  ['浙0106', '浙江省杭州市西湖区人民法院', '西湖法院', '浙01', '杭州市', '西湖区', JUDGMENTS],
  ['浙0110', '浙江省杭州市余杭区人民法院', '余杭法院', '浙01', '杭州市', '余杭区', JUDGMENTS],
  ['浙0192', '杭州互联网法院', '杭州互联网法院', '浙01', '杭州市', '', JUDGMENTS],
];

const GUANGDONG: readonly Line[] = [
  ['粤01', '广东省广州市中级人民法院', '广州中院', '粤', '广州市', '', JUDGMENTS],
  ['粤0106', '广东省广州市天河区人民法院', '天河法院', '粤01', '广州市', '天河区', JUDGMENTS],
  ['粤0192', '广州互联网法院', '广州互联网法院', '粤01', '广州市', '', JUDGMENTS],
  ['粤03', '广东省深圳市中级人民法院', '深圳中院', '粤', '深圳市', '', JUDGMENTS],
  ['粤0305', '广东省深圳市南山区人民法院', '南山法院', '粤03', '深圳市', '南山区', JUDGMENTS],
  ['粤07', '广东省江门市中级人民法院', '江门中院', '粤', '江门市', '', JIANGMEN],
  ['粤0703', '广东省江门市蓬江区人民法院', '蓬江法院', '粤07', '江门市', '蓬江区', JIANGMEN],
  ['粤0704', '广东省江门市江海区人民法院', '江海法院', '粤07', '江门市', '江海区', JIANGMEN],
  ['粤0705', '广东省江门市新会区人民法院', '新会法院', '粤07', '江门市', '新会区', JIANGMEN],
  ['粤0781', '广东省台山市人民法院', '台山法院', '粤07', '江门市', '台山市', JIANGMEN],
  ['粤0783', '广东省开平市人民法院', '开平法院', '粤07', '江门市', '开平市', JIANGMEN],
  ['粤0784', '广东省鹤山市人民法院', '鹤山法院', '粤07', '江门市', '鹤山市', JIANGMEN],
  ['粤0785', '广东省恩平市人民法院', '恩平法院', '粤07', '江门市', '恩平市', JIANGMEN],
];

const ELSEWHERE: readonly Line[] = [
  ['沪0115', '上海市浦东新区人民法院', '浦东法院', '', '上海市', '浦东新区', JUDGMENTS],
  ['皖0123', '安徽省肥西县人民法院', '肥西法院', '', '合肥市', '肥西县', JUDGMENTS],
  ['吉0582', '吉林省集安市人民法院', '集安法院', '', '通化市', '集安市', JUDGMENTS],
];

/**
 * Courts whose code is known from a source that is named: the supreme court, every high court, the internet courts, and
 * of the others those that were found. Some 3,500 exist; the rest comes from the courts themselves by CSV.
 */
export function knownCourts(): KnownCourt[] {
  const supreme: KnownCourt = {
    ...{ code: '最高法', name: '最高人民法院', shortName: '最高院', level: 'supreme' },
    ...{ province: '', city: '', county: '', place: '北京市', source: RULE },
  };
  const districts: readonly Line[] = TIANJIN_DISTRICTS.map(([digits, district]) => [
    ...[`津${digits}`, `天津市${district}人民法院`, `${district.replace(/区$/, '')}法院`],
    ...['', '天津市', district, TIANJIN],
  ]) as unknown as Line[];
  const below = [BEIJING, TIANJIN_INTERMEDIATE, districts, ZHEJIANG, GUANGDONG, ELSEWHERE];
  return [supreme, ...HIGH.map(highCourt), ...below.flat().map(lowerCourt)];
}

function highCourt([code, province, name]: (typeof HIGH)[number]): KnownCourt {
  const given = name ?? `${province}高级人民法院`;
  const short = name ?? `${province.replace(/(省|市|(壮族|回族|维吾尔)?自治区)$/, '')}高院`;
  return {
    ...{ code, name: given, shortName: short, level: 'high', parent: '最高法', province },
    ...{ city: '', county: '', place: '', source: RULE },
  };
}

function lowerCourt([code, name, shortName, parent, city, county, source]: Line): KnownCourt {
  const province = HIGH.find(([high]) => high === code.slice(0, 1))?.[1] as string;
  return {
    ...{ code, name, shortName, level: levelOfCode(code), province, city, county },
    ...{ place: '', source, ...(parent === '' ? {} : { parent }) },
  };
}

/** The level that a code's form tells (案号规定 4, 5): 最高法, one character, two digits, four. */
export function levelOfCode(code: string): CourtLevel {
  if (code === '最高法') return 'supreme';
  const digits = code.length - 1;
  return digits === 0 ? 'high' : digits === 2 ? 'intermediate' : 'basic';
}
