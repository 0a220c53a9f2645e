import type { LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { Trace, TraceNode } from '../trace.model.ts'
import { type Consignee, consigneesOf, traceLots } from '../trace.queries.server.ts'
import { readTraceParams } from '../trace.schema.ts'

type Words = { say: (text: { en: string; 'zh-CN': string }) => string; t: (key: string) => string }

/** The whole trace as a file: a line for each lot, then one for each link. */
export async function loader(args: LoaderFunctionArgs) {
	const params = readTraceParams(new URL(args.request.url).searchParams)
	const found = await withContext(args, { can: ['read', 'TraceEvent'] }, async (ctx) => {
		const trace = params.lot ? await traceLots(ctx, params.lot, params.direction) : null
		if (!trace) return null
		const consignees = await consigneesOf(
			ctx,
			trace.nodes.map((node) => node.id),
		)
		return { trace, consignees, states: await readLotStates(ctx), language: ctx.language }
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	const words: Words = { say: (text) => localized(text, found.language), t: serverText(found.language, 'genealogy') }
	const status = params.status
	const nodes = found.trace.nodes
		.filter((node) => !status?.length || status.includes(node.status))
		.toSorted((a, b) => a.depth - b.depth || a.code.localeCompare(b.code))
	const root = found.trace.nodes.find((node) => node.id === found.trace.root)
	const body =
		CSV_START +
		lotLines(nodes, found.consignees, found.states, words) +
		csvLine([]) +
		linkLines(found.trace, new Set(nodes.map((node) => node.id)), words)
	return new Response(body, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="trace-${(root?.code ?? 'lot').replaceAll(/[^A-Za-z0-9._-]/g, '_')}.csv"`,
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}

function lotLines(
	nodes: readonly TraceNode[],
	consignees: readonly Consignee[],
	states: readonly LotState[],
	{ say, t }: Words,
): string {
	const heads = [
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
	const sent = new Map<string, string[]>()
	for (const one of consignees)
		sent.set(one.lot.id, [
			...(sent.get(one.lot.id) ?? []),
			`${one.party.code}: ${one.shipped.value} ${one.shipped.unit}`,
		])
	const line = (node: TraceNode) =>
		csvLine([
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
			(sent.get(node.id) ?? []).join('; '),
		])
	return csvLine(heads.map((key) => t(`csv.${key}`))) + nodes.map(line).join('')
}

function linkLines(trace: Trace, shown: ReadonlySet<string>, { t }: Words): string {
	const codes = new Map(trace.nodes.map((node) => [node.id, node.code]))
	const heads = ['parent', 'child', 'kind', 'quantity', 'unit', 'time', 'origin']
	const edges = trace.edges.filter((edge) => shown.has(edge.parent) && shown.has(edge.child))
	return (
		csvLine(heads.map((key) => t(`csv.${key}`))) +
		edges
			.map((edge) =>
				csvLine([
					codes.get(edge.parent),
					codes.get(edge.child),
					t(`csv.link.${edge.kind}`),
					edge.quantity.value,
					edge.quantity.unit,
					edge.eventTime,
					t(edge.reconstructed ? 'csv.reconstructed' : 'csv.recorded'),
				]),
			)
			.join('')
	)
}
