export { type DocxOptions, makePleadingDocx } from './docx.ts';
export { missingGlyphs } from './glyphs.ts';
export { makePleadingPdf, type PdfOptions } from './pdf.ts';
