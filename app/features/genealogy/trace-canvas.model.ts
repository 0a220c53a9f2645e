import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Trace, TraceNode } from './trace.model.ts'
import type { Sent } from './trace-figures.model.ts'
import { sumByUnit } from './trace-view.model.ts'

/** Lots that a canvas draws one by one; of more, those of one step and item are drawn as one, and opened on demand. */
export const CANVAS_LOTS = 5_000
/** Groups smaller than this stay apart. */
const SMALL_GROUP = 12

export type CanvasLot = { id: string; code: string; item: number; status: string; quantity: Quantity }
/** Lots of one item, as many steps away on one side, drawn as one. */
export type CanvasGroup = { id: string; key: string; item: number; lots: number; quantities: Quantity[] }
/** How much went from one to the other, or was sent to a party. `links` counts what is drawn as one. */
export type CanvasLink = { from: string; to: string; quantities: Quantity[]; links: number; reconstructed: boolean }

export type TraceCanvas = {
	items: { id: string; sku: string; name: LocalizedText }[]
	lots: CanvasLot[]
	groups: CanvasGroup[]
	links: CanvasLink[]
	parties: { id: string; code: string; name: LocalizedText }[]
	/** Lots drawn or counted in a group: always all that were asked for. */
	total: number
}

const groupKey = (node: TraceNode): string => `${node.side.charAt(0)}${node.depth}:${node.item.id}`

/** Which lots are drawn within a group, by lot id: none where all can be drawn. */
function groupsOf(nodes: readonly TraceNode[], root: string, open: readonly string[], most: number) {
	const groups = new Map<string, TraceNode[]>()
	if (nodes.length <= most) return groups
	const kept = new Set(open)
	for (const [key, own] of Map.groupBy(nodes, groupKey)) {
		if (own.length < SMALL_GROUP || kept.has(key) || own.some((node) => node.id === root)) continue
		groups.set(key, own)
	}
	return groups
}

/**
 * What a canvas shows of a trace: the given lots, their links, and whom they were sent to. Beyond `most` lots those of one
 * step and item are drawn as one with their number, save groups that are opened (`open`, by key). Nothing is left out.
 */
export function canvasOf(
	trace: Trace,
	nodes: readonly TraceNode[],
	sent: readonly Sent[],
	options: { open: readonly string[]; most?: number },
): TraceCanvas {
	const groups = groupsOf(nodes, trace.root, options.open, options.most ?? CANVAS_LOTS)
	const drawnAs = new Map<string, string>()
	for (const [key, own] of groups) for (const node of own) drawnAs.set(node.id, `group:${key}`)
	const shown = new Set(nodes.map((node) => node.id))
	const items = new Map(nodes.map((node) => [node.item.id, node.item]))
	const places = new Map([...items.keys()].map((id, index) => [id, index]))
	const placeOf = (node: TraceNode) => places.get(node.item.id) ?? 0
	const parties = new Map<string, Sent['party']>()
	const links = new LinkSums()
	for (const edge of trace.edges) {
		if (!shown.has(edge.parent) || !shown.has(edge.child)) continue
		const [from, to] = [drawnAs.get(edge.parent) ?? edge.parent, drawnAs.get(edge.child) ?? edge.child]
		if (from !== to) links.add(from, to, edge.quantity, edge.reconstructed === true)
	}
	for (const one of sent) {
		if (!shown.has(one.lot.id)) continue
		parties.set(one.party.id, one.party)
		links.add(drawnAs.get(one.lot.id) ?? one.lot.id, `party:${one.party.id}`, one.shipped, false)
	}
	return {
		items: [...items.values()].map(({ id, sku, name }) => ({ id, sku, name })),
		lots: nodes
			.filter((node) => !drawnAs.has(node.id))
			.map((node) => ({
				id: node.id,
				code: node.code,
				item: placeOf(node),
				status: node.status,
				quantity: node.quantity,
			})),
		groups: [...groups].map(([key, own]) => ({
			id: `group:${key}`,
			key,
			item: own[0] ? placeOf(own[0]) : 0,
			lots: own.length,
			quantities: sumByUnit(own.map((node) => node.quantity)),
		})),
		links: links.all(),
		parties: [...parties.values()].map(({ id, code, name }) => ({ id, code, name })),
		total: nodes.length,
	}
}

/** Links between the same two, added up. A sum is reconstructed only when nothing of it was recorded. */
class LinkSums {
	readonly #sums = new Map<string, { from: string; to: string; parts: Quantity[]; reconstructed: boolean }>()

	add(from: string, to: string, quantity: Quantity, reconstructed: boolean): void {
		const key = `${from} ${to}`
		const known = this.#sums.get(key)
		if (!known) {
			this.#sums.set(key, { from, to, parts: [quantity], reconstructed })
			return
		}
		known.parts.push(quantity)
		known.reconstructed &&= reconstructed
	}

	all(): CanvasLink[] {
		return [...this.#sums.values()].map(({ parts, ...link }) => ({
			...link,
			quantities: parts.length === 1 ? parts : sumByUnit(parts),
			links: parts.length,
		}))
	}
}
