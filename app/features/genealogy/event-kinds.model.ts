import type { EventKind, LinkKind } from './genealogy.model.ts'

/**
 * What a kind of event does with its lots.
 * - `inputs`: taken out of stock, only looked at, or not allowed.
 * - `outputs`: put into stock, brought into stock as far as it is not there yet, only looked at, or not allowed.
 * - `link`: why inputs and outputs are linked, or null.
 * - `lock`: what the state of the inputs must allow. `handling` forbids only lots that are blocked or over and done with.
 * - `needs`: lists that must not be empty.
 */
export type EventRules = {
	inputs: 'used' | 'seen' | 'none'
	outputs: 'made' | 'received' | 'seen' | 'none'
	link: LinkKind | null
	lock: 'consumption' | 'shipment' | 'handling' | null
	needs: readonly ('inputs' | 'outputs')[]
}

const rework = (link: LinkKind): EventRules => ({
	inputs: 'used',
	outputs: 'made',
	link,
	lock: 'handling',
	needs: ['inputs', 'outputs'],
})
const seen: EventRules = { inputs: 'seen', outputs: 'seen', link: null, lock: null, needs: [] }

export const EVENT_RULES: Record<EventKind, EventRules> = {
	register: { inputs: 'none', outputs: 'made', link: null, lock: null, needs: ['outputs'] },
	receive: { inputs: 'none', outputs: 'received', link: null, lock: null, needs: ['outputs'] },
	produce: { inputs: 'used', outputs: 'made', link: 'consume', lock: 'consumption', needs: ['outputs'] },
	consume: { inputs: 'used', outputs: 'made', link: 'consume', lock: 'consumption', needs: ['inputs'] },
	split: rework('split'),
	merge: rework('merge'),
	rework: rework('rework'),
	relabel: rework('relabel'),
	repack: rework('repack'),
	change: rework('change'),
	pack: { inputs: 'seen', outputs: 'none', link: null, lock: 'handling', needs: ['inputs'] },
	unpack: { inputs: 'seen', outputs: 'none', link: null, lock: null, needs: ['inputs'] },
	ship: { inputs: 'used', outputs: 'none', link: null, lock: 'shipment', needs: ['inputs'] },
	return: { inputs: 'used', outputs: 'made', link: null, lock: null, needs: [] },
	destroy: { inputs: 'used', outputs: 'none', link: null, lock: null, needs: ['inputs'] },
	adjust: { inputs: 'used', outputs: 'made', link: null, lock: null, needs: [] },
	inspect: seen,
	hold: seen,
	release: seen,
	recall: seen,
	// Written by `correctEvent` alone, with the parts of the event that was wrong turned round.
	correct: { inputs: 'used', outputs: 'made', link: null, lock: null, needs: [] },
}

/** Kinds after which no more may be there than before: the goods stay what they are. */
export const KEEPS_QUANTITY: ReadonlySet<EventKind> = new Set(['split', 'merge', 'relabel', 'repack'])

/** Kinds that put lots into a container or take them out; nothing leaves stock by them. */
export const CONTAINER_KINDS: ReadonlySet<EventKind> = new Set(['pack', 'unpack'])

/**
 * Kinds that `correctEvent` takes back. The others are undone where they belong: a hold is lifted, a release answered by
 * a hold, a recall withdrawn, a shipment sent back by a return, a lot registered by mistake is withdrawn.
 */
export const CORRECTABLE: ReadonlySet<EventKind> = new Set([
	'receive',
	'produce',
	'consume',
	'split',
	'merge',
	'rework',
	'relabel',
	'repack',
	'change',
	'pack',
	'unpack',
	'return',
	'destroy',
	'adjust',
	'inspect',
])

/** Kinds that people record by hand; the rest come from the screens and calls they belong to. */
export const RECORDABLE = [
	'split',
	'merge',
	'rework',
	'relabel',
	'repack',
	'change',
	'pack',
	'unpack',
	'receive',
	'consume',
	'produce',
	'return',
	'destroy',
	'adjust',
	'inspect',
] as const satisfies readonly EventKind[]
