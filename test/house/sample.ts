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
