import type { CalendarDay } from '../deadlines/day.ts';
import { formatDay } from '../deadlines/format.ts';
import { capitalAmount, formatFen } from './amount.ts';
import { pruneAnswers } from './answers.ts';
import { interestTerms, loanInterest, loanLimit } from './figures.ts';
import { limitText, termsText } from './interest.ts';
import { formatPpm } from './rate.ts';
import type { Answer, Answers, Field, FormRow, ListField, PleadingForm } from './schema.ts';
import { holds, isGiven, itemsOf, type Scope } from './walk.ts';

/** One printed row: label at the left, lines at the right. `☑` and `□` are boxes; renderers draw them. */
export interface PaperRow {
  readonly label: string;
  readonly lines: readonly string[];
}

export type PaperBlock =
  | { readonly block: 'title'; readonly text: string; readonly under?: string }
  /** A frame with a bold first line. */
  | { readonly block: 'note'; readonly heading: string; readonly lines: readonly string[] }
  | {
      readonly block: 'form';
      readonly parts: readonly { readonly heading: string; readonly rows: readonly PaperRow[] }[];
    }
  | {
      readonly block: 'grid';
      /** `share` of the width; figures stand at the right. */
      readonly columns: readonly {
        readonly name: string;
        readonly share: number;
        readonly figures?: true;
      }[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly block: 'text'; readonly lines: readonly string[] }
  /** At the end, in the right half: who signs, and the day. Stays together. */
  | { readonly block: 'closing'; readonly lines: readonly string[] }
  | { readonly block: 'newPage' };

/** What is printed, the same for PDF, DOCX and preview. Always Chinese, the language of the courts. */
export interface Paper {
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
}

/** What the paper needs beside the answers. */
export interface PaperFacts {
  readonly courtName: string;
  /** The day in Beijing: limits are counted as of it. */
  readonly today: CalendarDay;
  /** Printed under the signature; absent leaves a blank to fill in. */
  readonly signed?: CalendarDay;
}

const BLANK = '＿＿＿＿＿＿';
/** Not 无: nothing was said, which is not to say that there is nothing. */
const LEFT_OPEN = '（未填写）';

const NOTICE = [
  '1. 起诉时请一并提交证明身份的材料。',
  '2. 本表所列是起诉以及法院查明案件事实所需，请如实填写。',
  '3. 与本案无关的项目可以不填；可以勾选的，在对应项的方框内打勾；另有重要内容的，可以在表尾或者另附页填写。',
  '★ 特别提示：诉讼应当遵循诚信原则。虚假诉讼、恶意诉讼的，依法承担责任。',
];

/** The pleading with its 证据清单 and, where periods are given, the reckoning of interest, each on a page of its own. */
export function makePaper(form: PleadingForm, answers: Answers, facts: PaperFacts): Paper {
  const pruned = pruneAnswers(form, answers);
  const cause = form.cause ?? pruned[form.causeField ?? ''];
  return {
    title: form.title,
    blocks: [
      { block: 'title', text: form.title, ...(cause ? { under: `（${cause as string}）` } : {}) },
      { block: 'note', heading: '说明', lines: NOTICE },
      { block: 'form', parts: formParts(form, pruned) },
      { block: 'text', lines: ['此致', facts.courtName, copiesLine(pruned)] },
      closing(facts),
      ...interestSheet(pruned, facts),
      ...evidenceSheet(pruned, facts),
    ],
  };
}

/** 证据清单 alone (证据规定 19). */
export function makeEvidenceList(form: PleadingForm, answers: Answers, facts: PaperFacts): Paper {
  const blocks = evidenceSheet(pruneAnswers(form, answers), facts);
  return { title: '证据清单', blocks: blocks.slice(1) };
}

/** 登记立案规定 6: a copy for every other party. */
function copiesLine({ defendants, thirdParties }: Answers): string {
  const copies = itemsOf(defendants).length + itemsOf(thirdParties).length;
  return `附：本起诉状副本 ${copies === 0 ? BLANK : copies} 份`;
}

function closing({ signed }: PaperFacts, signer = '具状人'): PaperBlock {
  const day = signed === undefined ? '　　　年　　月　　日' : formatDay(signed, 'zh-CN');
  return { block: 'closing', lines: [`${signer}（签字、盖章）：`, `日期：${day}`] };
}

function formParts(form: PleadingForm, answers: Answers) {
  return form.sections.map(({ heading, rows }) => ({
    heading,
    rows: rows
      .filter((row) => holds(row.when, [answers]))
      .flatMap((row, i) => rowsOf(row, answers, i)),
  }));
}

function rowsOf(row: FormRow, answers: Answers, index: number): PaperRow[] {
  const parties = row.fields.find(
    (field): field is ListField => field.kind === 'list' && field.print === 'rows',
  );
  if (parties !== undefined) return partyRows(parties, row, answers);
  const lines = linesOf(row.fields, [answers]);
  const unnumbered = row.id === 'agent' || row.id === 'service' || row.id === 'willing';
  return [
    {
      label: unnumbered ? row.label : `${index + 1}. ${row.label}`,
      lines: lines.length > 0 ? lines : [LEFT_OPEN],
    },
  ];
}

function partyRows(field: ListField, row: FormRow, answers: Answers): PaperRow[] {
  const items = itemsOf(answers[field.id]);
  if (items.length === 0)
    return [{ label: row.label, lines: [field.need === 'required' ? BLANK : LEFT_OPEN] }];
  return items.map((item) => {
    const by = field.rowLabel;
    const label = by?.labels[String(item[by.field])] ?? row.label;
    const fields = field.fields.filter(({ id }) => id !== by?.field);
    return { label, lines: linesOf(fields, [item, answers]) };
  });
}

/** Fields that hold, one a line or joined to the line before. Empty ones are left out unless they are needed. */
function linesOf(fields: readonly Field[], scope: Scope): string[] {
  const lines: string[] = [];
  for (const field of fields) {
    if (!holds(field.when, scope)) continue;
    for (const [i, line] of printField(field, scope).entries()) {
      const last = lines.at(-1);
      if (field.inline && i === 0 && last !== undefined)
        lines[lines.length - 1] = `${last}　　${line}`;
      else lines.push(line);
    }
  }
  return lines;
}

function printField(field: Field, scope: Scope): string[] {
  const answer = scope[0]?.[field.id];
  if (field.kind === 'list') return printList(field, answer, scope);
  const boxes = field.kind === 'choice' || field.kind === 'choices' || field.kind === 'yesNo';
  if (!isGiven(answer) && !boxes && field.need === undefined) return [];
  const label = field.label === '' ? '' : `${field.label}：`;
  return `${label}${answerText(field, answer)}`.split('\n');
}

function printList(field: ListField, answer: Answer | undefined, scope: Scope): string[] {
  const items = itemsOf(answer);
  if (field.print === 'grid') {
    if (items.length === 0) return [];
    return [
      field.id === 'evidence'
        ? `见所附证据清单，共 ${items.length} 项`
        : `见所附计算明细，共 ${items.length} 段`,
    ];
  }
  return items.flatMap((item, i) => {
    const [first = '', ...rest] = linesOf(field.fields, [item, ...scope]);
    return [`${field.label}${i + 1}. ${first}`, ...rest];
  });
}

/** One answer as it is printed; a blank to fill in where there is none. */
export function answerText(field: Exclude<Field, ListField>, answer: Answer | undefined): string {
  switch (field.kind) {
    case 'yesNo': {
      const [yes, no] = field.words ?? ['是', '否'];
      return boxesOf([
        [yes, answer === true],
        [no, answer === false],
      ]);
    }
    case 'choice':
    case 'choices':
      return boxesOf(
        field.options.map(({ id, label }) => [
          label['zh-CN'],
          Array.isArray(answer) ? (answer as string[]).includes(id) : answer === id,
        ]),
      );
    case 'money':
      return answer === undefined
        ? `${BLANK}元`
        : moneyText(answer as number, field.capital === true);
    case 'day':
      return answer === undefined ? BLANK : formatDay(answer as CalendarDay, 'zh-CN');
    case 'rate':
      return answer === undefined ? BLANK : formatPpm(answer as number);
    case 'count':
      return `${answer ?? BLANK}${field.unit}`;
    default:
      return isGiven(answer) ? (answer as string) : BLANK;
  }
}

function boxesOf(options: readonly (readonly [string, boolean])[]): string {
  return options.map(([word, chosen]) => `${word}${chosen ? '☑' : '□'}`).join('　');
}

function moneyText(fen: number, capital: boolean): string {
  return `${formatFen(fen)}元${capital ? `（大写：人民币${capitalAmount(fen)}）` : ''}`;
}

/** `2026年1月5日`. */
function interestSheet(answers: Answers, facts: PaperFacts): PaperBlock[] {
  const figure = loanInterest(answers, facts.today);
  if (figure === undefined) return [];
  const limit = loanLimit(answers, facts.today);
  return [
    { block: 'newPage' },
    { block: 'title', text: '利息计算明细' },
    {
      block: 'grid',
      columns: [
        { name: '序号', share: 7 },
        { name: '起', share: 14.5 },
        { name: '止', share: 14.5 },
        { name: '天数', share: 8, figures: true },
        { name: '年利率', share: 13 },
        { name: '算式', share: 28 },
        { name: '利息（元）', share: 15, figures: true },
      ],
      rows: [
        ...figure.lines.map((line, i) => [
          String(i + 1),
          line.from,
          line.to,
          String(line.days),
          line.limited
            ? `${formatPpm(line.counted)}\n（约定${formatPpm(line.agreed)}）`
            : formatPpm(line.counted),
          line.formula,
          formatFen(line.amount),
        ]),
        ['', '', '', '', '', '合计', formatFen(figure.total)],
      ],
    },
    {
      block: 'text',
      lines: [
        termsText(interestTerms(answers, facts.today))['zh-CN'],
        limit === undefined
          ? '缺少合同签订时间或者当时的一年期LPR，未按上限核算。'
          : limitText(limit)['zh-CN'],
      ],
    },
  ];
}

function evidenceSheet(answers: Answers, facts: PaperFacts): PaperBlock[] {
  const items = itemsOf(answers.evidence);
  if (items.length === 0) return [];
  const form = { original: '原件', copy: '复印件', electronic: '电子数据' } as Readonly<
    Record<string, string>
  >;
  return [
    { block: 'newPage' },
    { block: 'title', text: '证据清单' },
    {
      block: 'grid',
      columns: [
        { name: '编号', share: 8 },
        { name: '证据名称', share: 21 },
        { name: '证据来源', share: 19 },
        { name: '证明对象和内容', share: 26 },
        { name: '原件/复印件', share: 12 },
        { name: '页数', share: 8, figures: true },
        { name: '份数', share: 8, figures: true },
      ],
      rows: items.map((item, i) => [
        String(i + 1),
        String(item.name ?? ''),
        String(item.source ?? ''),
        String(item.purpose ?? ''),
        form[String(item.form)] ?? '',
        String(item.pages ?? ''),
        String(item.copies ?? ''),
      ]),
    },
    closing(facts, '提交人'),
  ];
}
