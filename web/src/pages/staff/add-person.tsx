import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Added, StaffRole } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { Checks } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { useRoleOptions } from './roles.ts';
import { zh } from './zh.ts';

const EMPTY = { name: '', account: '', mobile: '', until: '', reason: '' };

/** Adds one colleague by hand. */
export function AddPerson({ court, onClose }: { readonly court: string; onClose(): void }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const options = useRoleOptions();
  const [given, setGiven] = useState(EMPTY);
  const [roles, setRoles] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const add = useMutation({
    mutationFn: () => {
      const { mobile, until, ...rest } = given;
      const more = {
        ...(mobile.trim() === '' ? {} : { mobile }),
        ...(until === '' ? {} : { until }),
      };
      return body(
        api.POST('/api/v1/courts/{court}/staff', {
          params: { path: { court } },
          body: { ...rest, ...more, roles: roles as StaffRole[] },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const missing = [
    ...(given.name.trim() === '' ? [{ field: 'name', message: texts.enterName }] : []),
    ...(given.account.trim() === '' ? [{ field: 'account', message: texts.enterAccount }] : []),
    ...(roles.length === 0 ? [{ field: 'roles', message: texts.chooseRole }] : []),
    ...(given.reason.trim() === '' ? [{ field: 'reason', message: texts.enterReason }] : []),
  ];
  const errorOf = (field: string) =>
    tried ? missing.find((each) => each.field === field)?.message : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0) add.mutate();
  };
  const input = (field: keyof typeof EMPTY) => ({
    id: field,
    value: given[field],
    onChange: (value: string) => setGiven({ ...given, [field]: value }),
    error: errorOf(field),
  });
  if (add.data !== undefined) return <Invited added={add.data} onClose={onClose} />;
  return (
    <form onSubmit={submit}>
      <Card>
        <h2>{texts.add}</h2>
        <ErrorSummary error={add.error} fields={tried ? missing : []} />
        <div className={styles.fields}>
          <TextInput {...input('name')} label={texts.name} maxLength={60} />
          <TextInput
            {...input('account')}
            label={texts.account}
            hint={texts.accountHint}
            maxLength={32}
          />
          <TextInput {...input('mobile')} label={texts.mobile} inputMode="numeric" maxLength={20} />
          <TextInput {...input('until')} label={texts.until} type="date" />
        </div>
        <Checks
          id="roles"
          label={texts.roles}
          values={roles}
          options={options}
          onChange={setRoles}
        />
        <TextInput {...input('reason')} label={texts.reason} maxLength={200} />
        <Actions>
          <Button type="submit" isDisabled={add.isPending}>
            {texts.save}
          </Button>
          <Button look="secondary" onPress={onClose}>
            {texts.cancel}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

/** The link for a colleague, shown once. */
export function Invited({ added, onClose }: { readonly added: Added; onClose(): void }) {
  const texts = useTexts({ zh, en });
  const { invitation, name } = added;
  return (
    <Card tone="good">
      <h2>{texts.invitation}</h2>
      {invitation === undefined ? (
        <p role="status">{texts.givenOnly(name)}</p>
      ) : (
        <>
          <p role="status">{texts.invitationLead(name)}</p>
          {invitation.sentTo !== undefined && <p>{texts.sentTo(invitation.sentTo.join(' · '))}</p>}
          <p className={styles.link} data-testid="invitation">
            {location.origin}
            {invitation.path}
          </p>
        </>
      )}
      <Actions>
        <Button look="secondary" onPress={onClose}>
          {texts.back}
        </Button>
      </Actions>
    </Card>
  );
}
