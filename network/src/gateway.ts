import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import * as grpc from '@grpc/grpc-js';
import { connect, type Gateway, signers } from '@hyperledger/fabric-gateway';
import type { IdentityName, Layout } from './layout.ts';
import { addressOf, hostOf, type Member, type Topology } from './topology.ts';

/** A connection to one member's peer in the name of one of its identities. */
export interface MemberGateway {
  readonly member: Member;
  readonly gateway: Gateway;
  close(): void;
}

/** Seconds after which a call is given up. Endorsing waits for a contract, committing for a block and a lost leader. */
const DEADLINES_S = { evaluate: 10, endorse: 15, submit: 15, commitStatus: 60 } as const;

export async function connectMember(
  topology: Topology,
  layout: Layout,
  member: Member,
  identity: IdentityName,
): Promise<MemberGateway> {
  const own = layout.member(member);
  const { certificate, key } = own.identityPair(identity);
  const client = new grpc.Client(
    addressOf(topology, member, 'peer'),
    grpc.credentials.createSsl(await readFile(own.tlsRoot)),
    {
      'grpc.keepalive_time_ms': 120_000,
      'grpc.max_receive_message_length': -1,
      // TLS names no addresses; every certificate of a member's nodes names localhost.
      ...(isIP(hostOf(topology, member)) > 0
        ? { 'grpc.ssl_target_name_override': 'localhost' }
        : {}),
    },
  );
  const gateway = connect({
    client,
    identity: { mspId: member.id, credentials: await readFile(certificate) },
    signer: signers.newPrivateKeySigner(createPrivateKey(await readFile(key))),
    evaluateOptions: () => after(DEADLINES_S.evaluate),
    endorseOptions: () => after(DEADLINES_S.endorse),
    submitOptions: () => after(DEADLINES_S.submit),
    commitStatusOptions: () => after(DEADLINES_S.commitStatus),
  });
  return {
    member,
    gateway,
    close() {
      gateway.close();
      client.close();
    },
  };
}

function after(seconds: number): grpc.CallOptions {
  return { deadline: Date.now() + seconds * 1000 };
}

/** The text of a gateway's refusal with what each peer said, for which its own message is too short. */
export function explainGatewayError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { details } = error as { details?: unknown };
  const parts = Array.isArray(details)
    ? details.map(
        ({ mspId, message }: { mspId: string; message: string }) => `${mspId}: ${message}`,
      )
    : [];
  return [error.message, ...parts].join('; ');
}

/**
 * Whether orderers have a transaction although handing it in failed: the one that was asked had it from another before.
 * It stands in a block, or will; whoever waits for what it does needs no second try.
 */
export function isOrdered(error: unknown): boolean {
  return /request already (?:exists|processed)/.test(explainGatewayError(error));
}
