import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFPage,
  type PDFRef,
} from '@cantoo/pdf-lib';
import { CunzhengError, demand } from '@cunzheng/domain';
import { apply, concat, growPage, type Matrix, type SeenPage, seePage } from './geometry.ts';
import { isFree, type PageInk, pageInk } from './ink.ts';
import { drawQr, makeQr, QUIET } from './qr.ts';
import {
  type Doc,
  drawText,
  finish,
  MM,
  newDocument,
  type Style,
  textHeight,
  textWidth,
} from './typeset.ts';

export interface StampOrder {
  readonly pdf: Uint8Array;
  /** 文书编号, `京0491-2026-000001`. */
  readonly number: string;
  /** 核验码, `ABCD-EFGH-JKMN`. */
  readonly code: string;
  /** What the QR code says: the verify page with number and code. */
  readonly url: string;
  readonly courtName: string;
  /** 16 bytes that go into the file's metadata, so that its digest cannot be guessed from its text. */
  readonly random: Uint8Array;
}

export interface StampedDocument {
  readonly pdf: Uint8Array;
  readonly pages: number;
  /**
   * Digital signatures that the file had. The stamp is then appended as an incremental update: the signed bytes stay as they were and the
   * signatures still verify over them, but readers say that the file was changed after signing. Zero for most files.
   */
  readonly signatures: number;
  /** Where the stamp went; `added` means that the first page was made longer because it had no free strip. */
  readonly place: 'foot' | 'head' | 'added';
}

const EDGE = 5 * MM;
const QR_SIZE = 22 * MM;
/** Above the code when the strip is at the foot: its quiet zone. */
const HEADROOM = 3 * MM;
const FOOTER_STRIP = 8 * MM;
const NARROWEST = 80 * MM;
const SENTENCE = '扫码或访问网址，核验本文书是否为法院签发、上链后是否被改动。';

const CAPTION: Style = { size: 7.5, leading: 10.5 };
const FIGURES: Style = { size: 9, leading: 12.5, weight: 'bold' };
const FOOTER: Style = { size: 7, leading: 9 };

/**
 * Stamps a document before it is hashed: on the first page a strip with the URL as QR code, number, code and a sentence; on every page a
 * footer with number and page. Nothing of the page is covered: the strip goes to the foot if that is free, else to the head, else the page is
 * made longer. Form fields, annotations and attachments stay as they are. The same order gives the same bytes.
 *
 * Throws `FILE_EMPTY`, `FILE_NOT_PDF` (whatever its name says), `FILE_ENCRYPTED` (a password for opening or for changing),
 * `FILE_DAMAGED`, `GLYPH_MISSING`.
 */
export async function stampDocument(order: StampOrder): Promise<StampedDocument> {
  if (order.random.length !== 16) throw new TypeError('16 random bytes');
  const { document, signatures } = await openPdf(order.pdf);
  const pages = document.getPages();
  const seen = pages.map(seePage);
  const inks = pages.map((page, i) => pageInk(page, seen[i] as SeenPage));
  const doc = newDocument({ title: order.number });
  const plans = planStamps(doc, order, seen, inks);
  const overlay = await PDFDocument.load(await drawOverlay(doc, plans), {
    updateMetadata: false,
  });
  const forms = await document.embedPages(overlay.getPages());
  await document.flush();
  plans.forEach((plan, i) => {
    place(
      pages[i] as PDFPage,
      seen[i] as SeenPage,
      plan,
      forms[i]?.ref as PDFRef,
      inks[i] as PageInk,
    );
  });
  writeMetadata(document, order);
  return {
    pdf: await save(document),
    pages: pages.length,
    signatures,
    place: (plans[0] as Plan).at,
  };
}

async function openPdf(pdf: Uint8Array) {
  demand(pdf.length > 0, 'FILE_EMPTY');
  const head = Buffer.from(pdf.subarray(0, 1024)).toString('latin1');
  demand(head.includes('%PDF-'), 'FILE_NOT_PDF');
  const first = await load(pdf, false);
  const signatures = countSignatures(first);
  const document = signatures > 0 ? await load(pdf, true) : first;
  return { document, signatures };
}

async function load(pdf: Uint8Array, forIncrementalUpdate: boolean): Promise<PDFDocument> {
  const options = { updateMetadata: false, preserveXFA: true };
  try {
    const strict = { ...options, throwOnInvalidObject: true, forIncrementalUpdate };
    const document = await PDFDocument.load(pdf, strict);
    if (document.getPageCount() === 0) throw new Error('no pages');
    return document;
  } catch (cause) {
    // an encrypted file may look broken before the strict parser comes to its encryption dictionary
    const code = (await isEncrypted(pdf)) ? 'FILE_ENCRYPTED' : 'FILE_DAMAGED';
    throw new CunzhengError(code, 'the PDF cannot be read', { cause });
  }
}

