import t from 'tap';
import { leaderIn, parseMetrics } from '../src/leader.ts';
import { type MemberStatus, type NetworkStatus, statusTable } from '../src/status.ts';
import { TOPOLOGY } from '../topology.ts';

const metrics = (leader: number) =>
  parseMetrics(
    `# HELP x y\nconsensus_BFT_leader_id{channel="judicial"} ${leader}\nledger_blockchain_height{channel="judicial"} 17\n`,
  );

t.test('metrics are read by name and labels', async (t) => {
  const found = metrics(2);
  t.equal(found.get('ledger_blockchain_height{channel="judicial"}'), 17);
  t.equal(parseMetrics('a 1.5e+06\nb NaN\n').get('a'), 1_500_000);
});

t.test(
  'the leader is the one that most orderers name, whatever one that was away says',
  async (t) => {
    t.equal(leaderIn(TOPOLOGY, [metrics(1), metrics(2), metrics(2), new Map()])?.folder, 'hzic');
    t.equal(leaderIn(TOPOLOGY, [new Map(), new Map()]), undefined);
  },
);

const up = { up: true, state: 'up', restarts: 0 } as const;
const member: MemberStatus = {
  id: 'BjicMSP',
  courts: ['京0491'],
  peer: { ...up, height: 17 },
  orderer: { ...up, restarts: 2, height: 17, leader: true },
  ca: { up: false, state: 'waiting', restarts: 3 },
  contract: { up: false, state: 'up', restarts: 0 },
  auditor: { up: false, state: 'stopped', restarts: 0, size: 0, alarms: [] },
};
const status: NetworkStatus = {
  channel: 'judicial',
  members: [member],
  certificates: [
    {
      path: 'members/bjic/x',
      member: 'BjicMSP',
      name: 'peer TLS',
      notAfter: '2027-01-02T03:04:05.000Z',
    },
  ],
  residentBytes: 3 * 2 ** 20,
};

t.test(
  'the table tells restarts, who leads, a contract that runs and is silent, and what ends first',
  async (t) => {
    const lines = statusTable(status).split('\n');
    t.match(
      lines[2],
      /^BjicMSP {2}up +17 +up \(2 restarts\) +17 +leads +waiting \(3 restarts\) +silent +stopped +0$/,
    );
    t.match(lines[3], /3 MiB.*peer TLS of BjicMSP, 2027-01-02$/);
  },
);
