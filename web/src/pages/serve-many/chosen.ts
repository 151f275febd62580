import { useKept } from '../../kept/use-kept.ts';

const EMPTY: { readonly chosen: readonly string[] } = { chosen: [] };

/**
 * The items chosen for serving, kept on this device until all are served. `restored` tells that they were found here; some
 * may have been served meanwhile.
 */
export function useChosen() {
  const { fields, restored, change, forget } = useKept('serve-many', EMPTY);
  return {
    ...{ restored, forget },
    chosen: new Set(fields.chosen),
    choose: (next: ReadonlySet<string>) => change({ chosen: [...next] }),
  };
}
