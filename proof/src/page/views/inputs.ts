import { button, type Child, el, fill } from '../dom.ts';
import type { Note, Page } from '../page.ts';

export interface FileDrop {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly accept?: string;
  readonly take: (file: File) => void;
}

/** A place to choose or drop one file. */
export function fileDrop(page: Page, { id, title, hint, accept, take }: FileDrop): HTMLElement {
  const input = el('input', {
    ...{ type: 'file', id, accept, 'aria-describedby': `${id}-hint` },
    onchange: (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0];
      if (file !== undefined) take(file);
    },
  });
  const area = el(
    'div',
    { class: 'drop' },
    input,
    el(
      'label',
      { for: id },
      el('strong', {}, page.text.choose),
      el('span', { class: 'or' }, ` ${page.text.orDrop}`),
    ),
  );
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.classList.add('over');
  });
  area.addEventListener('dragleave', () => area.classList.remove('over'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('over');
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) take(file);
  });
  return el(
    'div',
    {},
    el('h2', {}, title),
    el('p', { class: 'hint', id: `${id}-hint` }, hint),
    area,
  );
}

/** What was chosen, with a way to take it back. */
export function chosen(
  page: Page,
  title: string,
  name: string,
  detail: Child,
  remove: (() => void) | undefined,
): HTMLElement {
  return el(
    'div',
    {},
    el('h2', {}, title),
    el(
      'div',
      { class: 'chosen' },
      el('p', {}, el('span', { 'aria-hidden': 'true' }, '✓ '), fill(page.text.chosen, { name })),
      detail,
      remove !== undefined && button(page.text.remove, remove),
    ),
  );
}

/** The file to compare: a drop place, its progress, or its name. */
export function fileStep(page: Page, title: string, hint: string): HTMLElement {
  const { file } = page.state;
  if (file === undefined || file.problem !== undefined) {
    const drop = fileDrop(page, {
      ...{ id: 'file', title, hint },
      take: (picked) => void page.takeFile(picked),
    });
    if (file?.problem !== undefined) drop.append(noteLine(page, { text: file.problem, bad: true }));
    return drop;
  }
  if (file.digests === undefined) return progress(page, title, file.name, file.progress);
  const size = fill(page.text.bytes, { n: file.size.toLocaleString('en') });
  return chosen(page, title, file.name, el('p', { class: 'hint' }, size), () => page.removeFile());
}

function progress(page: Page, title: string, name: string, part: number): HTMLElement {
  const percent = Math.floor(part * 100);
  const label = fill(page.text.hashing, { percent });
  return el(
    'div',
    {},
    el('h2', {}, title),
    el('p', {}, name),
    el('progress', { max: '100', value: String(percent), 'aria-label': label }),
    el('p', { class: 'hint' }, label),
    button(page.text.cancel, () => page.removeFile(), 'quiet', { id: 'cancel' }),
  );
}

export function noteLine(page: Page, note: Note | undefined): HTMLElement {
  if (note === undefined) return el('p', { hidden: true });
  const words = fill(page.text[note.text] as string, note.values ?? {});
  return el(
    'p',
    { class: note.bad ? 'note bad' : 'note', role: note.bad ? 'alert' : 'status' },
    words,
  );
}

/** The proof: a file, the camera, a picture or pasted text. */
export function proofStep(page: Page, video: HTMLVideoElement): HTMLElement {
  const { text, state } = page;
  if (state.proof !== undefined) {
    const { name, bytes } = state.proof;
    const size = el('p', { class: 'hint' }, fill(text.bytes, { n: bytes.length }));
    return chosen(page, text.stepProof, name, size, () => page.removeProof());
  }
  const drop = fileDrop(page, {
    ...{ id: 'proof', title: text.stepProof, hint: text.stepProofHint },
    take: (file) => void page.takeProof(file),
  });
  drop.append(...(state.camera ? [cameraPanel(page, video)] : [scanButtons(page)]));
  drop.append(noteLine(page, state.note));
  if (state.pasting) drop.append(pastePanel(page));
  return drop;
}

function cameraPanel(page: Page, video: HTMLVideoElement): HTMLElement {
  return el(
    'div',
    { class: 'camera' },
    el('p', { class: 'hint' }, page.text.cameraHint),
    video,
    button(page.text.cameraStop, () => page.stopCamera(), 'quiet', { id: 'camera-stop' }),
  );
}

function scanButtons(page: Page): HTMLElement {
  const picture = el('input', {
    ...{ type: 'file', id: 'picture', accept: 'image/*' },
    onchange: (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0];
      if (file !== undefined) void page.takePicture(file);
    },
  });
  return el(
    'div',
    { class: 'row' },
    button(page.text.camera, () => void page.startCamera(), 'quiet', { id: 'camera-start' }),
    el('span', { class: 'pick' }, picture, el('label', { for: 'picture' }, page.text.photo)),
    button(page.text.paste, () => page.set({ pasting: !page.state.pasting }), 'quiet', {
      ...{ id: 'paste', 'aria-expanded': String(page.state.pasting) },
    }),
  );
}

function pastePanel(page: Page): HTMLElement {
  const area = el('textarea', {
    ...{ id: 'pasted', rows: '5', spellcheck: 'false', autocomplete: 'off' },
    oninput: (event: Event) => page.type({ pasted: (event.target as HTMLTextAreaElement).value }),
  });
  area.value = page.state.pasted;
  return el(
    'div',
    { class: 'field' },
    el('label', { for: 'pasted' }, page.text.pasteLabel),
    area,
    button(page.text.pasteUse, () => void page.usePasted(), 'primary wide', { id: 'paste-use' }),
  );
}

/** The trust file: chosen here, or carried by the page. */
export function trustStep(page: Page): HTMLElement {
  const { text, state } = page;
  if (state.trust === undefined) {
    return fileDrop(page, {
      ...{ id: 'trust', title: text.stepTrust, hint: text.stepTrustHint, accept: '.json' },
      take: (file) => void page.takeTrust(file),
    });
  }
  const { builtIn, name } = state.trust;
  if (!builtIn) return chosen(page, text.stepTrust, name, undefined, () => page.removeTrust());
  return el('p', { class: 'hint' }, text.trustBuiltIn);
}
