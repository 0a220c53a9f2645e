import type { Language, LocalizedText } from '#app/core/localized.ts'
import { localized } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import type { LotState } from '#app/features/lots/lot-states.queries.server.ts'
import type { AcrossLot } from '#app/features/network/shared-lots.queries.server.ts'
import type { Trace, TraceEdge, TraceNode } from './trace.model.ts'
import type { Consignee } from './trace.queries.server.ts'

export type Cell = string | number | null

/** One table of an export: its name, heads, and rows made as they are read. */
export type ExportTable = {
	key: 'lots' | 'links' | 'consignees' | 'connected'
	heads: string[]
	rows: Iterable<Cell[]>
}

type Given = {
	trace: Trace
	nodes: readonly TraceNode[]
	consignees: readonly Consignee[]
	/** Where it goes on in connected companies, as far as these show it. */
	connected: readonly AcrossLot[]
	narrow: ReadonlySet<string> | null
	states: readonly LotState[]
	language: Language
	t: (key: string) => string
}

const LOT_HEADS = [
	'lot',
	'sku',
	'item',
	'side',
	'steps',
	'status',
	'supplier',
	'made',
	'stock',
	'unit',
	'expires',
	'consignees',
]
const LINK_HEADS = ['parent', 'child', 'kind', 'quantity', 'unit', 'time', 'origin']
const CONSIGNEE_HEADS = [
	'party',
	'partyName',
	'country',
	'lot',
	'shipped',
	'unit',
	'shipments',
	'firstShipped',
	'lastShipped',
]

const CONNECTED_HEADS = ['lot', 'side', 'company', 'theirLot', 'shown']

/**
 * A trace as tables in a reader's language: exactly the lots given, the links between them, and who was sent them. The
 * scope column comes only with a narrow scope, the last table only where the trace goes on in connected companies.
 */
export function traceTables(given: Given): ExportTable[] {
	const { t, narrow } = given
	const heads = (keys: readonly string[]) => keys.map((key) => t(`csv.${key}`))
	return [
		{ key: 'lots', heads: [...heads(LOT_HEADS), ...(narrow ? [t('csv.scope')] : [])], rows: lotRows(given) },
		{ key: 'links', heads: heads(LINK_HEADS), rows: linkRows(given) },
		{ key: 'consignees', heads: heads(CONSIGNEE_HEADS), rows: consigneeRows(given) },
		...(given.connected.length > 0
			? [{ key: 'connected' as const, heads: heads(CONNECTED_HEADS), rows: connectedRows(given) }]
			: []),
	]
}

function* lotRows({ nodes, consignees, states, language, narrow, t }: Given): Iterable<Cell[]> {
	const say = (text: LocalizedText) => localized(text, language)
	const sent = Map.groupBy(consignees, (one) => one.lot.id)
	for (const node of nodes) {
		yield [
			node.code,
			node.item.sku,
			say(node.item.name),
			t(`csv.sides.${node.side}`),
			node.depth,
			say(lotStateLook(states, node.status).title),
			node.supplier ? say(node.supplier.name) : '',
			node.quantity.value,
			node.onHand.value,
			node.quantity.unit,
			node.expiresOn,
			(sent.get(node.id) ?? []).map((one) => `${one.party.code}: ${one.shipped.value} ${one.shipped.unit}`).join('; '),
			...(narrow ? [t(narrow.has(node.id) ? 'scopes.narrow' : 'scopes.broad')] : []),
		]
	}
}

/** A link with the codes of its ends. */
export type CodedLink = TraceEdge & { parentCode: string; childCode: string }

/** The links between lots that are shown. */
export function* linksBetween(edges: readonly TraceEdge[], nodes: readonly TraceNode[]): Iterable<CodedLink> {
	const codes = new Map(nodes.map((node) => [node.id, node.code]))
	for (const edge of edges) {
		const [parentCode, childCode] = [codes.get(edge.parent), codes.get(edge.child)]
		if (parentCode !== undefined && childCode !== undefined) yield { ...edge, parentCode, childCode }
	}
}

/** On which side of a trace a lot of a connected company lies. */
export const sideAcross = ({ direction }: Pick<AcrossLot, 'direction'>): 'backward' | 'forward' =>
	direction === 'upstream' ? 'backward' : 'forward'

function* linkRows({ trace, nodes, t }: Given): Iterable<Cell[]> {
	for (const edge of linksBetween(trace.edges, nodes)) {
		yield [
			edge.parentCode,
			edge.childCode,
			t(`csv.link.${edge.kind}`),
			edge.quantity.value,
			edge.quantity.unit,
			edge.eventTime,
			t(edge.reconstructed ? 'csv.reconstructed' : 'csv.recorded'),
		]
	}
}

function* consigneeRows({ nodes, consignees, language }: Given): Iterable<Cell[]> {
	const shown = new Set(nodes.map((node) => node.id))
	for (const one of consignees) {
		if (!shown.has(one.lot.id)) continue
		yield [
			one.party.code,
			localized(one.party.name, language),
			one.party.country,
			one.lot.code,
			one.shipped.value,
			one.shipped.unit,
			one.shipments.join(' '),
			one.firstShippedAt,
			one.lastShippedAt,
		]
	}
}

function* connectedRows({ connected, language, t }: Given): Iterable<Cell[]> {
	for (const lot of connected)
		yield [
			lot.ownLot?.code ?? '',
			t(`csv.sides.${sideAcross(lot)}`),
			localized(lot.company, language),
			lot.code,
			t(`csv.levels.${lot.level}`),
		]
}
