export { rootKeyCommand, type TrustCommand, trustCommand } from './command.ts';
export { openAuditorKey } from './member-keys.ts';
export { memberCalled, type NetworkFiles, readNetworkFiles } from './network-files.ts';
export { auditorAddresses, type NetworkTrust, readNetworkTrust } from './network-trust.ts';
export { editionDigest } from './on-chain.ts';
