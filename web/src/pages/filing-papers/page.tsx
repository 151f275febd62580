import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { FilingView, PaperSlot } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Loading, Page as PageFrame } from '../../components/layout.tsx';
import { PaperSlots, useFilingLimits } from '../../papers/paper-slots.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** All papers of a filing by their places; open to change in a draft and while it is corrected. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const filing = useQuery({
    queryKey: ['filing', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}', { params: { path: { id } } })),
  });
  const limits = useFilingLimits(id);
  const error = filing.error ?? limits.error;
  if (error)
    return (
      <PageFrame title={texts.title}>
        <ErrorSummary error={error} />
      </PageFrame>
    );
  if (filing.data === undefined || limits.data === undefined)
    return <Loading text={texts.loading} />;
  const { court, cause, state, mine } = filing.data;
  const open = mine && (state === 'draft' || state === 'correction');
  return (
    <PageFrame title={texts.title} lead={texts.lead(court.name, cause)}>
      <Card tone="wash">
        <p>{open ? texts.practice : texts.handedIn}</p>
      </Card>
      <PaperSlots
        filing={filing.data}
        slots={shownSlots(filing.data, limits.data.slots, open)}
        remarks={remarksOf(filing.data)}
        readOnly={!open}
        onChanged={() => filing.refetch()}
      />
    </PageFrame>
  );
}

type Slots = readonly { readonly slot: PaperSlot; readonly expected: boolean }[];

/** What belongs to it, what is in it, and in an open one a place for everything else. */
function shownSlots({ papers }: FilingView, slots: Slots, open: boolean): PaperSlot[] {
  const filled = new Set(papers.map(({ slot }) => slot));
  return slots
    .filter(({ slot, expected }) => filled.has(slot) || (open && (expected || slot === 'other')))
    .map(({ slot }) => slot);
}

/** What the court said of each paper. */
function remarksOf({ items }: FilingView): Record<string, string> {
  return Object.fromEntries(
    items.flatMap(({ paper, words }) => (paper === undefined ? [] : [[paper, words]])),
  );
}