async function isEncrypted(pdf: Uint8Array): Promise<boolean> {
  try {
    await PDFDocument.load(pdf, { updateMetadata: false });
    return false;
  } catch (error) {
    return error instanceof EncryptedPDFError;
  }
}

/** Signature fields with a value (ISO 32000-2, 12.8). */
function countSignatures(document: PDFDocument): number {
  const form = document.catalog.lookup(PDFName.of('AcroForm'));
  const fields = form instanceof PDFDict ? form.lookup(PDFName.of('Fields')) : undefined;
  return fields instanceof PDFArray ? countSigned(fields, 0) : 0;
}

function countSigned(fields: PDFArray, depth: number): number {
  if (depth > 16) return 0;
  return fields.asArray().reduce((sum, _, i) => {
    const field = fields.lookup(i);
    if (!(field instanceof PDFDict)) return sum;
    const kids = field.lookup(PDFName.of('Kids'));
    const signed =
      field.lookup(PDFName.of('FT')) === PDFName.of('Sig') &&
      field.lookup(PDFName.of('V')) instanceof PDFDict;
    return sum + (signed ? 1 : 0) + (kids instanceof PDFArray ? countSigned(kids, depth + 1) : 0);
  }, 0);
}

async function save(document: PDFDocument): Promise<Uint8Array> {
  return new Uint8Array(
    await document.save({ updateFieldAppearances: false, addDefaultPage: false }),
  );
}

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly at: 'foot' | 'head' | 'added';
  readonly draw: () => void;
  /** Added to the page's width: a page narrower than the stamp. */
  readonly widen: number;
}

function planStamps(
  doc: Doc,
  order: StampOrder,
  seen: readonly SeenPage[],
  inks: readonly PageInk[],
): Plan[] {
  return seen.map((page, i) => {
    const label = `${order.number}    第 ${i + 1} 页，共 ${seen.length} 页`;
    const first = i === 0;
    const width = first ? Math.max(page.width, NARROWEST) : page.width;
    const height = first ? stampHeight(doc, order, width) : FOOTER_STRIP;
    const at = findPlace(page, inks[i]?.bands, height);
    return {
      width,
      height,
      at,
      widen: width - page.width,
      draw: () =>
        first ? drawStamp(doc, order, label, { width, height, at }) : drawFooter(doc, label, width),
    };
  });
}

function findPlace(page: SeenPage, bands: PageInk['bands'], height: number): Plan['at'] {
  const gap = 1.5 * MM;
  if (page.height < 4 * height || page.width < NARROWEST) return 'added';
  if (isFree(bands, 0, height + gap)) return 'foot';
  if (isFree(bands, page.height - height - gap, page.height)) return 'head';
  return 'added';
}

function side(width: number): number {
  return Math.min(20 * MM, Math.max(EDGE, width * 0.09));
}

interface Caption {
  readonly text: string;
  readonly style: Style;
}

function captions(order: StampOrder): Caption[] {
  return [
    { text: `${order.courtName}　电子诉讼文书`, style: CAPTION },
    { text: `文书编号 ${order.number}`, style: FIGURES },
    { text: `核验码 ${order.code}`, style: FIGURES },
    { text: SENTENCE, style: CAPTION },
    { text: shortAddress(order.url), style: CAPTION },
  ];
}

/** The address a person types: without number and code, which he reads beside it. */
function shortAddress(url: string): string {
  const address = new URL(url);
  return decodeURI(`${address.origin}${address.pathname}`);
}

function stampHeight(doc: Doc, order: StampOrder, width: number): number {
  const text = captions(order).reduce(
    (sum, { text, style }) => sum + textHeight(doc, text, captionWidth(width), style),
    0,
  );
  return HEADROOM + Math.max(QR_SIZE, text) + FOOTER.size * 1.4 + EDGE;
}

function captionWidth(width: number): number {
  return width - 2 * side(width) - QR_SIZE - 3 * MM;
}

function drawStamp(
  doc: Doc,
  order: StampOrder,
  label: string,
  box: { readonly width: number; readonly height: number; readonly at: Plan['at'] },
): void {
  const left = side(box.width);
  const top = box.at === 'head' ? EDGE : HEADROOM;
  const code = makeQr(new URL(order.url).href);
  // the quiet zone lies outside the 22 mm; the strip around it is empty anyway
  const whole = (QR_SIZE * (code.modules + 2 * QUIET)) / code.modules;
  const quiet = (whole - QR_SIZE) / 2;
  drawQr(doc, code, left - quiet, top - quiet, whole);
  let y = top;
  const x = left + QR_SIZE + 3 * MM;
  for (const { text, style } of captions(order))
    y = drawText(doc, text, { x, y, width: captionWidth(box.width) }, style);
  const end = box.at === 'head' ? box.height - HEADROOM : box.height - EDGE;
  const at = { x: left, y: end - FOOTER.size * 0.9, width: box.width - 2 * left };
  drawText(doc, label, at, { ...FOOTER, align: 'right' });
}

