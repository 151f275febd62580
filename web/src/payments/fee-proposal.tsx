import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, body } from '../api-client/client.ts';
import type { FeeProposalView, FeeQuote, FeeSaid } from '../api-client/views.ts';
import { useSettings, useTexts } from '../app/language.tsx';
import { formatFen, parseMoney } from '../app/money.ts';
import { Choice } from '../components/choice.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Card, Loading } from '../components/layout.tsx';
import { Select } from '../components/select.tsx';
import { TextInput } from '../components/text-input.tsx';
import { useKept } from '../kept/use-kept.ts';
import { en, zh } from '../locales/payments.ts';
import styles from './payments.module.css';
import { QuoteLines } from './quote-lines.tsx';
import { ReliefReview } from './relief-review.tsx';

interface Filing {
  readonly id: string;
  readonly court: { readonly code: string };
}

type How = 'proposed' | 'other' | 'none';
type Matter = NonNullable<FeeProposalView['question']>['matter'];

/**
 * What an acceptance will ask to be paid: as reckoned, otherwise with a reason, or nothing. `onChange` is told what a decision
 * `accept` carries as `fee`, and `undefined` as long as something is missing.
 */
export function FeeProposal({
  filing,
  onChange,
}: {
  readonly filing: Filing;
  onChange(fee: FeeSaid | undefined): void;
}) {
  const texts = useTexts({ zh, en });
  const proposal = useQuery({
    queryKey: ['payments', 'proposal', filing.id],
    queryFn: () =>
      body(api.GET('/api/v1/filings/{id}/fee-proposal', { params: { path: { id: filing.id } } })),
  });
  return (
    <section className={styles.part} aria-label={texts.proposal}>
      <Card>
        <h2>{texts.proposal}</h2>
        <p>{texts.proposalLead}</p>
        <ErrorSummary error={proposal.error} />
        {proposal.isPending && <Loading text={texts.loading} />}
        {proposal.data && <Fee filing={filing} proposal={proposal.data} onChange={onChange} />}
      </Card>
      <ReliefReview filingId={filing.id} />
    </section>
  );
}

/** What is paid before the matter is decided; `undefined` where the sum is open. */
function inAdvance({ payments, open }: FeeQuote): number | undefined {
  const paid = payments.find(({ prepaid }) => prepaid)?.amount;
  if (open.length > 0) return undefined;
  return paid?.least ?? 0;
}

