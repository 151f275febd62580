import { PDFDocument } from '@cantoo/pdf-lib';

/** A4 in points. */
const A4 = { width: 595.28, height: 841.89 };

/** A part of the PDF that is made: a picture, which gets a page of its own, or a PDF with all its pages. */
export interface Part {
  readonly kind: 'picture' | 'pdf';
  readonly bytes: Blob;
}

/** Puts parts together into one PDF. Throws for a PDF that cannot be opened or has a password. */
export async function join(parts: readonly Part[]): Promise<Blob> {
  const whole = await PDFDocument.create();
  for (const { kind, bytes } of parts) {
    const data = await bytes.arrayBuffer();
    if (kind === 'pdf') await addPages(whole, data);
    else await addPicture(whole, data);
  }
  return new Blob([(await whole.save()) as Uint8Array<ArrayBuffer>], { type: 'application/pdf' });
}

/** How many pages a PDF has. Throws for one that cannot be opened or has a password. */
export async function pagesOf(file: Blob): Promise<number> {
  return (await PDFDocument.load(await file.arrayBuffer())).getPageCount();
}

async function addPages(whole: PDFDocument, data: ArrayBuffer): Promise<void> {
  const part = await PDFDocument.load(data);
  for (const page of await whole.copyPages(part, part.getPageIndices())) whole.addPage(page);
}

/** On A4 as it lies: upright or across, as large as fits. */
async function addPicture(whole: PDFDocument, data: ArrayBuffer): Promise<void> {
  const picture = await whole.embedJpg(data);
  const across = picture.width > picture.height;
  const [width, height] = across ? [A4.height, A4.width] : [A4.width, A4.height];
  const scale = Math.min(width / picture.width, height / picture.height);
  const size = { width: picture.width * scale, height: picture.height * scale };
  const page = whole.addPage([width, height]);
  page.drawImage(picture, {
    ...size,
    x: (width - size.width) / 2,
    y: (height - size.height) / 2,
  });
}
