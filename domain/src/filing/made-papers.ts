import type { CalendarDay } from '../deadlines/day.ts';
import { formatDay } from '../deadlines/format.ts';
import type { Paper, PaperRow } from '../pleadings/paper.ts';
import type { FilingKind } from './kinds.ts';
import { FILING_KIND_ROWS } from './kinds.ts';

/** What the papers that are made for a filing speak of. */
export interface MadeFacts {
  readonly courtName: string;
  readonly cause: string;
  readonly kind: FilingKind;
  /** Names of those who file. */
  readonly applicants: readonly string[];
  /** Whoever signs; another than the applicants when an agent files. */
  readonly signer: string;
  readonly capacity: 'self' | 'agent';
  readonly day: CalendarDay;
}

/** Address for service as it was given. */
export interface AddressFacts {
  readonly name?: string | undefined;
  readonly address?: string | undefined;
  readonly postcode?: string | undefined;
  readonly mobile?: string | undefined;
  readonly mail?: string | undefined;
  /** Consent to electronic service; absent: nothing was said. */
  readonly eService?: boolean | undefined;
}

const OPEN = '（未填写）';

const TOLD = [
  '1. 当事人应当向法院提供或者确认准确的送达地址，并填写本确认书（法院专递规定第三条）。拒绝提供的，自然人以户籍登记的住所地或者经常居住地，单位以登记、备案的住所地为送达地址（第五条）。',
  '2. 本确认书的地址适用于本案第一审程序；提起上诉、申请再审、申请执行时没有书面变更的，可以作为第二审、审判监督、执行程序的送达地址（民事诉讼法司法解释第一百三十七条）。',
  '3. 送达地址变更的，应当及时以书面方式告知法院（法院专递规定第四条）。提供或者确认的地址不准确、变更未及时告知，或者本人、指定的代收人拒绝签收，导致文书未能实际接收的，文书退回之日视为送达之日；能够证明自己没有过错的除外（第十一条）。',
  '4. 同意电子送达的，法院以能够确认收悉的电子方式送达诉讼文书，以送达信息到达特定系统的日期为送达日期；判决书、裁定书、调解书需要纸质文书的，可以向法院提出（民事诉讼法第九十条、司法解释第一百三十五条、第一百三十六条）。',
  '5. 要求对本确认书内容保密的，法院应当保密（法院专递规定第四条）。',
];

/** 送达地址确认书 (法院专递规定 3–5, 11; 民诉法 90; 解释 135–137). */
export function makeAddressConfirmation(facts: MadeFacts, address: AddressFacts): Paper {
  const title = '送达地址确认书';
  return {
    title,
    blocks: [
      { block: 'title', text: title },
      { block: 'note', heading: '告知事项', lines: TOLD },
      {
        block: 'form',
        parts: [
          { heading: '案件', rows: caseRows(facts) },
          { heading: '送达地址', rows: addressRows(address) },
          { heading: '电子送达', rows: [electronicRow(address.eService)] },
        ],
      },
      {
        block: 'text',
        lines: [
          '确认：已经阅读并理解上述告知事项，所填写的送达地址准确。地址变更的，将在本系统修改并重新签名确认，或者及时书面告知法院。',
        ],
      },
      closing(facts),
    ],
  };
}

/** 诚信诉讼承诺书 (民诉法 13, 114, 115; 登记立案规定 16). */
export function makeDeclaration(facts: MadeFacts): Paper {
  const title = '诚信诉讼承诺书';
  return {
    title,
    blocks: [
      { block: 'title', text: title },
      { block: 'form', parts: [{ heading: '案件', rows: caseRows(facts) }] },
      {
        block: 'text',
        lines: [
          '本人已经阅读立案须知，现就本次申请立案承诺：',
          '一、所填写的信息和提交的材料真实，与原件一致；没有伪造、变造证据，没有捏造事实，没有与他人恶意串通。',
          '二、遵循诚信原则，依法行使诉讼权利，不进行虚假诉讼、恶意诉讼（民事诉讼法第十三条）。',
          '三、知道伪造、毁灭重要证据，以及恶意串通或者单方捏造案件基本事实提起诉讼的，法院可以驳回请求，予以罚款、拘留；构成犯罪的，依法追究刑事责任（民事诉讼法第一百一十四条、第一百一十五条，登记立案规定第十六条）。',
          '四、妥善保管证据原件，法院要求时出示。',
        ],
      },
      closing(facts),
    ],
  };
}

function caseRows({ courtName, cause, kind, applicants }: MadeFacts): PaperRow[] {
  return [
    { label: '受理法院', lines: [courtName] },
    { label: '案由', lines: [cause] },
    { label: FILING_KIND_ROWS[kind].sides[0], lines: applicants.length > 0 ? applicants : [OPEN] },
  ];
}

function addressRows({ name, address, postcode, mobile, mail }: AddressFacts): PaperRow[] {
  const row = (label: string, value: string | undefined): PaperRow => ({
    label,
    lines: [value === undefined || value === '' ? OPEN : value],
  });
  return [
    row('收件人', name),
    row('详细地址', address),
    row('邮政编码', postcode),
    row('联系电话', mobile),
    row('电子邮箱', mail),
  ];
}

function electronicRow(consent: boolean | undefined): PaperRow {
  const box = (on: boolean) => (on ? '☑' : '□');
  return {
    label: '是否同意电子送达',
    lines: [
      `${box(consent === true)} 同意，接收地址为上列电话、电子邮箱和本系统账号`,
      `${box(consent === false)} 不同意，请以其他方式送达`,
      ...(consent === undefined ? ['（未表示）'] : []),
    ],
  };
}

/** Signed with a key for the sitting, over the digest of this very file: so it says, instead of a blank line. */
function closing({ signer, capacity, day }: MadeFacts): Paper['blocks'][number] {
  const who = capacity === 'self' ? '确认人' : '确认人（诉讼代理人）';
  return {
    block: 'closing',
    lines: [`${who}：${signer}（提交时数字签名）`, `日期：${formatDay(day, 'zh-CN')}`],
  };
}
