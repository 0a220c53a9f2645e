import type { Context } from '#app/platform/request/context.server.ts'
import { type PackedCanvas, packCanvas } from './packed-canvas.model.ts'
import type { Trace, TraceNode } from './trace.model.ts'
import { type Consignee, consigneesOf, traceLots } from './trace.queries.server.ts'
import { filterOf, narrowOf, type TraceParams } from './trace.schema.ts'
import { canvasOf } from './trace-canvas.model.ts'
import { type FiguresParty, figuresOf, type TraceFigures } from './trace-figures.model.ts'
import { type Origin, originsOf, type SiteStock, stockBySite, usesOf } from './trace-parties.queries.server.ts'
import { filterTrace, isNarrowed, narrowScope } from './trace-view.model.ts'

/** Rows of a table's page. */
export const TRACE_PAGE = 50

/** A trace with what the address asks of it; all of it in memory, for pages and exports alike. */
export type ReadTrace = {
	trace: Trace
	/** The lots the filters let through, nearest first. */
	nodes: TraceNode[]
	consignees: Consignee[]
	/** Lots of the narrow scope; null where nothing narrows it. */
	narrow: ReadonlySet<string> | null
	equipment: string[]
}

/** Walks the trace that an address asks for and filters it. Null: no such lot, or the actor may not trace. */
export async function readTrace(ctx: Context, lotId: string, params: TraceParams): Promise<ReadTrace | null> {
	const trace = await traceLots(ctx, lotId, params.direction)
	if (!trace) return null
	const consignees = await consigneesOf(
		ctx,
		trace.nodes.map((node) => node.id),
	)
	const by = narrowOf(params)
	const uses = params.tab === 'scopes' || isNarrowed(by) ? await usesOf(ctx, lotId) : []
	return {
		trace,
		nodes: filterTrace(trace, filterOf(params), consignees),
		consignees,
		narrow: isNarrowed(by) && params.direction !== 'backward' ? narrowScope(trace, uses, by) : null,
		equipment: [...new Set(uses.flatMap((use) => (use.equipment ? [use.equipment] : [])))].sort(),
	}
}

/** One page of a list that is in memory: after the row named, with the neighbours' cursors. */
function pageOf<T>(rows: readonly T[], keyOf: (row: T) => string, after: string | undefined) {
	const start = after ? rows.findIndex((row) => keyOf(row) === after) + 1 : 0
	const page = rows.slice(start, start + TRACE_PAGE)
	const last = page.at(-1)
	const before = rows[start - TRACE_PAGE - 1]
	return {
		rows: page,
		first: start + 1,
		all: rows.length,
		next: last && start + TRACE_PAGE < rows.length ? keyOf(last) : null,
		/** Empty text: the first page. */
		previous: start === 0 ? null : before ? keyOf(before) : '',
	}
}

export type TraceRow = TraceNode & {
	sent: { party: { id: string; code: string }; shipped: Consignee['shipped'] }[]
	reconstructed: boolean
	narrow: boolean | null
}

export type WentPart = { figures: TraceFigures; stock: SiteStock[]; page: Page<Consignee> }
export type CamePart = { suppliers: number; lots: number; page: Page<TraceNode & { origin: Origin | null }> }
/** One consignee: what of the broad scope it was sent, and what of that is narrow; null where nothing narrows. */
export type ScopeParty = FiguresParty & { narrow: Pick<FiguresParty, 'lots' | 'shipped'> | null }
export type ScopesPart = { narrow: TraceFigures | null; broad: TraceFigures; page: Page<ScopeParty> }
type Page<T> = Omit<ReturnType<typeof pageOf<T>>, 'rows'> & { rows: T[] }

/** What the trace centre shows: figures of everything, and of the lists one page. */
export type TraceView = {
	root: TraceNode
	lots: number
	links: number
	elapsedMs: number
	figures: TraceFigures
	/** The lots at the other end of the path asked for; null where none is, or there is no way. */
	path: { id: string; code: string } | null
	canvas: PackedCanvas | null
	page: Page<TraceRow> | null
	went: WentPart | null
	came: CamePart | null
	scopes: ScopesPart | null
	options: TraceOptions
}

export type TraceOptions = {
	statuses: string[]
	items: { id: string; sku: string; name: TraceNode['item']['name'] }[]
	/** How many there are of what the menus list only the first of. */
	all: { items: number; parties: number; starts: number }
	parties: { id: string; code: string; name: TraceNode['item']['name'] }[]
	equipment: string[]
	/** Lots near the root from which a narrow scope can start. */
	starts: { id: string; code: string }[]
	depth: number
}

/** Makes of a trace what the address asks to see of it. A fixed number of statements. */
export async function viewTrace(ctx: Context, read: ReadTrace, params: TraceParams): Promise<TraceView> {
	const { trace, nodes, consignees, narrow } = read
	const root = trace.nodes.find((node) => node.id === trace.root)
	if (!root) throw new Error('A trace without its root')
	const target = params.path ? nodes.find((node) => node.id === params.path) : undefined
	return {
		root,
		lots: trace.nodes.length,
		links: trace.edges.length,
		elapsedMs: trace.elapsedMs,
		figures: figuresOf(nodes, consignees),
		path: target ? { id: target.id, code: target.code } : null,
		canvas:
			params.tab === 'lots' && params.view === 'graph'
				? packCanvas(canvasOf(trace, nodes, consignees, { open: params.open ?? [] }), narrow)
				: null,
		page: params.tab === 'lots' ? lotsPage(read, params) : null,
		went: params.tab === 'went' ? await wentPart(ctx, read, params) : null,
		came: params.tab === 'came' ? await camePart(ctx, read, params) : null,
		scopes: params.tab === 'scopes' ? scopesPart(read, params) : null,
		options: optionsOf(read),
	}
}

