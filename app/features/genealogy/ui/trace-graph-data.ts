import type { TFunction } from 'i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import type { Reader } from '#app/platform/i18n/use-reader.ts'
import type { GraphEdge, GraphNode } from '#app/ui/graph/graph-model.ts'
import type { Trace } from '../trace.model.ts'
import type { Consignee } from '../trace.queries.server.ts'

type Setting = { states: readonly LotState[]; status: readonly string[] | undefined; reader: Reader; t: TFunction }

/** Wide names make wide nodes; the whole name is read out and stands in the table. */
const SHORT = 20
const short = (text: string): string => ([...text].length > SHORT ? `${[...text].slice(0, SHORT - 1).join('')}…` : text)

/** A trace as the canvas draws it: lots, and behind them whom they were sent to. Lots of other statuses than asked are faded. */
export function traceGraph(
	trace: Trace,
	consignees: readonly Consignee[],
	setting: Setting,
): { nodes: GraphNode[]; edges: GraphEdge[] } {
	const { states, status, reader, t } = setting
	const { say, quantity } = reader
	const lots = trace.nodes.map((node): GraphNode => {
		const look = lotStateLook(states, node.status)
		return {
			id: node.id,
			code: node.code,
			sub: quantity(node.quantity),
			tone: look.tone,
			status: `${say(look.title)}, ${say(node.item.name)}`,
			...(status && !status.includes(node.status) ? { scope: 'outside' as const } : {}),
		}
	})
	const parties = new Map(consignees.map((one) => [one.party.id, one.party]))
	const receivers = [...parties.values()].map(
		(party): GraphNode => ({
			id: `party:${party.id}`,
			code: party.code,
			sub: short(say(party.name)),
			tone: 'shipped',
			status: t('consignee'),
		}),
	)
	const links = new Map<string, Omit<GraphEdge, 'reconstructed'> & { total: string[]; reconstructed?: boolean }>()
	for (const edge of trace.edges) {
		const key = `${edge.parent} ${edge.child}`
		const known = links.get(key)
		const label = quantity(edge.quantity)
		if (known) known.total.push(label)
		else links.set(key, { from: edge.parent, to: edge.child, total: [label] })
		const link = links.get(key)
		// Dashed as a whole only when nothing of it was recorded.
		if (link) link.reconstructed = edge.reconstructed === true && link.reconstructed !== false
	}
	return {
		nodes: [...lots, ...receivers],
		edges: [
			...[...links.values()].map(({ total, ...edge }) => ({
				...edge,
				label: edge.reconstructed ? t('graph.reconstructed', { quantity: total.join(' + ') }) : total.join(' + '),
			})),
			...consignees.map((one) => ({ from: one.lot.id, to: `party:${one.party.id}`, label: quantity(one.shipped) })),
		],
	}
}
