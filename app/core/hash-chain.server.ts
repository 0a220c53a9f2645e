import { hash } from 'node:crypto'

/** What stands before the first entry of a chain. */
export const GENESIS_HASH = '0'.repeat(64)

/** SHA-256 of a text as UTF-8, in 64 lower-case hexadecimal digits. Source: FIPS 180-4. */
export function sha256Hex(text: string): string {
	return hash('sha256', text, 'hex')
}

/**
 * The hash of an entry, which also depends on every entry before it. `content` is the entry's one text
 * (`canonicalJson`); it must hold its own sequence number and the owner of the chain, so that neither can be swapped.
 */
export function entryHash(previousHash: string, content: string): string {
	return sha256Hex(`${previousHash}\n${content}`)
}

/** An entry as stored, with its content rebuilt from the stored row. `seq` counts 1, 2, 3 … without gaps. */
export interface ChainEntry {
	readonly seq: number
	readonly previousHash: string
	readonly hash: string
	readonly content: string
}

/** The hash that a chain had at an entry, from a source that whoever alters the chain cannot reach. */
export interface ChainPoint {
	readonly seq: number
	readonly hash: string
}

export type ChainDefect =
	/** Entries with this and perhaps following numbers are gone. */
	| 'missing'
	/** An entry stands here that does not belong here: repeated, inserted or moved. */
	| 'out-of-order'
	/** The entry does not name the hash of the one before it. */
	| 'broken-link'
	/** The content is not what was hashed. */
	| 'altered'
	/** The chain is consistent in itself, but it is not the one that the checkpoint has seen: rewritten from before here. */
	| 'checkpoint-differs'

export interface ChainVerdict {
	readonly valid: boolean
	/** Entries looked at, the bad one included. */
	readonly checked: number
	/** Where the first defect is; with `missing`, the first number that is gone. */
	readonly firstBad: { readonly seq: number; readonly reason: ChainDefect } | null
}

export interface ChainExpectations {
	/** The trusted entry before the first one given; the genesis when left out. */
	readonly after?: ChainPoint
	/** Trusted points. The chain must reach the last of them, so that a cut tail or an old backup is found. */
	readonly checkpoints?: readonly ChainPoint[]
}

/** Verifies a chain of any length in pieces: `check` each page of entries in order, then `finish`. */
export class ChainVerifier {
	readonly #checkpoints: Map<number, string>
	#last: ChainPoint
	#checked = 0
	#firstBad: ChainVerdict['firstBad'] = null

	constructor({ after = { seq: 0, hash: GENESIS_HASH }, checkpoints = [] }: ChainExpectations = {}) {
		this.#last = after
		this.#checkpoints = new Map(checkpoints.filter(({ seq }) => seq > after.seq).map(({ seq, hash }) => [seq, hash]))
	}

	/** Verifies the next entries; stops looking at the first defect. Returns whether all is well so far. */
	check(entries: Iterable<ChainEntry>): boolean {
		for (const entry of entries) {
			if (this.#firstBad) break
			this.#checked++
			this.#firstBad = this.#defectOf(entry)
			this.#last = entry
		}
		return this.#firstBad === null
	}

	/** The verdict, once every entry has been given. */
	finish(): ChainVerdict {
		const reached = Math.max(this.#last.seq, ...this.#checkpoints.keys())
		if (!this.#firstBad && reached > this.#last.seq) {
			this.#firstBad = { seq: this.#last.seq + 1, reason: 'missing' }
		}
		return { valid: this.#firstBad === null, checked: this.#checked, firstBad: this.#firstBad }
	}

	#defectOf(entry: ChainEntry): ChainVerdict['firstBad'] {
		const expected = this.#last.seq + 1
		if (entry.seq > expected) return { seq: expected, reason: 'missing' }
		if (entry.seq < expected) return { seq: entry.seq, reason: 'out-of-order' }
		if (entry.previousHash !== this.#last.hash) return { seq: entry.seq, reason: 'broken-link' }
		if (entryHash(entry.previousHash, entry.content) !== entry.hash) return { seq: entry.seq, reason: 'altered' }
		const trusted = this.#checkpoints.get(entry.seq)
		if (trusted !== undefined && trusted !== entry.hash) return { seq: entry.seq, reason: 'checkpoint-differs' }
		return null
	}
}

/** Verifies a whole chain, in the order of its numbers. For chains that do not fit in memory use `ChainVerifier`. */
export function verifyChain(entries: Iterable<ChainEntry>, expectations: ChainExpectations = {}): ChainVerdict {
	const verifier = new ChainVerifier(expectations)
	verifier.check(entries)
	return verifier.finish()
}

/**
 * One hash for a list of texts: 64 hexadecimal digits that change when a text is changed, added, removed or moved.
 * Leaves and nodes are hashed with different prefixes, so that no node can pass for a leaf. Of none it is the hash of
 * the empty text. Source: RFC 6962, section 2.1.
 */
export function merkleRoot(leaves: Iterable<string>): string {
	const tree = new MerkleTree()
	for (const leaf of leaves) tree.add(leaf)
	return tree.root()
}

/**
 * The same for a list of any length, text by text: of what was added only the roots of the full trees on the left are
 * kept, one for each power of two.
 */
export class MerkleTree {
	readonly #full: { root: Buffer; leaves: number }[] = []

	/** Adds the next text. */
	add(text: string): void {
		let root = digest(LEAF, Buffer.from(text, 'utf8'))
		let leaves = 1
		while (this.#full.at(-1)?.leaves === leaves) {
			root = digest(NODE, (this.#full.pop() as { root: Buffer }).root, root)
			leaves *= 2
		}
		this.#full.push({ root, leaves })
	}

	/** The hash of all that was added so far. */
	root(): string {
		const last = this.#full.at(-1)
		if (!last) return digest().toString('hex')
		return this.#full
			.slice(0, -1)
			.reduceRight((right, { root }) => digest(NODE, root, right), last.root)
			.toString('hex')
	}
}

const LEAF = Buffer.of(0)
const NODE = Buffer.of(1)

/** In one call: the state of a hash object lies outside of the heap until somebody collects it. */
const digest = (...parts: Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer')
