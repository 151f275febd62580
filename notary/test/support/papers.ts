import { type Paper, utf8 } from '@cunzheng/domain';
import { paperOf } from '@cunzheng/proof/testing';

/** The file of the paper at a place of a list. */
export function fileAt(place: number): Uint8Array {
  return utf8(`%PDF-1.7\n${place}\n%%EOF\n`);
}

/** That paper, under a fresh salt. */
export function paperAt(place: number): Paper {
  return paperOf(`${place + 1} 证据材料.pdf`, fileAt(place));
}
