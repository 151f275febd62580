import type { Topology } from './src/topology.ts';

/**
 * The network that `npm run network:up` starts. Everything else (certificates, the genesis block, each process's
 * configuration, the registry of courts on chain) is made from this. A member more is an entry more, then
 * `npm run network:up` again, also while the network runs. An entry that a network was made with is never changed.
 */
export const TOPOLOGY: Topology = {
  channel: 'judicial',
  contract: 'cunzheng',
  host: 'localhost',
  members: [
    {
      id: 'BjicMSP',
      folder: 'bjic',
      name: '北京互联网法院',
      courts: [{ code: '京0491', name: '北京互联网法院' }],
      ports: 17100,
    },
    {
      id: 'HzicMSP',
      folder: 'hzic',
      name: '杭州互联网法院',
      courts: [{ code: '浙0192', name: '杭州互联网法院' }],
      ports: 17120,
    },
    {
      id: 'GzicMSP',
      folder: 'gzic',
      name: '广州互联网法院',
      courts: [{ code: '粤0192', name: '广州互联网法院' }],
      ports: 17140,
    },
    {
      id: 'SpcMSP',
      folder: 'spc',
      name: '最高人民法院',
      courts: [{ code: '最高法', name: '最高人民法院' }],
      ports: 17160,
    },
  ],
};
