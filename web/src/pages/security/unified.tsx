import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const KEY = ['unified'];

/** The unified identity account that signs in here, and the end of that. Nothing where there is none. */
export function Unified({ fresh }: { readonly fresh: boolean }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const mine = useQuery({
    queryKey: KEY,
    queryFn: () => body(api.GET('/api/v1/account/unified')),
  });
  const unlink = useMutation({
    mutationFn: () => body(api.DELETE('/api/v1/account/unified')),
    onSuccess: (data) => client.setQueryData(KEY, data),
  });
  const linkedAt = mine.data?.linkedAt;
  if (linkedAt === undefined) {
    return unlink.isSuccess ? <p role="status">{texts.unlinked}</p> : null;
  }
  return (
    <Card>
      <h2>{texts.unifiedTitle}</h2>
      <p>{texts.unifiedLead(time(linkedAt))}</p>
      <ErrorSummary error={unlink.error} />
      <Actions>
        <Button
          look="danger"
          isDisabled={!fresh || unlink.isPending}
          onPress={() => unlink.mutate()}
        >
          {texts.unlink}
        </Button>
      </Actions>
    </Card>
  );
}
