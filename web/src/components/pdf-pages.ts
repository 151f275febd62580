import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Longest side of a canvas: iOS draws nothing above its memory limit. */
const MAX_SIDE = 2400;

/** Draws the pages of a PDF into `holder`, each when it comes near. Rejects when the file cannot be read. */
export async function showPdf(
  url: string,
  holder: HTMLElement,
  label: (n: number, of: number) => string,
  signal: AbortSignal,
): Promise<void> {
  holder.replaceChildren();
  const loading = getDocument({ url, withCredentials: true });
  signal.addEventListener('abort', () => loading.destroy().catch(() => undefined));
  const pdf = await loading.promise;
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) follow(pdf, entry).catch(unlessEnded(signal));
    },
    { root: holder, rootMargin: '600px' },
  );
  signal.addEventListener('abort', () => observer.disconnect());
  for (let n = 1; n <= pdf.numPages; n++) {
    if (signal.aborted) return;
    const box = await emptyPage(pdf, n, label(n, pdf.numPages));
    holder.append(box);
    observer.observe(box);
  }
}

/** Leaving the page ends the drawing of its pages; that is no fault. */
function unlessEnded(signal: AbortSignal): (problem: unknown) => void {
  return (problem) => {
    if (!signal.aborted) throw problem;
  };
}

async function emptyPage(pdf: PDFDocumentProxy, n: number, label: string): Promise<HTMLElement> {
  const { width, height } = (await pdf.getPage(n)).getViewport({ scale: 1 });
  const box = document.createElement('div');
  box.className = 'pdf-page';
  box.dataset.page = String(n);
  box.style.aspectRatio = `${width} / ${height}`;
  box.setAttribute('role', 'img');
  box.setAttribute('aria-label', label);
  return box;
}

async function follow(pdf: PDFDocumentProxy, entry: IntersectionObserverEntry): Promise<void> {
  const box = entry.target as HTMLElement;
  if (!entry.isIntersecting) {
    box.replaceChildren();
    return;
  }
  if (box.firstChild !== null) return;
  const page = await pdf.getPage(Number(box.dataset.page));
  const natural = page.getViewport({ scale: 1 });
  const wanted = (box.clientWidth * Math.min(devicePixelRatio, 2)) / natural.width;
  const scale = Math.min(wanted, MAX_SIDE / Math.max(natural.width, natural.height));
  const viewport = page.getViewport({ scale });
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  box.replaceChildren(canvas);
  await page.render({ canvas, viewport }).promise;
}
