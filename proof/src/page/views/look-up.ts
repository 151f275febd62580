import { timesOutOfOrder, toBase64Url } from '@cunzheng/domain';
import { clockText, outOfOrderText } from '../../sentences/sentences.ts';
import { el, facts } from '../dom.ts';
import { type PublicDocument, standingOf } from '../lookup.ts';
import type { Page } from '../page.ts';
import { noteLine } from './inputs.ts';
import { actions, panel } from './result.ts';

/** Number and code as printed on the paper. */
export function numberForm(page: Page): HTMLElement {
  const { text, state } = page;
  const form = el(
    'form',
    {
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault();
        void page.lookUp();
      },
    },
    el('h2', {}, text.tabNumber),
    noteLine(page, state.lookupNote),
    textField('number', text.lookupNumber, text.lookupNumberHint, state.number, (number) =>
      page.type({ number }),
    ),
    textField('code', text.lookupCode, text.lookupCodeHint, state.code, (code) =>
      page.type({ code }),
    ),
    el(
      'button',
      {
        type: 'submit',
        class: 'primary wide',
        id: 'look-up',
        'aria-disabled': state.busy && 'true',
      },
      state.busy ? text.lookupBusy : text.lookupGo,
    ),
  );
  return form;
}

function textField(
  id: string,
  label: string,
  hint: string,
  value: string,
  onType: (value: string) => void,
): HTMLElement {
  const input = el('input', {
    ...{ id, type: 'text', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'characters' },
    'aria-describedby': `${id}-hint`,
    oninput: (event: Event) => onType((event.target as HTMLInputElement).value),
  });
  input.value = value;
  return el(
    'div',
    { class: 'field' },
    el('label', { for: id }, label),
    el('p', { class: 'hint', id: `${id}-hint` }, hint),
    input,
  );
}

/** What the look-up by number found, and how the file at hand compares with it. */
export function numberResult(page: Page): HTMLElement {
  const { text, state } = page;
  if (state.answer?.state !== 'found') return el('div', {});
  const { document } = state.answer;
  return el(
    'div',
    {},
    comparison(page, document) ?? foundByNumber(page, document),
    documentFacts(page, document),
    el('p', { class: 'hint' }, text.onlineNotice),
    actions(page),
  );
}

function foundByNumber(page: Page, document: PublicDocument): HTMLElement {
  const { text } = page;
  if (standingOf(document) === 'failed') return failedPanel(page, []);
  return panel('plain', 'i', text.lookupFound, [text.lookupFoundWhy]);
}

/** The court registered the document, but the ledger does not hold it: nothing good may be said. */
function failedPanel({ text }: Page, lines: readonly string[]): HTMLElement {
  return panel('wait', '!', text.chainFailed, [text.chainFailedWhy, ...lines]);
}

function comparison(page: Page, document: PublicDocument): HTMLElement | undefined {
  const { text, state } = page;
  const digests = state.file?.digests;
  if (digests === undefined) return undefined;
  const same =
    toBase64Url(digests.sha256) === document.sha256 && toBase64Url(digests.sm3) === document.sm3;
  if (!same) return panel('bad', '✗', text.compareDiffers, [text.compareDiffersWhy]);
  const standing = standingOf(document);
  if (standing === 'failed') return failedPanel(page, [text.compareSameFailed]);
  return standing === 'onLedger'
    ? panel('good', '✓', text.compareSame, [text.compareSameWhy])
    : panel('plain', '✓', text.compareSame, [text.compareSamePending]);
}

/** What the look-up by file found. */
export function fileResult(page: Page): HTMLElement {
  const { text, state } = page;
  if (state.busy) return el('p', { class: 'hint' }, text.lookupBusy);
  const answer = state.fileAnswer;
  if (answer === undefined) return el('div', {});
  if (answer.state === 'notFound') {
    return el(
      'div',
      {},
      panel('wait', '?', text.fileNotFound, [text.fileNotFoundWhy]),
      actions(page),
    );
  }
  if (answer.state !== 'found') {
    const why = answer.state === 'limited' ? 'lookupLimited' : 'lookupFailed';
    return noteLine(page, { text: why, bad: true });
  }
  return el(
    'div',
    {},
    foundByFile(page, answer.document),
    documentFacts(page, answer.document),
    el('p', { class: 'hint' }, text.onlineNotice),
    actions(page),
  );
}

function foundByFile(page: Page, document: PublicDocument): HTMLElement {
  const { text } = page;
  const standing = standingOf(document);
  if (standing === 'failed') return failedPanel(page, [text.compareSameFailed]);
  return standing === 'onLedger'
    ? panel('good', '✓', text.fileFound, [text.fileFoundWhy])
    : panel('plain', 'i', text.fileFoundPending, [text.compareSamePending]);
}

function documentFacts(page: Page, document: PublicDocument): HTMLElement {
  const { text, state } = page;
  const { chain } = document;
  const time = (value: string | undefined) =>
    value === undefined ? undefined : clockText(value, state.lang);
  return el(
    'div',
    {},
    el('h3', {}, text.recordTitle),
    facts([
      [text.number, document.number],
      [text.court, `${document.court.name}（${document.court.code}）`],
      [text.issuedAt, time(document.issuedAt)],
      [text.zone, text.beijing],
      [text.pages, String(document.pages)],
      [text.chainState, text.chainStates[chain.state]],
      [text.txTime, time(chain.txTime)],
      [text.block, chain.block?.toLocaleString('en')],
      [text.recordId, chain.recordId, true],
      [text.digest, document.sha256, true],
    ]),
    !inOrder(document) && el('p', { class: 'note clocks' }, outOfOrderText(state.lang)),
    el('h3', {}, text.services),
    servicesList(page, document),
  );
}

/** Whether no act of the document bears a later time than its transaction. */
function inOrder({ issuedAt, chain, services }: PublicDocument): boolean {
  const events = services.flatMap((service) => service.events);
  return (
    !timesOutOfOrder({ act: issuedAt, transaction: chain.txTime }) &&
    !events.some(({ actTime, chain: { txTime } }) =>
      timesOutOfOrder({ act: actTime, transaction: txTime }),
    )
  );
}

function servicesList(page: Page, document: PublicDocument): HTMLElement {
  const { text, state } = page;
  if (document.services.length === 0) return el('p', { class: 'hint' }, text.servicesNone);
  return el(
    'ul',
    { class: 'services' },
    ...document.services.map(({ channel, sentAt, events }) =>
      el(
        'li',
        {},
        el('p', {}, `${text.channels[channel]} · ${text.sentAt} ${clockText(sentAt, state.lang)}`),
        ...events.map((event) =>
          el(
            'p',
            { class: 'event' },
            `${text.events[event.event]} ${clockText(event.actTime, state.lang)} · ${text.chainStates[event.chain.state]}`,
          ),
        ),
      ),
    ),
  );
}
