import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { useTime } from '../../app/format.ts';
import { helpingPass } from '../../app/helping.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** For whom this page is filled in, until when, and the way out. */
export function HelpingBanner() {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const navigate = useNavigate();
  const client = useQueryClient();
  const id = helpingPass() as string;
  const [papers, setPapers] = useState(false);
  const helping = useQuery({
    queryKey: ['helping'],
    queryFn: () => body(api.GET('/api/v1/helping')),
  });
  const end = useMutation({
    mutationFn: () => api.POST('/api/v1/helping/{id}/end', { params: { path: { id } } }),
    onSuccess: async () => {
      await navigate('/helpers');
      await client.invalidateQueries({ queryKey: ['helping'] });
    },
  });
  const own = helping.data?.find((each) => each.id === id);
  return (
    <Card tone="warn">
      <h2>{texts.helpingWhom(own?.name ?? '…')}</h2>
      {own && <p>{texts.helpingUntil(time(own.endsAt))}</p>}
      <ErrorSummary error={end.error} />
      {papers && <Papers id={id} />}
      <Actions>
        <Button look="danger" onPress={() => end.mutate()} isDisabled={end.isPending}>
          {texts.helpingEnd}
        </Button>
        {!papers && (
          <Button look="secondary" onPress={() => setPapers(true)}>
            {texts.helpingPapers}
          </Button>
        )}
      </Actions>
    </Card>
  );
}

/** Titles and courts only: to open and to sign is his own. */
function Papers({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const papers = useQuery({
    queryKey: ['helping', id, 'services'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/helping/{id}/services', { params: { path: { id } } })),
  });
  return (
    <>
      <ErrorSummary error={papers.error} />
      {papers.data?.length === 0 && <p>{texts.helpingNoPapers}</p>}
      <ul>
        {papers.data?.map((paper) => (
          <li key={paper.id}>
            {paper.title}（{paper.court.name}）
          </li>
        ))}
      </ul>
    </>
  );
}
