import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { FilingPaper } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Loading } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { en } from './en.ts';
import type { StepProps } from './step.tsx';
import { zh } from './zh.ts';

/** What the system writes from the answers, made once all of them are saved, to be read before it is signed. */
export function MadePapers({ filing, written }: Pick<StepProps, 'filing' | 'written'>) {
  const texts = useTexts({ zh, en });
  const { draft, state } = written;
  const make = useMake(filing.id, draft);
  const { mutate } = make;
  useEffect(() => {
    if (state === 'saved') mutate();
  }, [state, mutate]);
  const made = filing.papers.filter((paper) => paper.made);
  return (
    <Card>
      <h2>{texts.made}</h2>
      <p>{texts.madeLead}</p>
      <ErrorSummary error={make.error} />
      {make.isPending && <Loading text={texts.making} />}
      {!make.isPending &&
        made.map((paper) => <Made key={paper.id} {...{ paper }} id={filing.id} />)}
      {filing.form !== undefined && (
        <Actions>
          <ButtonLink to={`/api/v1/filings/${filing.id}/pleading.docx`} look="plain" download>
            {texts.docx}
          </ButtonLink>
        </Actions>
      )}
    </Card>
  );
}

function useMake(id: string, draft: StepProps['written']['draft']) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await draft.flush();
      return body(api.POST('/api/v1/filings/{id}/made', { params: { path: { id } } }));
    },
    onSuccess: (view) => {
      client.setQueryData(['filing', id], view);
      void client.invalidateQueries({ queryKey: ['findings', id] });
    },
  });
}

function Made({ id, paper }: { readonly id: string; readonly paper: FilingPaper }) {
  const texts = useTexts({ zh, en });
  const [open, setOpen] = useState(false);
  const url = `/api/v1/filings/${id}/papers/${paper.id}`;
  return (
    <>
      <div>
        <Button look="secondary" onPress={() => setOpen(!open)}>
          {open ? texts.hide(paper.name) : texts.look(paper.name)}
        </Button>
      </div>
      {open && <PdfView url={url} title={paper.name} />}
    </>
  );
}
