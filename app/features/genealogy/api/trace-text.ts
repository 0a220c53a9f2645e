import { type Language, localized } from '#app/core/localized.ts'
import type { TraceDirection } from '../trace.model.ts'
import type { WalkedTrace } from '../trace.queries.server.ts'

/** Writes texts as JSON, each only once: a genealogy has many lots of few items, units, states and times. */
function remembered<K>(write: (key: K) => unknown): (key: K) => string {
	const texts = new Map<K, string>()
	return (key) => {
		let text = texts.get(key)
		if (text === undefined) {
			text = JSON.stringify(write(key)) ?? ''
			texts.set(key, text)
		}
		return text
	}
}

/**
 * What `JSON.stringify(toTraceBody(trace, language))` writes of a whole genealogy, straight from what the database tells:
 * of thousands of lots, making an object of each and turning it into text costs as much as finding them. Ids and decimals
 * come from columns that hold nothing that has to be escaped.
 */
export function traceText(
	{ answer, nodes, placed, standingOf }: WalkedTrace,
	given: { root: string; direction: TraceDirection; language: Language; elapsedMs: () => number },
): string {
	const { root, direction, language, elapsedMs } = given
	const word = remembered((text: string) => text)
	const time = remembered((at: number) => new Date(at))
	const itemOf = remembered((id: string) => {
		const item = answer.items?.[id]
		if (!item) throw new Error(`A trace does not tell item ${id}`)
		return { id, sku: item.sku, name: localized(item.name, language) }
	})
	const supplierOf = remembered((id: string) => {
		const name = answer.suppliers?.[id]
		return name ? { id, name: localized(name, language) } : null
	})
	const lots = nodes.map((node, place) => {
		const [, id, code, item, status, category, supplierId, quantity, onHand, unit, expiresOn] = node
		const { depth, side } = standingOf(place)
		const supplier = supplierId === null ? 'null' : supplierOf(supplierId)
		return `{"id":"${id}","code":${JSON.stringify(code)},"item":${itemOf(item)},"status":${word(status)},"category":${word(category)},"depth":${depth},"side":"${side}",${
			supplier === 'null' ? '' : `"supplier":${supplier},`
		}"quantity":{"value":"${quantity}","unit":${word(unit)}},"onHand":{"value":"${onHand}","unit":${word(unit)}}${
			expiresOn === null ? '' : `,"expiresOn":"${expiresOn}"`
		}}`
	})
	const links = (answer.links ?? []).map(([, , kind, quantity, unit, at, reconstructed], index) => {
		const parent = nodes[placed[index]?.parent ?? -1]?.[1]
		const child = nodes[placed[index]?.child ?? -1]?.[1]
		if (!parent || !child) throw new Error('A link leads to a lot that is not there')
		return `{"parent":"${parent}","child":"${child}","kind":${word(kind)},"quantity":{"value":"${quantity}","unit":${word(unit)}},"eventTime":${time(at)}${
			reconstructed ? ',"reconstructed":true' : ''
		}}`
	})
	return `{"root":"${root}","direction":"${direction}","nodes":[${lots.join(',')}],"edges":[${links.join(',')}],"complete":true,"elapsedMs":${elapsedMs()}}`
}
