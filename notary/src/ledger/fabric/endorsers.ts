import { quorum } from '@cunzheng/domain';

/** As much of a peer as the choice of endorsers needs. */
export interface Endorsing {
  readonly member: string;
  readonly up: boolean;
}

/**
 * Members to name as endorsers; none leaves the choice to the gateway, which asks a majority.
 *
 * While all peers answer it is left to the gateway, unless a majority is fewer than a proof wants: that needs as many
 * endorsers as a checkpoint cosigners, with five members one more. While some do not answer, those that do are named, for a
 * gateway that waits for one that hangs would use up the time.
 */
export function chooseEndorsers(peers: readonly Endorsing[], members: number): string[] {
  const live = liveMembers(peers);
  const majority = Math.floor(members / 2) + 1;
  // Gateways do not look whether those named are enough: peers then find the transaction invalid when it is too late.
  if (live.length < majority) return [];
  if (peers.some(({ up }) => !up)) return live;
  const wanted = quorum(members);
  return majority < wanted ? live.slice(0, wanted) : [];
}

/** Members of whose peers one at least is up, each once. */
export function liveMembers(peers: readonly Endorsing[]): string[] {
  return [...new Set(peers.filter(({ up }) => up).map(({ member }) => member))];
}
