import { type Behaviour, type CourtRecord, filingActOf, type Json, timeOf } from '@cunzheng/domain';
import type { StageState, Verdict } from '../../proof.ts';
import { clockText, durationText, timeText } from '../../sentences/sentences.ts';
import type { StageResult, VerificationResult } from '../../verify.ts';
import { button, el, facts, fill } from '../dom.ts';
import type { Page } from '../page.ts';

export const MARKS: Readonly<Record<StageState, string>> = { ok: '✓', failed: '✗', notShown: '–' };
const VERDICT_LOOKS: Readonly<Record<Verdict, readonly [look: string, mark: string]>> = {
  unalteredSinceRecorded: ['good', '✓'],
  recorded: ['plain', 'i'],
  differs: ['bad', '✗'],
  cannotDecide: ['wait', '?'],
};

/** The outcome of a proof: answer, stages, what was recorded, where and by whom. */
export function resultView(page: Page): HTMLElement {
  const { result, proof, trust, file } = page.state;
  if (result === undefined) return el('p', { class: 'hint' }, waitingFor(page, proof, trust, file));
  return el(
    'div',
    {},
    answerPanel(result, page),
    custodyLine(result, page),
    el('h3', {}, page.text.stages),
    el('ol', { class: 'stages' }, ...result.stages.map((stage) => stageLine(stage, page))),
    ...details(result, page),
    actions(page),
  );
}

function waitingFor(page: Page, proof: unknown, trust: unknown, file: unknown): string {
  if (proof === undefined) return page.text.needProof;
  if (trust === undefined) return page.text.needTrust;
  return file === undefined ? page.text.checking : page.text.checking;
}

function answerPanel(result: VerificationResult, page: Page): HTMLElement {
  const [look, mark] = VERDICT_LOOKS[result.verdict];
  const words = page.sentences.verdict[result.verdict];
  const explanation = result.text[page.state.lang].slice(words.length).replace(/^[。.]\s*/, '');
  return panel(look, mark, words, [explanation, result.notice[page.state.lang]]);
}

/** A coloured panel with a mark and words: colour never stands alone. */
export function panel(
  look: string,
  mark: string,
  words: string,
  lines: readonly string[],
): HTMLElement {
  return el(
    'div',
    { class: `answer ${look}` },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
    el('div', {}, el('p', { class: 'words' }, words), ...lines.map((line) => el('p', {}, line))),
  );
}

function custodyLine({ custody }: VerificationResult, page: Page): HTMLElement | undefined {
  if (custody === undefined || custody === 'independent') return undefined;
  return el('p', { class: 'custody' }, page.text.custody[custody]);
}

function stageLine({ id, state, text }: StageResult, page: Page): HTMLElement {
  const { stage, state: words } = page.sentences;
  return el(
    'li',
    { class: state },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[state]),
    el(
      'div',
      {},
      el('p', { class: 'stage' }, stage[id], ' ', el('span', { class: 'state' }, words[state])),
      el('p', {}, text[page.state.lang]),
    ),
  );
}

function details(result: VerificationResult, page: Page): HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (result.behaviour !== undefined) parts.push(...behaviourPart(result.behaviour, result, page));
  if (result.record !== undefined) parts.push(...recordPart(result.record, result.shown, page));
  if (result.place !== undefined) parts.push(...nodePart(result, page));
  if (result.members.length > 0) parts.push(...membersPart(result, page));
  if (result.fingerprint !== undefined) parts.push(...trustPart(result, page));
  return parts;
}

