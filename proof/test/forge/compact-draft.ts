import { toBase64Url, utf8 } from '@cunzheng/domain';

/**
 * What a compact proof holds, written as section 6 of docs/proof-format.md says. Values are not checked: it may be bent
 * where the product's own encoder would refuse.
 */
export interface CompactDraft {
  network: Uint8Array;
  edition: number;
  index: bigint;
  size: bigint;
  block: bigint;
  txTime: bigint;
  path: Uint8Array[];
  cosignatures: { position: number; time: bigint; signature: Uint8Array }[];
  record: Uint8Array;
  openings: { position: number; salt: Uint8Array; value: Uint8Array }[];
  /** Papers shown; with them it is written as version 2. */
  papers?: {
    position: number;
    salt: Uint8Array;
    sha256: Uint8Array;
    sm3: Uint8Array;
    name: Uint8Array;
    path: Uint8Array[];
  }[];
}

function big64(value: bigint): Buffer {
  const out = Buffer.alloc(8);
  out.writeBigUInt64BE(value);
  return out;
}

function big16(value: number): Buffer {
  const out = Buffer.alloc(2);
  out.writeUInt16BE(value);
  return out;
}

/** The bytes of a compact proof. */
export function writeCompact(draft: CompactDraft): Uint8Array {
  return Buffer.concat([
    Buffer.from(draft.papers === undefined ? '435a01' : '435a02', 'hex'),
    draft.network.subarray(0, 8),
    big16(draft.edition),
    ...[draft.index, draft.size, draft.block, draft.txTime].map(big64),
    Uint8Array.of(draft.path.length),
    ...draft.path,
    Uint8Array.of(draft.cosignatures.length),
    ...draft.cosignatures.flatMap(({ position, time, signature }) => [
      Uint8Array.of(position),
      big64(time),
      signature,
    ]),
    big16(draft.record.length),
    draft.record,
    Uint8Array.of(draft.openings.length),
    ...draft.openings.flatMap(({ position, salt, value }) => [
      Uint8Array.of(position),
      salt,
      big16(value.length),
      value,
    ]),
    ...writePapers(draft.papers),
  ]);
}

function writePapers(papers: CompactDraft['papers']): Uint8Array[] {
  if (papers === undefined) return [];
  return [
    Uint8Array.of(papers.length),
    ...papers.flatMap(({ position, salt, sha256, sm3, name, path }) => [
      ...[big16(position), salt, sha256, sm3, big16(name.length), name],
      ...[Uint8Array.of(path.length), ...path],
    ]),
  ];
}

const NAMES =
  'action actTime attended capacity caseTag channel checkpoint court document event key kind number owner point recipient root sd service sha256 signature size sm3 v witnesses'.split(
    ' ',
  );
const TOKEN = /"(?:[^"\\]|\\.)*"(:?)/gsu;
const MARKERS: ReadonlyMap<number, number> = new Map([
  [22, 1],
  [43, 2],
  [86, 3],
  [87, 4],
]);

/** The packed form of a record's canonical text, written here once more so that the product's packer has a rival. */
export function packText(text: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    parts.push(utf8(text.slice(at, match.index)), packToken(match[0], match[1] === ':'));
    at = match.index + match[0].length;
  }
  parts.push(utf8(text.slice(at)));
  return Buffer.concat(parts);
}

function packToken(token: string, isName: boolean): Uint8Array {
  if (isName) {
    const place = NAMES.indexOf(token.slice(1, -2));
    return place < 0 ? utf8(token) : Uint8Array.of(5 + place);
  }
  const content = token.slice(1, -1);
  const marker = MARKERS.get(content.length);
  const bytes = Buffer.from(content, 'base64url');
  const plain = marker === undefined || toBase64Url(bytes) !== content;
  return plain ? utf8(token) : Buffer.concat([Uint8Array.of(marker), bytes]);
}
