import type { LoaderFunctionArgs } from '@remix-run/node'
import Excel from 'exceljs'
import { expect } from 'vitest'
import { loader as traceFile } from '#app/features/genealogy/routes/trace-file.ts'
import { loader as traceReport } from '#app/features/genealogy/routes/trace-report.tsx'
import { readTraceParams } from '#app/features/genealogy/trace.schema.ts'
import { readTrace, TRACE_PAGE, viewTrace } from '#app/features/genealogy/trace-view.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { makeItem, makeParty, makeSite } from '../../factories/lot.ts'
import { requestOf } from '../../factories/request.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { call, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

/*
 * A trace that is larger than any page goes out whole by every way, and each way says how much there is. What is expected is
 * found in memory, along the same links.
 */

useTestPortal()

const LOTS = 2_600
const WIDE = 300
/** Lots of the last step, each sent to one customer: more than the report prints. */
const SENT = 1_050

/** What each lot is made of: of lots of the step before, some of two. Lot 0 is the start; the last 40 hang on nothing. */
const parentsOf = (n: number): number[] =>
	n === 0 || n >= LOTS - 40 ? [] : n <= WIDE ? [0] : n % 3 === 0 ? [n - WIDE, n - WIDE - 1] : [n - WIDE]

async function genealogy(tenant: TenantInfo): Promise<void> {
	const item = await makeItem(tenant, { unit: 'H87' })
	const customer = await makeParty(tenant, 'customer')
	const site = await makeSite(tenant)
	const links = Array.from({ length: LOTS }, (_, n) => parentsOf(n).map((parent) => ({ parent, child: n }))).flat()
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into lot (id, tenant_id, created_at, updated_at, version, item_id, code, code_norm, quantity, on_hand, unit, status, category, attributes, site_id)
			select gen_random_uuid(), ?, now(), now(), 1, ?, 'BIG-' || n, 'BIG' || n, 100, 10, 'H87', 'released', 'done', '{}', ? from generate_series(0, ?::int) n`,
			[tenant.id, item.id, site.id, LOTS - 1],
		)
		await ctx.em.execute(
			`insert into lot_link (parent_node, child_node, kind, event_id, tenant_id, quantity, unit, event_time)
			select p.node, c.node, 'consume', gen_random_uuid(), ?, 5, 'H87', now() from jsonb_to_recordset(?::jsonb) as k(parent int, child int)
			join lot p on p.code = 'BIG-' || k.parent join lot c on c.code = 'BIG-' || k.child`,
			[tenant.id, JSON.stringify(links)],
		)
		await ctx.em.execute(
			`with sent as (
				insert into shipment (id, tenant_id, created_at, updated_at, version, direction, number, party_id, site_id, status, category, announced_at, shipped_at)
				values (gen_random_uuid(), ?, now(), now(), 1, 'outbound', 'SH-BIG', ?, ?, 'shipped', 'done', now(), now()) returning id)
			insert into shipment_line (id, tenant_id, created_at, updated_at, version, shipment_id, line_number, lot_id, item_id, quantity, unit, status)
			select gen_random_uuid(), ?, now(), now(), 1, sent.id, n, l.id, l.item_id, 1, 'H87', 'shipped'
			from sent, generate_series(1, ?::int) n join lot l on l.code = 'BIG-' || (? - n)`,
			[tenant.id, customer.id, site.id, tenant.id, SENT, LOTS - 40],
		)
	})
}

/** Everything that comes of the start, found in memory. */
function reference() {
	const reached = new Set([0])
	const edges: string[] = []
	for (let n = 1; n < LOTS; n++)
		for (const parent of parentsOf(n))
			if (reached.has(parent)) {
				reached.add(n)
				edges.push(`BIG-${parent} BIG-${n}`)
			}
	return { codes: [...reached].map((n) => `BIG-${n}`).sort(), edges: edges.sort() }
}

type Body = {
	nodes: { id: string; code: string }[]
	edges: { parent: string; child: string }[]
	complete: boolean
	total?: { nodes: number; edges: number }
	nextCursor?: string | null
}

dbTest(
	'a trace larger than a page goes out whole by calls, pages, files and the report, each with how much there is',
	async () => {
		const tenant = await makeTenant()
		await genealogy(tenant)
		const expected = reference()
		expect(expected.codes).toHaveLength(LOTS - 40)
		const person = await makePerson(tenant, ['auditor'])
		const key = await makeApiKey(tenant)
		const root = await actAs(tenant, person, async (ctx) => {
			const [row] = await ctx.em.execute<{ id: string }[]>("select id from lot where code = 'BIG-0'")
			return row?.id ?? ''
		})
		const app = webApp()
		const codes = ({ nodes }: Pick<Body, 'nodes'>) => nodes.map(({ code }) => code).sort()
		const edgesOf = ({ nodes, edges }: Pick<Body, 'nodes' | 'edges'>) => {
			const names = new Map(nodes.map(({ id, code }) => [id, code]))
			return edges.map(({ parent, child }) => `${names.get(parent)} ${names.get(child)}`).sort()
		}

		// Calls: in one answer, page by page, as lines.
		const address = `/lots/${root}/trace?direction=forward`
		const whole = (await call<Body>(app, 'get', address, { key })).body
		expect(whole.complete).toBe(true)
		expect([codes(whole), edgesOf(whole)]).toEqual([expected.codes, expected.edges])
		const walked: Body = { nodes: [], edges: [], complete: false }
		for (let cursor: string | null | undefined = ''; typeof cursor === 'string'; ) {
			const { body }: { body: Body } = await call<Body>(
				app,
				'get',
				`${address}&limit=700${cursor && `&cursor=${cursor}`}`,
				{
					key,
				},
			)
			expect(body.total).toEqual({ nodes: expected.codes.length, edges: expected.edges.length })
			expect(body.complete).toBe(body.nextCursor === null)
			expect(body.nodes.length).toBeLessThanOrEqual(700)
			walked.nodes.push(...body.nodes)
			walked.edges.push(...body.edges)
			cursor = body.nextCursor
		}
		expect([codes(walked), edgesOf(walked)]).toEqual([expected.codes, expected.edges])
		const lines = (await call(app, 'get', address, { key, headers: { accept: 'application/x-ndjson' } })).text
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line) as { type: string; code?: string; nodes?: number; edges?: number })
		expect(lines.filter((one) => one.type === 'node').map((one) => one.code)).toHaveLength(expected.codes.length)
		expect(lines.at(-1)).toMatchObject({ type: 'end', nodes: expected.codes.length, edges: expected.edges.length })

		// The page's table, from cursor to cursor.
		const rows: string[] = []
		await actAs(tenant, person, async (ctx) => {
			const read = await readTrace(ctx, root, readTraceParams(new URLSearchParams(`lot=${root}`)))
			if (!read) throw new Error('no trace')
			for (let after: string | null = ''; after !== null; ) {
				const params = readTraceParams(new URLSearchParams(`lot=${root}&view=table&after=${after}`))
				const view = await viewTrace(ctx, read, params)
				expect(view.page?.all).toBe(expected.codes.length)
				expect(view.page?.rows.length).toBeLessThanOrEqual(TRACE_PAGE)
				rows.push(...(view.page?.rows ?? []).map(({ code }) => code))
				after = view.page?.next ?? null
			}
		})
		expect(rows.sort()).toEqual(expected.codes)

		// Files and the report.
		const open = async (loader: (args: LoaderFunctionArgs) => Promise<unknown>, path: string) =>
			loader({ request: await requestOf(tenant, person, `${path}?lot=${root}`), params: {}, context: {} })
		const file = async (end: string) => (await open(traceFile, `/trace.${end}`)) as Response
		const json = (await (await file('json')).json()) as Body & { consignees: unknown[] }
		expect([codes(json), edgesOf(json), json.consignees.length]).toEqual([expected.codes, expected.edges, SENT])
		const [lotPart = '', linkPart = '', sentPart = ''] = (await (await file('csv')).text()).split('\r\n\r\n')
		const columns = (text: string) =>
			text
				.trim()
				.split('\r\n')
				.slice(1)
				.map((line) => line.split(','))
		expect(
			columns(lotPart)
				.map(([code]) => code)
				.sort(),
		).toEqual(expected.codes)
		expect(
			columns(linkPart)
				.map(([parent, child]) => `${parent} ${child}`)
				.sort(),
		).toEqual(expected.edges)
		expect(columns(sentPart)).toHaveLength(SENT)
		const book = new Excel.Workbook()
		await book.xlsx.load(await (await file('xlsx')).arrayBuffer())
		const [lots, links, sent] = book.worksheets.map((sheet) => sheet.getSheetValues().slice(2) as unknown[][])
		expect(lots?.map((row) => String(row[1])).sort()).toEqual(expected.codes)
		expect(links?.map((row) => `${row[1]} ${row[2]}`).sort()).toEqual(expected.edges)
		expect(sent).toHaveLength(SENT)
		const report = (await open(traceReport, '/trace/report')) as Record<'nodes' | 'consignees', unknown[]> &
			Record<'lots' | 'sent', number>
		expect([report.lots, report.nodes.length, report.sent, report.consignees.length]).toEqual([
			expected.codes.length,
			1_000,
			SENT,
			1_000,
		])
	},
	120_000,
)
