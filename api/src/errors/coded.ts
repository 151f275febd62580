import { CunzhengError } from '@cunzheng/domain';
import { diskFault, storeFault } from '@cunzheng/gateway';

/** Fastify's and its plugins' own refusals, which arrive with codes of theirs. */
const FOREIGN: Readonly<Record<string, CunzhengError['code']>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'INPUT_INVALID',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'INPUT_INVALID',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'INPUT_INVALID',
  FST_ERR_CTP_INVALID_JSON_BODY: 'INPUT_INVALID',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'INPUT_INVALID',
  FST_ERR_BAD_URL: 'INPUT_INVALID',
  FST_ERR_VALIDATION: 'INPUT_INVALID',
  FST_REQ_FILE_TOO_LARGE: 'FILE_TOO_LARGE',
  FST_FILES_LIMIT: 'INPUT_INVALID',
  FST_FIELDS_LIMIT: 'INPUT_INVALID',
  FST_PARTS_LIMIT: 'INPUT_INVALID',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'INPUT_INVALID',
  FST_NO_FORM_DATA: 'INPUT_INVALID',
  FST_PROTO_VIOLATION: 'INPUT_INVALID',
};

/** Any error as one of ours. What has no code is a mistake: `INTERNAL`, with the mistake as its cause. */
export function codedError(error: unknown): CunzhengError {
  if (error instanceof CunzhengError) return error;
  const foreign = FOREIGN[String((error as { code?: unknown } | null)?.code)];
  if (foreign !== undefined) return new CunzhengError(foreign, undefined, validationDetails(error));
  const disk = diskFault(error);
  if (disk instanceof CunzhengError) return disk;
  const fault = storeFault(error) ?? parserFault(error);
  return fault ?? new CunzhengError('INTERNAL', 'unexpected', { cause: error });
}

/** A body that the parser gave up on: a 4xx without a code of its own. */
function parserFault(error: unknown): CunzhengError | undefined {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  const theirs = typeof status === 'number' && status >= 400 && status < 500;
  return theirs ? new CunzhengError('INPUT_INVALID', 'refused', { cause: error }) : undefined;
}

function validationDetails(error: unknown) {
  const faults = (error as { validation?: { instancePath?: string }[] }).validation;
  const path = faults?.[0]?.instancePath?.slice(1);
  return path === undefined || path === ''
    ? { cause: error }
    : { cause: error, details: { field: path } };
}
