import { lookup as lookUp } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';
import { MillraceError } from '../../shared/errors.ts';

/** Networks that are not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry. */
const privateNetworks: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
];

const blocked = new BlockList();
for (const [network, prefix] of privateNetworks)
  blocked.addSubnet(network, prefix, isIPv6(network) ? 'ipv6' : 'ipv4');

/** Whether an address is of this machine, a private network, or of none at all. */
export function isPrivateAddress(address: string): boolean {
  // A zone, as in fe80::1%eth0, says nothing about the network.
  const plain = address.split('%')[0] ?? '';
  const family = isIP(plain);
  return family === 0 || blocked.check(plain, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Resolves names for one request, and refuses private addresses at the moment of connecting: a name that was checked
 * before could lead elsewhere by then.
 */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? [];
    if (error !== null || first === undefined) return callback(error ?? noAddress(hostname), []);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return callback(privateAddress(hostname), []);
    if (options.all === true) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

function noAddress(host: string): Error {
  return new Error(`${host} has no address`);
}

/** The refusal of a host that leads into a private network. */
export function privateAddress(host: string): MillraceError {
  return new MillraceError(
    'private_address',
    `${host} leads to this machine or a private network.`,
    { action: `If that is meant, grant it by its full name: --allow-host ${host}.` },
  );
}