function Fee({
  filing,
  proposal,
  onChange,
}: {
  readonly filing: Filing;
  readonly proposal: FeeProposalView;
  onChange(fee: FeeSaid | undefined): void;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { question, quote, because } = proposal;
  const kept = useKept(`fee/${filing.id}`, {
    how: (proposal.missing ? 'other' : 'proposed') as How,
    ...{ matter: (question?.matter ?? 'property') as Matter, claim: '', reason: '' },
  });
  const { how, matter, claim, reason } = kept.fields;
  const said = saidOf(proposal, kept.fields);
  useTold(said, onChange);
  return (
    <>
      <p>
        {question === undefined ? because[language] : texts.because(because[language])}
        {proposal.missing !== undefined && ` ${texts.missing}`}
      </p>
      {quote && <Sum quote={quote} />}
      <Choice
        label={texts.howCharge}
        value={how}
        onChange={(next) => kept.change({ how: next })}
        options={[
          ...(proposal.missing === undefined
            ? [{ value: 'proposed' as const, label: proposedWords(proposal, texts) }]
            : []),
          { value: 'other' as const, label: texts.other },
          { value: 'none' as const, label: texts.none },
        ]}
      />
      {how === 'other' && (
        <Other
          court={filing.court.code}
          matter={matter}
          claim={claim}
          onChange={(part) => kept.change(part)}
        />
      )}
      {(how === 'none' || (how === 'other' && proposal.missing === undefined)) && (
        <TextInput
          id="fee-reason"
          label={texts.reason}
          hint={texts.reasonHint}
          value={reason}
          onChange={(next) => kept.change({ reason: next })}
          maxLength={300}
        />
      )}
    </>
  );
}

function proposedWords({ quote }: FeeProposalView, texts: typeof zh): string {
  const amount = quote === undefined ? 0 : inAdvance(quote);
  if (amount === undefined) return texts.open;
  return amount === 0 ? texts.nothingProposed : texts.asProposed(formatFen(amount));
}

interface Said {
  readonly how: How;
  readonly matter: Matter;
  readonly claim: string;
  readonly reason: string;
}

function saidOf(
  { question, quote, missing }: FeeProposalView,
  { how, matter, claim, reason }: Said,
): FeeSaid | undefined {
  const words = reason.trim();
  if (how === 'none') return words === '' ? undefined : { none: words };
  if (how === 'proposed') {
    if (question === undefined) return { none: '刑事自诉案件不交纳案件受理费' };
    return quote === undefined || quote.open.length > 0 ? undefined : question;
  }
  const amount = parseMoney(claim);
  if (words === '' && missing === undefined) return undefined;
  if (typeof amount !== 'number' && amount !== 'empty') return undefined;
  return {
    ...{ matter, ...(typeof amount === 'number' ? { amounts: [amount] } : {}) },
    ...(words === '' ? {} : { words }),
  };
}

/** Tells whoever asked, once for each change of what is said. */
function useTold(said: FeeSaid | undefined, onChange: (fee: FeeSaid | undefined) => void): void {
  const told = useRef<string>(undefined);
  const text = JSON.stringify(said) ?? '';
  useEffect(() => {
    if (told.current === text) return;
    told.current = text;
    onChange(text === '' ? undefined : (JSON.parse(text) as FeeSaid));
  }, [text, onChange]);
}

function Sum({ quote }: { readonly quote: FeeQuote }) {
  const texts = useTexts({ zh, en });
  const amount = inAdvance(quote);
  return (
    <>
      <p className={amount === undefined ? undefined : styles.sum} role="status">
        {amount === undefined && texts.open}
        {amount === 0 && texts.comesToNothing}
        {amount !== undefined && amount > 0 && texts.comesTo(formatFen(amount))}
      </p>
      {quote.lines.length > 0 && <QuoteLines quote={quote} />}
    </>
  );
}

/** Another matter or amount, reckoned as it is typed. */
function Other({
  court,
  matter,
  claim,
  onChange,
}: {
  readonly court: string;
  readonly matter: Matter;
  readonly claim: string;
  onChange(part: { readonly matter?: Matter; readonly claim?: string }): void;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const matters = useQuery({
    queryKey: ['fees', 'matters'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/fees/matters')),
  });
  const amount = parseMoney(claim);
  const row = matters.data?.find(({ id }) => id === matter);
  const takes = row !== undefined && row.amount !== 'none';
  const ready = row !== undefined && (row.amount !== 'needed' || typeof amount === 'number');
  const amounts = takes && typeof amount === 'number' ? { amounts: [amount] } : {};
  const quote = useQuery({
    queryKey: ['fees', 'quote', court, matter, amounts.amounts?.[0]],
    enabled: ready,
    queryFn: () => body(api.POST('/api/v1/fees/quote', { body: { matter, court, ...amounts } })),
  });
  return (
    <>
      <Select
        id="fee-matter"
        label={texts.matter}
        value={matter}
        options={(matters.data ?? []).map(({ id, name }) => ({ value: id, label: name[language] }))}
        onChange={(next) => onChange({ matter: next as Matter, claim: '' })}
      />
      {takes && (
        <TextInput
          id="fee-claim"
          label={texts.claim}
          hint={texts.claimHint}
          value={claim}
          onChange={(next) => onChange({ claim: next })}
          error={typeof amount === 'number' || amount === 'empty' ? undefined : texts.claimBad}
          maxLength={40}
        />
      )}
      <ErrorSummary error={quote.error} />
      {quote.data && <Sum quote={quote.data} />}
    </>
  );
}
