import { type Language, localized } from '#app/core/localized.ts'
import type { Trace, TraceNode } from '../trace.model.ts'

/** `all`: with a filter, how much the whole genealogy has. */
export type TraceBody = ReturnType<typeof toTraceBody> & { all?: { nodes: number; edges: number } }

function toNode(node: TraceNode, language: Language) {
	const { id, code, item, status, category, depth, side, supplier, quantity, onHand, expiresOn } = node
	return {
		id,
		code,
		item: { id: item.id, sku: item.sku, name: localized(item.name, language) },
		status,
		category,
		depth,
		side,
		...(supplier ? { supplier: { id: supplier.id, name: localized(supplier.name, language) } } : {}),
		quantity,
		onHand,
		...(expiresOn ? { expiresOn } : {}),
	}
}

/** A trace in the interface's shape. */
export function toTraceBody(trace: Trace, language: Language) {
	const { root, direction, nodes, edges, complete, elapsedMs } = trace
	return { root, direction, nodes: nodes.map((node) => toNode(node, language)), edges, complete, elapsedMs }
}
