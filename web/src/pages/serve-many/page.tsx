import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading, Steps } from '../../components/layout.tsx';
import { CheckStep } from './check-step.tsx';
import { ChooseStep } from './choose-step.tsx';
import { useChosen } from './chosen.ts';
import { en } from './en.ts';
import { type Item, itemsOf } from './item.ts';
import { useRun } from './run.ts';
import { RunStep } from './run-step.tsx';
import { zh } from './zh.ts';

/** Many documents to many parties: choose, check what will happen, serve with a result for each. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { chosen: kept, restored, choose, forget } = useChosen();
  const [at, setAt] = useState<1 | 2 | 3>(1);
  const [items, setItems] = useState<readonly Item[]>([]);
  const run = useRun();
  const unserved = useUnserved();
  const picked = itemsOf(unserved.data ?? []).filter((item) => kept.has(item.id));
  // What was served since, in another window or before the session ended, is no longer chosen.
  const chosen = new Set(picked.map((item) => item.id));
  const send = () => {
    setItems(picked);
    setAt(3);
    void run.start(picked);
  };
  const again = () => {
    run.forget();
    void forget();
    setAt(1);
  };
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <Steps at={at} of={texts.steps.split('|')} label={texts.step(at)} />
      <ErrorSummary error={at === 1 ? unserved.error : undefined} />
      {unserved.isPending && <Loading text={texts.loading} />}
      {at === 1 && unserved.data?.length === 0 && (
        <Empty title={texts.none}>
          <p>{texts.noneText}</p>
        </Empty>
      )}
      {at === 1 && unserved.data && unserved.data.length > 0 && (
        <ChooseStep
          documents={unserved.data}
          chosen={chosen}
          restored={restored && chosen.size > 0}
          onChoose={choose}
          onNext={() => setAt(2)}
        />
      )}
      {at === 2 && <CheckStep items={picked} onSend={send} onBack={() => setAt(1)} />}
      {at === 3 && <RunStep items={items} run={run} onAgain={again} />}
      <Actions>
        <ButtonLink to="/desk" look="plain">
          {texts.toDesk}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

function useUnserved() {
  return useQuery({
    queryKey: ['unserved'],
    queryFn: () => body(api.GET('/api/v1/unserved')),
  });
}
