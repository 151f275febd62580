import { useEffect } from 'react';
import { useParams } from 'react-router';
import type { NoticeView } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useNoteRead, useNotice } from '../../app/notices.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import * as words from '../../locales/notice.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { noticeId = '' } = useParams();
  const notice = useNotice(noticeId);
  return (
    <Layout title={notice.data?.title ?? texts.title}>
      <ErrorSummary error={notice.error} />
      {notice.isPending && <Loading text={texts.loading} />}
      {notice.data && <Notice notice={notice.data} />}
    </Layout>
  );
}

function Notice({ notice }: { readonly notice: NoticeView }) {
  const texts = useTexts({ zh, en });
  const { mutate } = useNoteRead(notice.id);
  const isUnread = notice.readAt === undefined;
  // It is read when its words stand on the screen, not when a list names it.
  useEffect(() => {
    if (isUnread) mutate();
  }, [isUnread, mutate]);
  return (
    <>
      <Card>
        <p>{notice.body}</p>
      </Card>
      <Actions>
        {notice.link !== undefined && <ButtonLink to={notice.link}>{texts.open}</ButtonLink>}
        <ButtonLink to="/notices" look="secondary">
          {texts.all}
        </ButtonLink>
      </Actions>
      <About notice={notice} />
      <p>{texts.safe}</p>
    </>
  );
}

function About({ notice }: { readonly notice: NoticeView }) {
  const texts = useTexts({ zh, en });
  const names = useTexts(words);
  const time = useTime();
  const sent = notice.deliveries.map(
    ({ channel, state, at }) =>
      `${wordFor(names, channel)}（${wordFor(names, state)}，${time(at)}）`,
  );
  return (
    <Facts
      items={[
        { label: texts.from, value: notice.court?.name ?? texts.system },
        { label: texts.category, value: wordFor(names, notice.category) },
        { label: texts.toldAt, value: time(notice.toldAt) },
        notice.readAt !== undefined && { label: texts.readAt, value: time(notice.readAt) },
        notice.ground !== undefined && { label: texts.ground, value: notice.ground },
        sent.length > 0 && { label: texts.also, value: sent.join('；') },
      ]}
    />
  );
}
