import type { LoaderFunctionArgs } from '@remix-run/node'
import { localized } from '#app/core/localized.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { type AcrossLot, everySharedLotOf } from '#app/features/network/shared-lots.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { toTraceBody } from '../api/trace-body.ts'
import { refuseCut } from '../refuse-cut.server.ts'
import { isCut, readTraceParams } from '../trace.schema.ts'
import { csvStream, workbookStream } from '../trace-files.server.ts'
import { sideAcross, traceTables } from '../trace-rows.ts'
import { readTrace } from '../trace-view.server.ts'

const TYPES = {
	csv: 'text/csv; charset=utf-8',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	json: 'application/json; charset=utf-8',
} as const
type Format = keyof typeof TYPES

const formatOf = (pathname: string): Format => {
	const end = pathname.slice(pathname.lastIndexOf('.') + 1)
	return end === 'xlsx' || end === 'json' ? end : 'csv'
}

/** The whole trace as a file, with the filters of the page and nothing left out: CSV, XLSX or JSON by its name. */
export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const params = readTraceParams(url.searchParams)
	const found = await withContext(args, { can: ['read', 'TraceEvent'], readOnly: true }, async (ctx) => {
		if (isCut(params)) throw refuseCut(ctx, params)
		const read = params.lot ? await readTrace(ctx, params.lot, params) : null
		if (!read) return null
		const connected = await everySharedLotOf(
			ctx,
			read.nodes.map((node) => node.id),
		)
		return { ...read, connected, states: await readLotStates(ctx), language: ctx.language }
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	const format = formatOf(url.pathname)
	const root = found.trace.nodes.find((node) => node.id === found.trace.root)
	return new Response(bodyOf(format, found), {
		headers: {
			'Content-Type': TYPES[format],
			'Content-Disposition': `attachment; filename="trace-${(root?.code ?? 'lot').replaceAll(/[^A-Za-z0-9._-]/g, '_')}.${format}"`,
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}

type FoundTrace = NonNullable<Awaited<ReturnType<typeof readTrace>>> & {
	connected: AcrossLot[]
	states: Awaited<ReturnType<typeof readLotStates>>
	language: Parameters<typeof localized>[1]
}

function bodyOf(format: Format, found: FoundTrace): BodyInit {
	const { trace, nodes, consignees, connected, language, narrow } = found
	const shown = new Set(nodes.map((node) => node.id))
	if (format === 'json') {
		const edges = trace.edges.filter((edge) => shown.has(edge.parent) && shown.has(edge.child))
		return JSON.stringify({
			...toTraceBody({ ...trace, nodes, edges }, language),
			consignees: consignees
				.filter((one) => shown.has(one.lot.id))
				.map(({ party, ...one }) => ({
					...one,
					party: { id: party.id, code: party.code, name: localized(party.name, language), country: party.country },
				})),
			...(connected.length > 0
				? {
						connected: connected.map((lot) => ({
							lot: lot.ownLot,
							direction: sideAcross(lot),
							company: localized(lot.company, language),
							code: lot.code,
							shown: lot.level,
						})),
					}
				: {}),
			...(narrow ? { narrow: nodes.filter((node) => narrow.has(node.id)).map((node) => node.id) } : {}),
		})
	}
	const t = serverText(language, 'genealogy')
	const tables = traceTables({ ...found, t })
	if (format === 'csv') return csvStream(tables) as BodyInit
	return workbookStream(tables.map((table) => ({ ...table, title: t(`export.${table.key}`) }))) as BodyInit
}
