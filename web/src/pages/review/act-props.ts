import type { FilingReview, ReviewedFiling } from '../../api-client/views.ts';
import type { NotesHook } from './marks.ts';

/** What every form of an act gets. */
export interface ActProps {
  readonly filing: ReviewedFiling;
  readonly review: FilingReview;
  readonly notes: NotesHook;
  onClose(): void;
  /** It was signed. */
  onDone(): void;
}
