/** Random bytes are asked for in stock: each asking costs as much as a hundred ids. */
const stock = new Uint8Array(4_096)
let taken = stock.length

function randomBytes(count: number): Uint8Array {
	if (taken + count > stock.length) {
		globalThis.crypto.getRandomValues(stock)
		taken = 0
	}
	taken += count
	return stock.subarray(taken - count, taken)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/**
 * A new UUID v7: 48 bits of milliseconds, then random bits, so that keys of later rows sort later.
 * Source: RFC 9562, section 5.7.
 */
export function newId(now: number = Date.now()): string {
	const time = Math.floor(now).toString(16).padStart(12, '0').slice(-12)
	const bytes = randomBytes(10)
	const hex = (at: number): string => HEX[bytes[at] ?? 0] as string
	const version = `7${hex(0).slice(1)}${hex(1)}`
	const variant = `${HEX[((bytes[2] ?? 0) & 0x3f) | 0x80]}${hex(3)}`
	const rest = `${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
	return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${rest}`
}
