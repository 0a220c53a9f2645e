import { canonicalJson } from './canonical-json.ts'
import { sha256Hex } from './hash-chain.server.ts'

/**
 * One digest for each value that is given, by which it can be told later whether the record still says so, without telling
 * the value: names and values may be hidden from who may look at a signature. `salt` keeps equal values of two records apart.
 */
export const valueDigests = (salt: string, values: Readonly<Record<string, unknown>>): string[] =>
	Object.entries(values)
		.filter(([, value]) => value !== null && value !== '')
		.map(([name, value]) => sha256Hex(canonicalJson([salt, name, value])))
		.sort()
