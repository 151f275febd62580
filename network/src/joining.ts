import { join } from 'node:path';
import { exists } from './files.ts';
import type { Layout } from './layout.ts';
import type { Network } from './network.ts';
import type { Member } from './topology.ts';

/** Mark of a member that is joining: there from the first step until the last. */
export function joiningFile(layout: Layout, member: Member): string {
  return join(layout.member(member).dir, 'joining');
}

/** Members that are on the channel and in the registry: all but one whose joining was cut short. */
export async function settledMembers({ topology, layout }: Network): Promise<Member[]> {
  const joining = await Promise.all(
    topology.members.map((member) => exists(joiningFile(layout, member))),
  );
  return topology.members.filter((_, i) => !joining[i]);
}
