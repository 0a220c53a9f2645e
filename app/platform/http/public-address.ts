import { BlockList, isIP } from 'node:net'

const closed = new BlockList()
/** Special-purpose addresses (IANA registries, RFC 6890 and later): none of them is out in the world. */
const V4: readonly (readonly [string, number])[] = [
	['0.0.0.0', 8],
	['10.0.0.0', 8],
	['100.64.0.0', 10],
	['127.0.0.0', 8],
	['169.254.0.0', 16],
	['172.16.0.0', 12],
	['192.0.0.0', 24],
	['192.0.2.0', 24],
	['192.88.99.0', 24],
	['192.168.0.0', 16],
	['198.18.0.0', 15],
	['198.51.100.0', 24],
	['203.0.113.0', 24],
	['224.0.0.0', 4],
	['240.0.0.0', 4],
]
for (const [net, bits] of V4) closed.addSubnet(net, bits, 'ipv4')

/** IPv6 that is routed in the world at all, and what inside it is not, or leads to an IPv4 address of its choice. */
const world = new BlockList()
world.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
	['2001::', 23],
	['2001:db8::', 32],
	['2002::', 16],
	['3fff::', 20],
] as const)
	closed.addSubnet(net, bits, 'ipv6')

/**
 * Whether an address is one of the world outside: not this machine, not its network, not a cloud's metadata service. IPv6
 * that carries an IPv4 address (mapped, translated, 6to4) is refused altogether: nobody needs it.
 */
export function isPublicAddress(address: string): boolean {
	const family = isIP(address)
	if (family === 4) return !closed.check(address, 'ipv4')
	if (family === 6) return world.check(address, 'ipv6') && !closed.check(address, 'ipv6')
	return false
}
