import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { Wording } from '../api-client/views.ts';

/** What an answer leads to: another question, or the rules that apply. */
export type GuideStep = { readonly ask: string } | { readonly rules: readonly string[] };

export interface GuideQuestion {
  readonly ask: Wording;
  readonly help?: Wording;
  readonly options: readonly {
    readonly id: string;
    readonly label: Wording;
    readonly then: GuideStep;
  }[];
}

export interface GuideRule {
  readonly where: Wording;
  readonly law: Wording;
  readonly explained?: Wording;
  readonly exclusive?: true;
}

/** What to know before filing, as data: the shapes as far as the pages read them. */
export interface FilingGuide {
  readonly notice: readonly {
    readonly id: string;
    readonly title: Wording;
    readonly words: Wording;
    readonly law?: Wording;
  }[];
  readonly conditions: Readonly<
    Record<string, readonly { readonly id: string; readonly ask: Wording; readonly law: Wording }[]>
  >;
  readonly jurisdiction: {
    readonly start: Readonly<Record<string, GuideStep>>;
    readonly questions: Readonly<Record<string, GuideQuestion>>;
    readonly rules: Readonly<Record<string, GuideRule>>;
    readonly chooseOne: { readonly words: Wording; readonly law: Wording };
  };
}

export function useGuide() {
  return useQuery({
    queryKey: ['filing-guide'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await body(api.GET('/api/v1/filing-guide'))) as unknown as FilingGuide,
  });
}
