/*
 * The lots and links that the benches run on: deterministic, tenants of skewed sizes, genealogies twelve levels deep.
 * Most lots go into their neighbours in time; a few raw lots go into thousands, as a drum of adhesive or a coil of steel does.
 */

export type WorldSize = { lots: number; tenants: number; seed: number }

/** Lots are numbered from 0; links are kept by child: the parents of `lot` are `parents[first[lot] … first[lot + 1])`. */
export type World = {
	lots: number
	/** First lot of each tenant, and the end of the last. */
	tenantStart: Uint32Array
	level: Uint8Array
	first: Uint32Array
	parents: Uint32Array
}

export const LEVELS = 12
/** Share of a tenant's lots on each level: raw materials first, finished goods last. */
const LEVEL_SHARE = 1 / LEVELS

/** Numbers from 0 to 1 that look random and are the same in every run (mulberry32). */
export function numbersFrom(seed: number): () => number {
	let state = seed
	return () => {
		state = (state + 0x6d2b79f5) | 0
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
	}
}

/** Sizes that fall off as 1, 1/2, 1/3 …: one large company, many small ones. */
function tenantStarts({ lots, tenants }: WorldSize): Uint32Array {
	const weights = Array.from({ length: tenants }, (_, index) => 1 / (index + 1))
	const sum = weights.reduce((total, weight) => total + weight, 0)
	const starts = new Uint32Array(tenants + 1)
	let at = 0
	for (const [index, weight] of weights.entries()) {
		starts[index] = Math.round((at / sum) * lots)
		at += weight
	}
	starts[tenants] = lots
	return starts
}

/** Share of the inputs that are such a raw lot. */
const HUBS = 0.03
/** Exponent by which those inputs favour the first of a tenant's raw lots. */
const HUB_SKEW = 7

/** How many inputs a lot has: two or three as a rule, now and then a dozen. */
const inputCount = (random: () => number): number => Math.min(16, 1 + Math.floor(-Math.log(1 - random()) * 2.3))

/** Makes the world in memory: about 12 bytes a link. */
export function makeWorld(size: WorldSize): World {
	const random = numbersFrom(size.seed)
	const tenantStart = tenantStarts(size)
	const level = new Uint8Array(size.lots)
	const first = new Uint32Array(size.lots + 1)
	const parents: number[] = []
	for (let tenant = 0; tenant < size.tenants; tenant++) {
		const start = tenantStart[tenant] ?? 0
		const end = tenantStart[tenant + 1] ?? 0
		const perLevel = Math.max(1, Math.ceil((end - start) * LEVEL_SHARE))
		for (let lot = start; lot < end; lot++) {
			const own = Math.min(LEVELS - 1, Math.floor((lot - start) / perLevel))
			level[lot] = own
			first[lot] = parents.length
			if (own === 0) continue
			const chosen = new Set<number>()
			const place = ((lot - start) % perLevel) / perLevel
			for (let count = inputCount(random); count > 0; count--)
				chosen.add(start + inputOf({ own, place, perLevel }, random))
			for (const parent of chosen) parents.push(parent)
		}
	}
	first[size.lots] = parents.length
	return { lots: size.lots, tenantStart, level, first, parents: Uint32Array.from(parents) }
}

/** Half of the inputs lie within this many lots of a lot's own place in time, and some far off (a Cauchy spread). */
const NEAR = 0.5

type Where = { own: number; place: number; perLevel: number }

/** A neighbour in time on the level below; or one of the few raw lots that go into everything. */
function inputOf({ own, place, perLevel }: Where, random: () => number): number {
	if (random() < HUBS) return Math.floor(random() ** HUB_SKEW * perLevel)
	const near = Math.floor(place * perLevel + NEAR * Math.tan(Math.PI * (random() - 0.5)))
	return (own - 1) * perLevel + Math.min(perLevel - 1, Math.max(0, near))
}

/** Links by parent, for walking forward: children of `lot` are `children[from[lot] … from[lot + 1])`. */
export function childrenOf(world: World): { from: Uint32Array; children: Uint32Array } {
	const from = new Uint32Array(world.lots + 1)
	for (const parent of world.parents) from[parent + 1] = (from[parent + 1] ?? 0) + 1
	for (let lot = 0; lot < world.lots; lot++) from[lot + 1] = (from[lot + 1] ?? 0) + (from[lot] ?? 0)
	const children = new Uint32Array(world.parents.length)
	const at = from.slice()
	for (let lot = 0; lot < world.lots; lot++) {
		for (let link = world.first[lot] ?? 0; link < (world.first[lot + 1] ?? 0); link++) {
			const parent = world.parents[link] ?? 0
			const spot = at[parent] ?? 0
			children[spot] = lot
			at[parent] = spot + 1
		}
	}
	return { from, children }
}

/** Everything a lot went into, itself included; stops counting beyond `limit`. */
export function reachOf(graph: ReturnType<typeof childrenOf>, start: number, limit = Number.POSITIVE_INFINITY): number {
	const seen = new Set([start])
	const queue = [start]
	for (let at = 0; at < queue.length && seen.size <= limit; at++) {
		const lot = queue[at] as number
		for (let link = graph.from[lot] ?? 0; link < (graph.from[lot + 1] ?? 0); link++) {
			const child = graph.children[link] as number
			if (seen.has(child)) continue
			seen.add(child)
			queue.push(child)
		}
	}
	return seen.size
}
