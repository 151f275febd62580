import { readConfig } from './config.ts';
import { button, el } from './dom.ts';
import { Page, type Tab } from './page.ts';
import { fileStep, proofStep, trustStep } from './views/inputs.ts';
import { fileResult, numberForm, numberResult } from './views/look-up.ts';
import { resultView } from './views/result.ts';

// The camera's picture outlives every redraw.
const video = el('video', { id: 'camera', playsinline: true, muted: true });
video.muted = true;
const root = document.getElementById('page') as HTMLElement;
const live = document.getElementById('live') as HTMLElement;
const page = new Page(readConfig(), () => draw());

/** Draws the whole page from its state; the focus stays where it was. */
function draw(): void {
  const { state, text } = page;
  const focused = document.activeElement?.id;
  document.documentElement.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.elder = state.elder ? 'on' : 'off';
  document.title = text.title;
  root.replaceChildren(header(), custody(), tabs(), ...sections(), footer());
  if (focused) document.getElementById(focused)?.focus();
  announce();
}

/** Tells screen readers the answer once, when it changes. */
function announce(): void {
  const words = root.querySelector('#result .words')?.textContent ?? '';
  if (live.textContent === words) return;
  live.textContent = words;
  // On a phone the answer would otherwise stand below what was just tapped.
  if (words !== '') document.getElementById('result')?.scrollIntoView({ block: 'start' });
}

function header(): HTMLElement {
  const { text, config, state } = page;
  return el(
    'header',
    {},
    el(
      'div',
      { class: 'row screen settings' },
      // Served by a court's system there is a way back to it; the file on disk has none.
      config.lookup !== undefined && el('a', { id: 'home', class: 'home', href: '/' }, text.home),
      button(text.language, () => page.switchLanguage(), 'quiet', {
        ...{ id: 'language', lang: state.lang === 'zh' ? 'en' : 'zh-CN' },
      }),
      button(text.elder, () => page.switchElder(), 'quiet', {
        ...{ id: 'elder', 'aria-pressed': String(state.elder) },
      }),
    ),
    el('h1', {}, text.title),
    el('p', {}, text.subtitle),
    el('p', { class: 'private' }, config.lookup === undefined ? text.private : text.privateLookup),
  );
}

/** Who keeps the keys, said before anything is looked up; the result of a proof says it again from its own trust file. */
function custody(): HTMLElement {
  const stated = page.custody;
  if (stated === undefined || stated === 'independent') return el('p', { hidden: true });
  return el('p', { class: 'custody top' }, page.text.custody[stated]);
}

function tabs(): HTMLElement {
  const { text, config, state } = page;
  if (config.lookup === undefined) return el('div', { hidden: true });
  const names: readonly (readonly [Tab, string])[] = [
    ['number', text.tabNumber],
    ['file', text.tabFile],
    ['proof', text.tabProof],
  ];
  return el(
    'nav',
    { 'aria-label': text.tabs, class: 'tabs screen' },
    ...names.map(([tab, name]) =>
      button(name, () => page.choose(tab), 'quiet', {
        ...{ id: `tab-${tab}`, 'aria-current': state.tab === tab && 'page' },
      }),
    ),
  );
}

function sections(): HTMLElement[] {
  if (page.state.tab === 'number') return numberSections();
  if (page.state.tab === 'file') return fileSections();
  const { text } = page;
  return [
    section(proofStep(page, video)),
    section(fileStep(page, text.stepFile, text.stepFileHint)),
    section(trustStep(page)),
    resultSection(el('h2', {}, text.result), resultView(page)),
  ];
}

function numberSections(): HTMLElement[] {
  const { text, state } = page;
  const found = state.answer?.state === 'found';
  return [
    section(numberForm(page)),
    ...(found ? [section(fileStep(page, text.compareTitle, text.compareHint))] : []),
    resultSection(found && el('h2', {}, text.result), numberResult(page)),
  ];
}

function fileSections(): HTMLElement[] {
  const { text } = page;
  return [
    section(fileStep(page, text.fileTitle, text.fileHint)),
    resultSection(
      page.state.fileAnswer !== undefined && el('h2', {}, text.result),
      fileResult(page),
    ),
  ];
}

function section(content: HTMLElement): HTMLElement {
  return el('section', { class: 'screen' }, content);
}

function resultSection(...content: (HTMLElement | false)[]): HTMLElement {
  const empty = content.every((part) => part === false || part.childNodes.length === 0);
  return el('section', { id: 'result', hidden: empty }, ...content);
}

function footer(): HTMLElement {
  return el('footer', {}, el('p', {}, page.text.footer));
}

addEventListener('hashchange', () => page.follow(location.hash));
draw();
page.follow(location.hash);
