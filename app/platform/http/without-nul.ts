import { Transform } from 'node:stream'

/**
 * A stream that leaves out bytes of value zero. React 18 writes the unused end of a buffer where a character of several
 * bytes does not fit into it any more, so that a Chinese word would be torn apart; HTML has no such byte otherwise
 * (HTML Living Standard, 13.2.3.5).
 */
export const withoutNul = (): Transform =>
	new Transform({
		transform(chunk: Uint8Array, _encoding, done) {
			done(null, chunk.includes(0) ? chunk.filter((byte) => byte !== 0) : chunk)
		},
	})
