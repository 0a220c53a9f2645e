import { type Language, type LocalizedText, localized } from '#app/core/localized.ts'
import type { Trace, TraceNode } from '../trace.model.ts'

/** `all`: with a filter, how much the whole genealogy has. */
export type TraceBody = ReturnType<typeof toTraceBody> & { all?: { nodes: number; edges: number } }

type Named = { id: string; name: LocalizedText }
type InLanguage<T extends Named> = Omit<T, 'name'> & { name: string }

/** Names in one language, each object made once for all the lots that share it. */
function namesIn(language: Language) {
	const made = new Map<Named, InLanguage<Named>>()
	return <T extends Named>(given: T): InLanguage<T> => {
		const known = made.get(given) ?? { ...given, name: localized(given.name, language) }
		made.set(given, known)
		return known as InLanguage<T>
	}
}

/** What a lot does not have is undefined, which no answer tells. */
function toNode(node: TraceNode, named: ReturnType<typeof namesIn>) {
	const { id, code, item, status, category, depth, side, supplier, quantity, onHand, expiresOn } = node
	return {
		id,
		code,
		item: named(item),
		status,
		category,
		depth,
		side,
		supplier: supplier ? named(supplier) : undefined,
		quantity,
		onHand,
		expiresOn: expiresOn ?? undefined,
	}
}

/** A trace in the interface's shape. */
export function toTraceBody(trace: Trace, language: Language) {
	const { root, direction, nodes, edges, complete, elapsedMs } = trace
	const named = namesIn(language)
	return { root, direction, nodes: nodes.map((node) => toNode(node, named)), edges, complete, elapsedMs }
}