function drawFooter(doc: Doc, label: string, width: number): void {
  const left = side(width);
  const size = Math.min(
    FOOTER.size,
    (FOOTER.size * (width - 2 * left)) / textWidth(doc, label, FOOTER),
  );
  const box = { x: left, y: (FOOTER_STRIP - 9) / 2, width: width - 2 * left + 1 };
  drawText(doc, label, box, { ...FOOTER, size, align: 'right' });
}

async function drawOverlay(doc: Doc, plans: readonly Plan[]): Promise<Uint8Array> {
  for (const plan of plans) {
    doc.addPage({ size: [plan.width, plan.height], margin: 0 });
    plan.draw();
  }
  return finish(doc);
}

/** Puts the strip on the page as one form, marked as not part of the text (ISO 32000-2, 14.8.2.2 Artifacts). */
function place(page: PDFPage, before: SeenPage, plan: Plan, form: PDFRef, ink: PageInk): void {
  const added = plan.at === 'added';
  const seen = added ? growPage(page, before, plan.height, plan.widen) : before;
  const y = plan.at === 'head' ? seen.height - plan.height : 0;
  const strip = concat([1, 0, 0, 1, 0, y], seen.toPage);
  const name = freeName(page, form);
  const under = added ? `${whiteStrip(seen, plan)}\n` : '';
  const stamp = `/Artifact <</Type /Pagination>> BDC\nq\n${under}${numbers(strip)} cm\n/${name} Do\nQ\nEMC`;
  append(page, stamp, ink);
}

function whiteStrip(seen: SeenPage, plan: Plan): string {
  const right = plan.widen > 0 ? [[seen.width - plan.widen, 0, plan.widen, seen.height]] : [];
  const all = [[0, 0, seen.width, plan.height], ...right] as [number, number, number, number][];
  const rectangles = all.map(([x, y, w, h]) => {
    const [a, b] = apply(seen.toPage, x, y);
    const [c, d] = apply(seen.toPage, x + w, y + h);
    return `${numbers([a, b, c - a, d - b])} re`;
  });
  return `1 g ${rectangles.join(' ')} f`;
}

function numbers(values: Matrix | readonly number[]): string {
  return values.map((value) => Number(value.toFixed(4)).toString()).join(' ');
}

/** Adds the form to a copy of the page's resources: they may be shared with other pages. */
function freeName(page: PDFPage, form: PDFRef): string {
  const resources = page.node.Resources()?.clone() ?? page.doc.context.obj({});
  const old = resources.lookup(PDFName.of('XObject'));
  const objects = old instanceof PDFDict ? old.clone() : page.doc.context.obj({});
  let name = 'CunzhengStamp';
  while (objects.has(PDFName.of(name))) name += '0';
  objects.set(PDFName.of(name), form);
  resources.set(PDFName.of('XObject'), objects);
  page.node.set(PDFName.of('Resources'), resources);
  return name;
}

/** Encloses the page's own content in q and Q, so that whatever state it leaves does not move the stamp. */
function append(page: PDFPage, operators: string, ink: PageInk): void {
  const { context } = page.doc;
  const contents = page.node.get(PDFName.of('Contents'));
  const own = context.lookup(contents);
  const stream = (text: string) => context.register(context.stream(Buffer.from(text)));
  const all = context.obj([]);
  all.push(stream('q\n'.repeat(1 + ink.unopened)));
  if (own instanceof PDFArray) for (const item of own.asArray()) all.push(item);
  else if (contents !== undefined) all.push(contents);
  all.push(stream(`\n${'Q\n'.repeat(1 + ink.unclosed)}${operators}\n`));
  page.node.set(PDFName.of('Contents'), all);
}

function writeMetadata(document: PDFDocument, order: StampOrder): void {
  const { context } = document;
  const old = context.lookup(context.trailerInfo.Info);
  const info = old instanceof PDFDict ? old : context.obj({});
  if (!(old instanceof PDFDict)) context.trailerInfo.Info = context.register(info);
  info.set(PDFName.of('CunzhengNumber'), PDFHexString.fromText(order.number));
  info.set(
    PDFName.of('CunzhengRandom'),
    PDFHexString.of(Buffer.from(order.random).toString('hex')),
  );
}
