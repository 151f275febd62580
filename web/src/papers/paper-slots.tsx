import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { FilingLimits, FilingPaper, FilingView, PaperSlot } from '../api-client/views.ts';
import { formatBytes } from '../app/format.ts';
import { useTexts } from '../app/language.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Loading } from '../components/layout.tsx';
import { en } from './en.ts';
import styles from './papers.module.css';
import { useUnfinished } from './sending.ts';
import { SlotCard } from './slot-card.tsx';
import { zh } from './zh.ts';

/**
 * The papers of a filing by their places of the checklist: limits first, then add, look at, replace, take out.
 * `remarks` are what the court said of a paper, by its id. `onChanged` is told after every change that went through; it
 * reads the filing again.
 */
export function PaperSlots({
  filing,
  slots,
  remarks = {},
  readOnly = false,
  limitsTold = false,
  onChanged,
}: {
  readonly filing: FilingView;
  readonly slots: readonly PaperSlot[];
  readonly remarks?: Readonly<Record<string, string>>;
  readonly readOnly?: boolean;
  /** The limits stand on the page already. */
  readonly limitsTold?: boolean;
  onChanged?(): unknown;
}) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const limits = useFilingLimits(filing.id);
  const unfinished = useUnfinished(filing.id, !readOnly);
  const again = () => client.invalidateQueries({ queryKey: ['filing-uploads', filing.id] });
  const discard = useMutation({
    mutationFn: async (id: string) => (await import('./tus.ts')).discardUpload(id),
    onSettled: again,
  });
  const changed = () => {
    void again();
    onChanged?.();
  };
  if (limits.error) return <ErrorSummary error={limits.error} />;
  if (limits.data === undefined) return <Loading text={texts.loading} />;
  const { data } = limits;
  return (
    <>
      {!readOnly && !limitsTold && <LimitsText limits={data} papers={filing.papers} />}
      {data.slots
        .filter(({ slot }) => slots.includes(slot))
        .sort((a, b) => slots.indexOf(a.slot) - slots.indexOf(b.slot))
        .map((slot) => (
          <SlotCard
            key={slot.slot}
            filing={filing}
            slot={slot}
            limits={data}
            unfinished={(unfinished.data ?? []).filter((each) => each.slot === slot.slot)}
            remarks={remarks}
            readOnly={readOnly}
            onDiscard={({ id }) => discard.mutate(id)}
            onChanged={changed}
          />
        ))}
    </>
  );
}

/** What may be handed in to a filing, and the checklist that belongs to it. */
export function useFilingLimits(id: string) {
  return useQuery({
    queryKey: ['filing-limits', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}/limits', { params: { path: { id } } })),
  });
}

function LimitsText({
  limits,
  papers,
}: {
  readonly limits: FilingLimits;
  readonly papers: readonly FilingPaper[];
}) {
  const texts = useTexts({ zh, en });
  const used = papers.reduce((sum, { size }) => sum + size, 0);
  return (
    <div>
      <p>
        {texts.limits(
          formatBytes(limits.fileBytes),
          formatBytes(limits.filingBytes),
          limits.papers,
        )}
      </p>
      <p className={styles.why}>{texts.limitsHint}</p>
      {papers.length > 0 && <p>{texts.used(papers.length, formatBytes(used))}</p>}
    </div>
  );
}
