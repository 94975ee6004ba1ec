import { BlockList, isIP } from 'node:net';

/**
 * IANA's IPv4 special-purpose registry as a whole, the parts it calls globally reachable too (AS112, AMT, anycast of
 * protocols): nobody serves attachments from them. Multicast and 240/4 are in registries of their own.
 */
const SPECIAL_V4 = [
  '0.0.0.0/8', // this network; 0.0.0.0 reaches the machine itself
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT, and a cloud's metadata at 100.100.100.200
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, and most clouds' metadata
  '172.16.0.0/12',
  '192.0.0.0/24', // protocol assignments, and a cloud's metadata at 192.0.0.192
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24', // relays from 6to4
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, and broadcast
  '168.63.129.16/32', // public by number, but Azure answers on it to its own machines only
];

/** What is special inside 2000::/3. */
const SPECIAL_V6 = [
  '2001::/23', // protocol assignments: Teredo, benchmarks, ORCHID, DRIP, anycast
  '2001:db8::/32',
  '2002::/16', // 6to4 holds an IPv4 address, which a relay would call
  '2620:4f:8000::/48', // AS112
  '3fff::/20', // documentation
];

const special = listOf([...SPECIAL_V4, ...SPECIAL_V6]);
const globalUnicast = listOf(['2000::/3']);

/**
 * Whether the address belongs to a host on the public Internet. Anything else, also text that is no address, is not.
 *
 * IPv6 is allowed by its one global block, so that every notation that hides an IPv4 address (`::ffff:0:0/96`,
 * `64:ff9b::/96`, IPv4-compatible) and every block that is not yet assigned fails without being listed.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      // With a zone (`%eth0`) an address means something on one link only.
      return (
        !address.includes('%') && globalUnicast.check(address, 'ipv6') && !special.check(address, 'ipv6')
      );
    default:
      return false;
  }
}

function listOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), isIP(network) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
