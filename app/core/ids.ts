/**
 * A new UUID v7: 48 bits of milliseconds, then random bits, so that keys of later rows sort later.
 * Source: RFC 9562, section 5.7.
 */
export function newId(now: number = Date.now()): string {
	const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
	for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff
	bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
	bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
	const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