function lotsPage({ trace, nodes, consignees, narrow }: ReadTrace, params: TraceParams): Page<TraceRow> {
	const page = pageOf(nodes, (node) => node.id, params.after)
	const sent = Map.groupBy(consignees, (one) => one.lot.id)
	const ends = reconstructedEnds(trace)
	return {
		...page,
		rows: page.rows.map((node) => ({
			...node,
			sent: (sent.get(node.id) ?? []).map(({ party, shipped }) => ({
				party: { id: party.id, code: party.code },
				shipped,
			})),
			reconstructed: ends.has(node.id),
			narrow: narrow ? narrow.has(node.id) : null,
		})),
	}
}

async function wentPart(ctx: Context, { nodes, consignees }: ReadTrace, params: TraceParams): Promise<WentPart> {
	const forward = nodes.filter((node) => node.side !== 'backward')
	const inside = new Set(forward.map((node) => node.id))
	const sent = consignees.filter((one) => inside.has(one.lot.id))
	return {
		figures: figuresOf(forward, consignees),
		stock: await stockBySite(ctx, [...inside]),
		page: pageOf(sent, (one) => `${one.lot.id}/${one.party.id}/${one.shipped.unit}`, params.after),
	}
}

async function camePart(ctx: Context, read: ReadTrace, params: TraceParams): Promise<CamePart> {
	const back =
		params.direction === 'forward'
			? await readTrace(ctx, read.trace.root, { ...params, direction: 'backward', tab: 'lots' })
			: read
	const bought = (back?.nodes ?? []).filter((node) => node.side !== 'forward' && node.supplier)
	const page = pageOf(bought, (node) => node.id, params.after)
	const origins = await originsOf(
		ctx,
		page.rows.map((node) => node.id),
	)
	return {
		suppliers: new Set(bought.map((node) => node.supplier?.id)).size,
		lots: bought.length,
		page: { ...page, rows: page.rows.map((node) => ({ ...node, origin: origins.get(node.id) ?? null })) },
	}
}

function scopesPart({ trace, narrow, consignees }: ReadTrace, params: TraceParams): ScopesPart {
	const forward = trace.nodes.filter((node) => node.side !== 'backward')
	const broad = figuresOf(forward, consignees)
	const narrowed = narrow
		? figuresOf(
				forward.filter((node) => narrow.has(node.id)),
				consignees,
			)
		: null
	const affected = new Map(narrowed?.parties.map((party) => [party.id, party]))
	const parties = broad.parties.map(
		(party): ScopeParty => ({
			...party,
			narrow: narrowed ? (affected.get(party.id) ?? { lots: 0, shipped: [] }) : null,
		}),
	)
	// Who has any of the narrow scope comes first.
	parties.sort((a, b) => (b.narrow?.lots ?? 0) - (a.narrow?.lots ?? 0))
	return { narrow: narrowed, broad, page: pageOf(parties, (party) => party.id, params.after) }
}

/** The lots at the far ends of reconstructed links, seen from the root. */
export function reconstructedEnds({ nodes, edges }: Trace): ReadonlySet<string> {
	const sides = new Map(nodes.map((node) => [node.id, node.side]))
	return new Set(
		edges.flatMap((edge) => {
			if (!edge.reconstructed) return []
			return [sides.get(edge.parent) === 'backward' ? edge.parent : edge.child]
		}),
	)
}

function optionsOf({ trace, consignees, equipment }: ReadTrace): TraceOptions {
	const items = new Map(trace.nodes.map((node) => [node.item.id, node.item]))
	const suppliers = trace.nodes.flatMap((node) => (node.supplier ? [{ ...node.supplier, code: '' }] : []))
	const parties = new Map([...suppliers, ...consignees.map((one) => one.party)].map((party) => [party.id, party]))
	const starts = trace.nodes.filter((node) => node.side === 'forward' && node.depth <= 2)
	return {
		statuses: [...new Set(trace.nodes.map((node) => node.status))],
		all: { items: items.size, parties: parties.size, starts: starts.length },
		items: [...items.values()].sort((a, b) => (a.sku < b.sku ? -1 : 1)).slice(0, OPTIONS),
		parties: [...parties.values()]
			.map(({ id, code, name }) => ({ id, code, name }))
			.sort((a, b) => (a.name.en < b.name.en ? -1 : 1))
			.slice(0, OPTIONS),
		equipment,
		starts: starts
			.map(({ id, code }) => ({ id, code }))
			.sort((a, b) => (a.code < b.code ? -1 : 1))
			.slice(0, OPTIONS),
		depth: trace.nodes.reduce((most, node) => Math.max(most, node.depth), 0),
	}
}

/** Choices of a menu at most; beyond, the menu says how many there are, and any lot's own page can start a trace. */
const OPTIONS = 500
