import { useNavigate } from 'react-router';
import type { FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { AcceptForm } from './accept-form.tsx';
import type { ActProps } from './act-props.ts';
import { CorrectionForm } from './correction-form.tsx';
import { en } from './en.ts';
import type { NotesHook } from './marks.ts';
import { DeemForm, DocketForm, RedirectForm, RefuseForm, TransferForm } from './other-forms.tsx';
import styles from './page.module.css';
import { SIGNED_ACTS, type SignedActName } from './shortcuts.ts';
import { type QueueHook, useQueue } from './view.ts';
import { zh } from './zh.ts';

const FORMS: Readonly<Record<SignedActName, (props: ActProps) => React.ReactNode>> = {
  accept: AcceptForm,
  requestCorrection: CorrectionForm,
  redirect: RedirectForm,
  transfer: TransferForm,
  refuse: RefuseForm,
  docket: DocketForm,
  deemWithdrawn: DeemForm,
};

/** What can be done to the filing; one of them at a time, and the address tells which. */
export function Acts({
  hook,
  filing,
  review,
  notes,
}: {
  readonly hook: QueueHook;
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly notes: NotesHook;
}) {
  const texts = useTexts({ zh, en });
  const next = useNext(hook);
  const may = SIGNED_ACTS.filter((act) => review.acts.includes(act));
  const mine = review.taken !== 'other';
  const act = may.find((each) => mine && each === hook.search.get('act'));
  if (act !== undefined) {
    const Form = FORMS[act];
    const done = async () => {
      await notes.forget();
      next(act);
    };
    const close = () => hook.show({ act: undefined });
    return (
      <section className={styles.act} aria-label={texts[act]}>
        <Card tone="wash">
          <h2>{texts[act]}</h2>
          <Form {...{ filing, review, notes }} onClose={close} onDone={() => void done()} />
        </Card>
      </section>
    );
  }
  return (
    <Card tone="wash">
      <h2>{texts.acts}</h2>
      {may.length === 0 && <p>{texts.noActs}</p>}
      {may.length > 0 && !mine && <p>{texts.mayNot}</p>}
      {may.length > 0 && mine && (
        <Actions>
          {may.map((each, i) => (
            <Button
              key={each}
              look={each === 'refuse' ? 'danger' : i === 0 ? 'primary' : 'secondary'}
              onPress={() => hook.show({ act: each })}
            >
              {texts[each]}
            </Button>
          ))}
        </Actions>
      )}
    </Card>
  );
}

/** Opens the next filing of the queue and says there what was done; the last one leads back to the queue. */
function useNext(hook: QueueHook) {
  const navigate = useNavigate();
  const { data } = useQueue(hook.view);
  const items = data?.items ?? [];
  const at = items.findIndex(({ id }) => id === hook.filingId);
  const following = (items[at + 1] ?? items[at - 1])?.id;
  return (done: SignedActName) => {
    const state = { done, next: following !== undefined };
    void navigate(following === undefined ? hook.queue : hook.item(following), { state });
  };
}
