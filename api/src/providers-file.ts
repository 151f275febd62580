import { readFile } from 'node:fs/promises';
import { CunzhengError } from '@cunzheng/domain';
import {
  CODE_FIELDS,
  type IdentityAccounts,
  MESSAGE_FIELDS,
  type MessagingSettings,
  type PaymentAccounts,
} from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });
const Url = Type.String({ pattern: '^https?://[^\\s]+$' });
const Field = Type.Enum([...MESSAGE_FIELDS]);
const templates = <Fields extends Type.TSchema>(fields: Fields) =>
  Type.Record(Text, Type.Object({ id: Text, fields }, closed));
const Places = templates(Type.Record(Text, Field));

const Pem = Type.String({ pattern: '^-----BEGIN [A-Z ]+-----' });
/** Accounts of one court with providers of payments, by its code. */
const Account = Type.Object(
  {
    wechat: Type.Optional(
      Type.Object(
        {
          ...{ appId: Text, merchant: Text, serial: Text, privateKey: Pem },
          ...{ platformId: Text, platformKey: Pem, url: Type.Optional(Url) },
          apiKey: Type.String({ minLength: 32, maxLength: 32 }),
        },
        closed,
      ),
    ),
    alipay: Type.Optional(
      Type.Object(
        { appId: Text, privateKey: Pem, platformKey: Pem, url: Type.Optional(Url) },
        closed,
      ),
    ),
  },
  closed,
);

/** Shape of the file; `docs/configuration.md` says it in words. */
const ProvidersSchema = Type.Object(
  {
    identity: Type.Optional(
      Type.Object(
        { secretId: Text, secretKey: Text, ruleId: Type.Optional(Text), url: Type.Optional(Url) },
        closed,
      ),
    ),
    unified: Type.Optional(
      Type.Object(
        {
          issuer: Url,
          clientId: Text,
          clientSecret: Text,
          scope: Type.Optional(Text),
          claims: Type.Optional(Type.Object({ name: Text, number: Text }, closed)),
        },
        closed,
      ),
    ),
    sms: Type.Optional(
      Type.Object(
        {
          secretId: Text,
          secretKey: Text,
          appId: Text,
          sign: Text,
          sender: Text,
          region: Text,
          templates: templates(Type.Array(Field)),
          codes: Type.Optional(
            Type.Object({ id: Text, fields: Type.Array(Type.Enum([...CODE_FIELDS])) }, closed),
          ),
          reports: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_-]{32,128}$' })),
          url: Type.Optional(Url),
        },
        closed,
      ),
    ),
    mail: Type.Optional(
      Type.Object(
        {
          url: Type.String({ pattern: '^smtps?://[^\\s]+$' }),
          from: Text,
          ca: Type.Optional(Text),
          plain: Type.Optional(Type.Boolean()),
        },
        closed,
      ),
    ),
    wechat: Type.Optional(
      Type.Object(
        {
          sender: Text,
          official: Type.Optional(
            Type.Object(
              { appId: Text, secret: Text, templates: Places, url: Type.Optional(Url) },
              closed,
            ),
          ),
          mini: Type.Optional(
            Type.Object(
              { appId: Text, secret: Text, templates: Places, page: Text, url: Type.Optional(Url) },
              closed,
            ),
          ),
          authorize: Type.Optional(Url),
        },
        closed,
      ),
    ),
    payments: Type.Optional(Type.Record(Type.String({ minLength: 1, maxLength: 8 }), Account)),
    push: Type.Optional(
      Type.Object(
        {
          publicKey: Text,
          privateKey: Text,
          contact: Type.String({ pattern: '^(?:mailto:|https://)' }),
          sender: Text,
          hosts: Type.Optional(Type.Array(Text)),
        },
        closed,
      ),
    ),
  },
  closed,
);

/** Accounts with providers; what is absent is not offered, or done by a clerk. */
export interface Providers extends MessagingSettings, IdentityAccounts {
  readonly payments?: PaymentAccounts;
}

const validator = Compile(ProvidersSchema);

/**
 * The accounts in this file; none without one. Throws `CONFIG_INVALID`, which names the places that are wrong and never
 * what stands there.
 */
export async function readProviders(path: string | undefined): Promise<Providers> {
  if (path === undefined) return {};
  const read = await readJson(path);
  if (validator.Check(read)) return read as Providers;
  const places = validator.Errors(read).map(({ instancePath }) => instancePath || '/');
  throw new CunzhengError(
    'CONFIG_INVALID',
    `CUNZHENG_PROVIDERS: ${[...new Set(places)].join(', ')}`,
  );
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const { code = 'no JSON' } = error as { code?: string };
    // The parser's own words repeat the file.
    throw new CunzhengError('CONFIG_INVALID', `CUNZHENG_PROVIDERS: ${code}`);
  }
}
