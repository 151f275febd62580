import { useNavigate } from 'react-router';
import type { CaseView, DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { ServeForm } from '../../components/serve-form.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function ServeStep({
  document,
  parties,
}: {
  readonly document: DocumentView;
  readonly parties: CaseView['parties'];
}) {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const detail = `/desk/documents/${document.id}`;
  return (
    <>
      <Card tone="good">
        <h2>{texts.issued}</h2>
        <p>
          {document.title}（{document.number}） <ChainBadge chain={document.chain} />
        </p>
      </Card>
      <ServeForm document={document} parties={parties} onServed={() => void navigate(detail)} />
      <Actions>
        <ButtonLink to={detail} look="plain">
          {texts.later}
        </ButtonLink>
      </Actions>
    </>
  );
}
