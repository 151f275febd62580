import { randomBytes } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { makeSampleDocument } from '@cunzheng/gateway/pdf';

let sample: Promise<Uint8Array> | undefined;

/** A judgment of one page, invented; drawn once a process. */
export function samplePdf(): Promise<Uint8Array> {
  sample ??= makeSampleDocument({
    kind: '民事判决书',
    courtName: '北京互联网法院',
    caseNumber: '（2026）京0491民初1001号',
    parties: [
      { side: '原告', name: '李娜然' },
      { side: '被告', name: '张未' },
    ],
    paragraphs: ['本院认为，原告的诉讼请求于法有据，本院予以支持。'],
    signers: [{ post: '审判员', name: '苏明衡' }],
    date: '二〇二六年十一月二十二日',
  });
  return sample;
}

/** A PDF of so many numbered pages, made as heavy as that; `mark` tells it from others. */
export async function blankPdf(pages: number, bytes = 0, mark = ''): Promise<Uint8Array> {
  const made = await PDFDocument.create();
  for (let n = 1; n <= pages; n++)
    made.addPage([595, 842]).drawText(`${mark} Page ${n}`.trim(), { x: 60, y: 760 });
  if (bytes > 0) await made.attach(randomBytes(bytes), 'weight.bin');
  return made.save({ useObjectStreams: false });
}
