import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { MyCase } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** My cases with their numbers (000-46), of one court or of all; the court stands in the address. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const [court, name] = [search.get('court'), search.get('name')];
  const cases = useQuery({
    queryKey: ['my-cases', court],
    queryFn: () =>
      body(api.GET('/api/v1/me/cases', { params: { query: court === null ? {} : { court } } })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={cases.error} />
      {cases.isPending && <Loading text={texts.loading} />}
      {cases.data?.length === 0 && (
        <Empty title={texts.none}>
          <p>{texts.noneText}</p>
        </Empty>
      )}
      {cases.data?.map((each) => (
        <Case key={`${each.caseNumber} ${each.name}`} found={each} />
      ))}
      <Actions>
        <ButtonLink to="/link" look="secondary">
          {texts.link}
        </ButtonLink>
      </Actions>
      <CourtChooser
        key={court}
        id="court"
        label={texts.court}
        chosen={court === null ? undefined : { code: court, name: name ?? court }}
        onChoose={(chosen) => setSearch({ court: chosen.code, name: chosen.name })}
      />
      {court !== null && (
        <Actions>
          <Button look="plain" onPress={() => setSearch({})}>
            {texts.all}
          </Button>
        </Actions>
      )}
    </Layout>
  );
}

function Case({ found }: { readonly found: MyCase }) {
  const texts = useTexts({ zh, en });
  const { caseNumber, court, title, name, side, linked, services, unsigned } = found;
  return (
    <Card tone={linked ? 'plain' : 'warn'}>
      <h2>{caseNumber}</h2>
      <Facts
        items={[
          { label: texts.courtName, value: court.name },
          { label: texts.cause, value: title },
          { label: texts.who, value: `${name}（${side}）` },
          linked && { label: texts.papers, value: texts.papersOf(services, unsigned) },
        ]}
      />
      {!linked && (
        <>
          <p>
            <strong>{texts.notLinked}</strong>
          </p>
          <p>{texts.notLinkedText}</p>
        </>
      )}
      {linked && services > 0 && (
        <Actions>
          <ButtonLink
            to={`/inbox?case=${encodeURIComponent(caseNumber)}`}
            look={unsigned > 0 ? 'primary' : 'secondary'}
          >
            {texts.openPapers}
          </ButtonLink>
        </Actions>
      )}
    </Card>
  );
}
