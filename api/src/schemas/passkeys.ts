import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@cunzheng/gateway';
import { Type } from 'typebox';

const Text = { type: 'string', maxLength: 16_384 } as const;

/** What a browser's WebAuthn gives, as JSON (WebAuthn 3, 5.1.8); the library looks at the rest. */
const credential = {
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 1400 },
    rawId: { type: 'string', minLength: 1, maxLength: 1400 },
    type: { type: 'string', enum: ['public-key'] },
    response: {
      type: 'object',
      required: ['clientDataJSON'],
      properties: { clientDataJSON: Text },
      additionalProperties: true,
    },
    clientExtensionResults: { type: 'object', additionalProperties: true },
  },
  additionalProperties: true,
} as const;

export const MadePasskey = Type.Unsafe<RegistrationResponseJSON>(credential);
export const ShownPasskey = Type.Unsafe<AuthenticationResponseJSON>(credential);

const options = { type: 'object', additionalProperties: true } as const;
export const CreationOptions = Type.Unsafe<PublicKeyCredentialCreationOptionsJSON>(options);
export const RequestOptions = Type.Unsafe<PublicKeyCredentialRequestOptionsJSON>(options);