function openedFields(
  shown: Readonly<Record<string, Json>> | undefined,
  { text }: Page,
): [string, string][] {
  return Object.entries(shown ?? {}).map(([name, value]): [string, string] => [
    text.fields[name] ?? name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

/** As `openedFields`: a filing hides its cause, its kind, and what the court said to it. */
function openedOfFiling(
  shown: Readonly<Record<string, Json>> | undefined,
  page: Page,
): [string, string][] {
  const { filingFields, filingKinds } = page.text;
  return Object.entries(shown ?? {}).flatMap(([name, value]): [string, string][] => {
    const label = filingFields[name];
    if (label === undefined) return openedFields({ [name]: value }, page);
    if (Array.isArray(value) && value.every(hasWords))
      return value.map(({ words }, i) => [value.length > 1 ? `${label} ${i + 1}` : label, words]);
    const [[, plain]] = openedFields({ [name]: value }, page) as [[string, string]];
    return [[label, (name === 'kind' && filingKinds[plain]) || plain]];
  });
}

function hasWords(item: Json): item is { words: string } {
  return typeof (item as { words?: unknown } | null)?.words === 'string';
}

function behaviourPart(
  { act, court }: Behaviour,
  { shown, batch, position }: VerificationResult,
  page: Page,
): HTMLElement[] {
  const { text } = page;
  const place = batch && { seq: batch.seq, index: (position ?? 0) + 1, size: batch.size };
  return [
    el('h3', {}, text.recordTitle),
    facts([
      [text.kind, text.behaviour],
      [text.act, act, true],
      [text.court, courtName(court, page)],
      [text.batch, place && fill(text.batchOf, place)],
      ...openedFields(shown, page),
    ]),
  ];
}

function recordPart(
  record: CourtRecord,
  shown: Readonly<Record<string, Json>> | undefined,
  page: Page,
): HTMLElement[] {
  const { text } = page;
  return [
    el('h3', {}, text.recordTitle),
    facts([
      [text.kind, text.kinds[record.kind]],
      [text.event, record.kind === 'receipt' ? text.events[record.event] : undefined],
      ...filingFacts(record, page),
      [text.court, courtName(record.court, page)],
      [text.number, record.kind === 'document' ? record.number : undefined],
      ...(record.kind === 'filing' ? openedOfFiling(shown, page) : openedFields(shown, page)),
    ]),
  ];
}

/** What a filing says beside its court, and the papers that the proof shows of its list. */
function filingFacts(record: CourtRecord, { text, state }: Page): [string, string | undefined][] {
  if (record.kind !== 'filing') return [];
  const { papers = [], filePapers = [] } = state.result ?? {};
  const list = 'papers' in record ? { size: record.papers.size, shown: papers.length } : undefined;
  return [
    [text.filingAct, text.filingActs[filingActOf(record)]],
    [text.transferTo, 'to' in record ? record.to : undefined],
    [text.caseNumber, 'number' in record ? record.number : undefined],
    [text.papers, list && fill(text.papersOf, list)],
    ...papers.map((shown): [string, string] => [
      fill(text.paper, { place: shown.position + 1 }),
      shown.paper.name + (filePapers.includes(shown) ? text.thisFile : ''),
    ]),
  ];
}

/** A court's name from the trust file beside its code, as far as the file names it. */
function courtName(code: string, page: Page): string {
  const name = page.state.result?.courtName;
  return name === undefined ? code : `${name}（${code}）`;
}

function nodePart(result: VerificationResult, page: Page): HTMLElement[] {
  const { text, state } = page;
  const { place, times, record, behaviour } = result;
  const time = (value: string | undefined) =>
    value === undefined ? undefined : clockText(value, state.lang);
  const onLedger = place === undefined ? undefined : new Date(place.txTime).toISOString();
  return [
    el('h3', {}, text.nodeTitle),
    facts([
      [text.actTime, time(record?.actTime ?? behaviour?.time)],
      [text.txTime, time(onLedger)],
      [text.lag, lagOf(result, page)],
      [text.recordedBy, time(times?.recordedBy)],
      [text.asOf, time(times?.asOf)],
      [text.notBefore, time(times?.notBefore)],
      [text.block, place?.block.toLocaleString('en')],
      [text.place, place && fill(text.placeOf, { index: place.index + 1, size: place.size })],
      [text.recordId, place?.id, true],
      [text.zone, text.beijing],
      [text.origin, result.origin?.split('/')[1], true],
      [text.network, result.network, true],
    ]),
  ];
}

function lagOf({ place, record, behaviour }: VerificationResult, page: Page): string | undefined {
  const acted = record?.actTime ?? behaviour?.time;
  if (place === undefined || acted === undefined) return undefined;
  return durationText(place.txTime - timeOf(acted), page.state.lang);
}

function membersPart({ members }: VerificationResult, page: Page): HTMLElement[] {
  const { text, state } = page;
  const rows = members.map(({ name, time }) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, name),
      el('td', {}, clockText(new Date(time * 1000).toISOString(), state.lang)),
    ),
  );
  const head = el(
    'tr',
    {},
    el('th', { scope: 'col' }, text.member),
    el('th', { scope: 'col' }, text.signedAt),
  );
  return [
    el('h3', {}, text.membersTitle),
    el('table', {}, el('thead', {}, head), el('tbody', {}, ...rows)),
  ];
}

function trustPart(result: VerificationResult, page: Page): HTMLElement[] {
  const { text } = page;
  return [
    el('h3', {}, text.trustTitle),
    facts([
      [text.fingerprint, result.fingerprint, true],
      [text.edition, String(result.edition)],
      [text.quorum, String(result.k)],
    ]),
    el('p', { class: 'hint' }, text.trustCompare),
  ];
}

/** Print and start again. */
export function actions(page: Page): HTMLElement {
  const { text, state } = page;
  const at = state.checkedAt;
  return el(
    'div',
    {},
    at !== undefined &&
      el('p', { class: 'hint' }, fill(text.printedAt, { time: timeText(at, state.lang) })),
    el(
      'div',
      { class: 'row screen' },
      button(text.print, () => globalThis.print(), 'primary', { id: 'print' }),
      button(text.reset, () => page.reset(), 'quiet', { id: 'reset' }),
    ),
  );
}
