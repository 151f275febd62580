import { COURT, Flow, RIGHT, TITLE } from './flow.ts';
import { finish, newDocument } from './typeset.ts';

export const SAMPLE_KINDS = [
  '民事判决书',
  '民事裁定书',
  '民事调解书',
  '应诉通知书',
  '传票',
  '举证通知书',
  '受理案件通知书',
  '出庭通知书',
] as const;
export type SampleKind = (typeof SAMPLE_KINDS)[number];

export interface SampleOrder {
  readonly kind: SampleKind;
  readonly courtName: string;
  /** `（2026）京0491民初1号`. */
  readonly caseNumber: string;
  /** Under the court's name; default the kind. */
  readonly title?: string;
  /** Printed one a line before the text: `原告：林示例，女，……`. */
  readonly parties: readonly {
    readonly side: string;
    readonly name: string;
    readonly detail?: string;
  }[];
  readonly paragraphs: readonly string[];
  /** At the end, right: `审判员` 周示例, `书记员` …. */
  readonly signers: readonly { readonly post: string; readonly name: string }[];
  /** As printed: 二〇二六年一月五日. */
  readonly date: string;
}

/** Framed at the head of what a demo prints. */
export const DEMO_MARK = '演示文书　人物、案情、案号均为虚构，不产生法律效力';

/**
 * A made-up court document for the demo, in the look of the real ones, every page marked 演示. Leaves head and foot of the page free for the
 * stamp. Same order, same bytes. Throws `GLYPH_MISSING`.
 */
export async function makeSampleDocument(order: SampleOrder): Promise<Uint8Array> {
  const doc = newDocument({ title: `${order.courtName}${order.title ?? order.kind}（演示）` });
  const flow = new Flow(doc, DEMO_MARK);
  flow.add(order.courtName, COURT);
  flow.add([...(order.title ?? order.kind)].join(' '), TITLE);
  flow.skip(6);
  flow.add(order.caseNumber, RIGHT);
  flow.skip(8);
  flow.addAll(
    [...order.parties.map(partyLine), ...order.paragraphs],
    [...order.signers.map(signerLine), ...[order.date, `（${order.courtName}　演示，未用印）`]],
  );
  return finish(doc);
}

function partyLine(party: SampleOrder['parties'][number]): string {
  return `${party.side}：${party.name}${party.detail === undefined ? '' : `，${party.detail}`}。`;
}

function signerLine(signer: SampleOrder['signers'][number]): string {
  return `${[...signer.post].join('　')}　　${signer.name}`;
}
