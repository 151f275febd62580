import { CHECK_IDS, FORM_IDS } from '@cunzheng/domain/pleadings';
import type { PleadingView } from '@cunzheng/gateway';
import { Type } from 'typebox';
import { Count, closed, named, object, optional } from './parts.ts';
import { wording } from './settings.ts';

export const FormName = Type.Enum([...FORM_IDS]);
const Need = Type.Enum(['required', 'advised']);
const Path = Type.Array(Type.Union([Type.String(), Type.Integer()]), {
  description: 'of a field, with places of lists from 0',
});
const Lines = Type.Array(Type.String());

const FormLineSchema = object('PleadingFormLine', {
  id: FormName,
  edition: Count,
  name: wording,
  title: Type.String(),
  cause: optional(Type.String()),
});
export const formLine = named<{
  id: (typeof FORM_IDS)[number];
  edition: number;
  name: { 'zh-CN': string; en: string };
  title: string;
  cause?: string;
}>('PleadingFormLine');

const PaperBlock = Type.Object(
  {
    block: Type.Enum(['title', 'note', 'form', 'grid', 'text', 'closing', 'newPage']),
    text: optional(Type.String()),
    under: optional(Type.String()),
    heading: optional(Type.String()),
    lines: optional(Lines),
    parts: optional(
      Type.Array(
        Type.Object(
          {
            heading: Type.String(),
            rows: Type.Array(Type.Object({ label: Type.String(), lines: Lines }, closed)),
          },
          closed,
        ),
      ),
    ),
    columns: optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String(),
            share: Type.Number({ description: 'of the width' }),
            figures: optional(Type.Boolean()),
          },
          closed,
        ),
      ),
    ),
    rows: optional(Type.Array(Lines)),
  },
  closed,
);

const PleadingSchema = object(
  'Pleading',
  {
    form: FormName,
    edition: Count,
    answers: Type.Record(Type.String(), Type.Any()),
    unfit: Type.Array(Type.String(), {
      description: 'paths of what is kept and no answer of this form: left out',
    }),
    questions: Type.Array(
      Type.Object(
        {
          section: Type.String(),
          row: Type.String(),
          path: Path,
          need: optional(Need),
          answered: Type.Boolean(),
        },
        closed,
      ),
    ),
    next: optional(Path),
    remarks: Type.Array(
      Type.Object(
        {
          weight: Type.Enum(['missing', 'doubt', 'note']),
          check: Type.Enum([...CHECK_IDS, 'field']),
          path: Path,
          text: wording,
          basis: optional(wording),
        },
        closed,
      ),
    ),
    paper: Type.Object({ title: Type.String(), blocks: Type.Array(PaperBlock) }, closed),
    missingGlyphs: Type.Array(Type.String()),
  },
  { description: 'A pleading as far as it is written: questions, remarks, and what is printed.' },
);
export const pleadingView = named<PleadingView>('Pleading');

export const PLEADING_SCHEMAS = [FormLineSchema, PleadingSchema] as const;
