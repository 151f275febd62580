import type { Difference } from './differences.ts';

/** One act against what stands on the ledger. */
export interface IntegrityItem {
  readonly kind: 'document' | 'service' | 'receipt' | 'filing' | 'key';
  readonly recordId: string;
  /** Absent where the tables no longer have the document. */
  readonly documentId?: string;
  readonly number?: string;
  readonly title?: string;
  readonly event?: string;
  readonly actTime?: string;
  readonly state: 'intact' | 'altered' | 'missing' | 'notRecorded';
  /** When the copy was last found intact, for a copy that is not; absent when it never was checked. */
  readonly since?: string;
  /** Where it went wrong: the stored file, the row against the record, or a row that is no longer there. */
  readonly stage?: 'file' | 'record' | 'row';
  /** In what row and record differ. */
  readonly differs?: readonly Difference[];
}
