import type { TFunction } from 'i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import type { Reader } from '#app/platform/i18n/use-reader.ts'
import type { GraphEdge, GraphNode } from '#app/ui/graph/graph-model.ts'
import { type PackedCanvas, unpackCanvas } from '../packed-canvas.model.ts'
import type { CanvasLink } from '../trace-canvas.model.ts'

type Setting = {
	states: readonly LotState[]
	reader: Reader
	t: TFunction
}

/** Wide names make wide nodes; the whole name is read out and stands in the table. */
const SHORT = 20
const short = (text: string): string => ([...text].length > SHORT ? `${[...text].slice(0, SHORT - 1).join('')}…` : text)

/**
 * A trace as the canvas draws it: lots, groups of lots, and behind them whom they were sent to. With a narrow scope, what
 * is in it is drawn solid and what the broad one adds dashed.
 */
export function traceGraph(packed: PackedCanvas, setting: Setting): { nodes: GraphNode[]; edges: GraphEdge[] } {
	const { states, reader, t } = setting
	const { canvas, narrow } = unpackCanvas(packed)
	const { say } = reader
	const quantity = onceEach(reader)
	const reached = new Set(canvas.links.flatMap((link) => (narrow?.has(link.from) ? [link.to] : [])))
	const nameOf = (place: number) => {
		const item = canvas.items[place]
		return item ? say(item.name) : ''
	}
	const scopeOf = (id: string) => (narrow ? { scope: narrow.has(id) ? ('narrow' as const) : ('broad' as const) } : {})
	const looks = new Map(states.map((state) => [state.key, lotStateLook(states, state.key)]))
	const lots = canvas.lots.map((lot): GraphNode => {
		const look = looks.get(lot.status) ?? lotStateLook(states, lot.status)
		return {
			id: lot.id,
			code: lot.code,
			sub: quantity(lot.quantity),
			tone: look.tone,
			status: `${say(look.title)}, ${nameOf(lot.item)}`,
			to: `/lots/${lot.id}`,
			...scopeOf(lot.id),
		}
	})
	const groups = canvas.groups.map(
		(group): GraphNode => ({
			id: group.id,
			code: t('graph.group', { count: group.lots }),
			sub: short(nameOf(group.item)),
			tone: 'draft',
			status: t('graph.groupText', { count: group.lots, item: nameOf(group.item) }),
			group: true,
		}),
	)
	const receivers = canvas.parties.map(
		(party): GraphNode => ({
			id: `party:${party.id}`,
			code: party.code,
			sub: short(say(party.name)),
			tone: 'shipped',
			status: t('consignee'),
			...(narrow ? { scope: reached.has(`party:${party.id}`) ? 'narrow' : 'broad' } : {}),
		}),
	)
	const labelOf = (link: CanvasLink) => link.quantities.map(quantity).join(' + ')
	return {
		nodes: [...lots, ...groups, ...receivers],
		edges: canvas.links.map((link) => ({
			from: link.from,
			to: link.to,
			label: labelOf(link),
			...(link.reconstructed ? { reconstructed: true } : {}),
			...(narrow?.has(link.from) && (narrow.has(link.to) || link.to.startsWith('party:')) ? { hot: true } : {}),
		})),
	}
}

/** Writes each quantity once: thousands of lots have a few sizes, and writing a number takes longer than finding it. */
function onceEach({ quantity }: Reader): Reader['quantity'] {
	const written = new Map<string, string>()
	return (amount) => {
		const key = `${amount.value} ${amount.unit}`
		const known = written.get(key)
		if (known !== undefined) return known
		const text = quantity(amount)
		written.set(key, text)
		return text
	}
}
