export { type DocxOptions, makePleadingDocx } from './docx.ts';
export { makePleadingPdf, type PdfOptions } from './pdf.ts';
