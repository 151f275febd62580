export { type DocxOptions, makePleadingDocx } from './docx.ts';
export { missingGlyphs, spellMissingGlyphs } from './glyphs.ts';
export { makePleadingPdf, type PdfOptions } from './pdf.ts';
