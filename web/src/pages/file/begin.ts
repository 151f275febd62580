import { api, body } from '../../api-client/client.ts';
import type { FilingView, NamedParty } from '../../api-client/views.ts';
import type { Said } from './said.ts';

/** Makes the draft, with what the account and this page know already in it. */
export async function beginFiling(said: Said, cause: string): Promise<FilingView> {
  const { court, kind, form, capacity, authority } = said;
  const view = await body(
    api.POST('/api/v1/filings', {
      body: {
        ...{ court: court.code, kind, cause, capacity },
        ...(kind === 'civil' && form !== 'own' && form !== '' ? { form } : {}),
        ...(capacity === 'agent' ? { authority } : {}),
      },
    }),
  );
  await fillIn(view, said, cause);
  return view;
}

/** A convenience: where it fails, the pages ask. */
async function fillIn(view: FilingView, { capacity, authority, form }: Said, cause: string) {
  const path = { params: { path: { id: view.id } } };
  try {
    const own = await body(api.GET('/api/v1/filings/own-party'));
    if (capacity === 'self') {
      const parties: NamedParty[] = [{ side: 'applicant', ...own }];
      await api.PUT('/api/v1/filings/{id}/parties', { ...path, body: { parties } });
    }
    const answers = [
      ...(form === 'general' ? [['cause', cause] as const] : []),
      ...(capacity === 'agent' && view.form !== undefined
        ? ([
            ['represented', true],
            ['agents.0.name', own.name],
            ['agents.0.authority', authority],
            ...(own.details.phone === undefined
              ? []
              : [['agents.0.phone', own.details.phone] as const]),
          ] as const)
        : []),
    ].map(([field, value]) => ({ field, value, base: 0 }));
    if (answers.length > 0)
      await api.PUT('/api/v1/filings/{id}/answers', { ...path, body: { answers } });
  } catch {
    // the steps ask for it
  }
}
