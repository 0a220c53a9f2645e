import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packCanvas, unpackCanvas } from '#app/features/genealogy/packed-canvas.model.ts'
import type { Trace, TraceNode } from '#app/features/genealogy/trace.model.ts'
import { canvasOf } from '#app/features/genealogy/trace-canvas.model.ts'
import { figuresOf } from '#app/features/genealogy/trace-figures.model.ts'
import { traceTables } from '#app/features/genealogy/trace-rows.ts'
import { closureOf, filterTrace, lotsBetween, narrowScope } from '#app/features/genealogy/trace-view.model.ts'

type Pair = readonly [number, number]

const graphs = fc.integer({ min: 2, max: 24 }).chain((size) =>
	fc
		.uniqueArray(
			fc
				.tuple(fc.nat(size - 2), fc.nat(size - 1))
				.map(([a, b]): Pair => (a < b ? [a, b] : [Math.min(a, size - 2), size - 1])),
			{ maxLength: size * 3, selector: (pair) => pair.join() },
		)
		.map((links) => ({ size, links })),
)

const node = (index: number): TraceNode => ({
	id: `n${index}`,
	code: `N${String(index).padStart(3, '0')}`,
	item: { id: `i${index % 3}`, sku: `I${index % 3}`, name: { en: 'Item', 'zh-CN': '物料' } },
	status: index % 2 === 0 ? 'released' : 'on_hold',
	category: index % 2 === 0 ? 'done' : 'blocked',
	depth: index === 0 ? 0 : 1 + (index % 4),
	side: index === 0 ? 'root' : 'forward',
	supplier: null,
	quantity: { value: '10', unit: 'KGM' },
	onHand: { value: index % 3 === 0 ? '0' : '4', unit: 'KGM' },
	expiresOn: null,
})

/** Everything that comes of the first lot of a graph. */
function traceOf(size: number, links: readonly Pair[]): Trace {
	const reached = closureOf(
		links.map(([a, b]) => ({ parent: `n${a}`, child: `n${b}` })),
		['n0'],
		'forward',
	)
	return {
		root: 'n0',
		direction: 'forward',
		nodes: Array.from({ length: size }, (_, index) => node(index)).filter((one) => reached.has(one.id)),
		edges: links
			.filter(([a, b]) => reached.has(`n${a}`) && reached.has(`n${b}`))
			.map(([a, b]) => ({
				parent: `n${a}`,
				child: `n${b}`,
				kind: 'consume',
				quantity: { value: '1', unit: 'KGM' },
				eventTime: `2026-01-${String(1 + (b % 28)).padStart(2, '0')}T00:00:00.000Z`,
			})),
		complete: true,
		elapsedMs: 0,
	}
}

const NO_FILTER = { status: [], item: [], party: [], from: null, until: null, path: null, depth: null }

/** Whether a way leads from one to the other, by trying all ways. */
const reaches = (links: readonly Pair[], from: number, to: number): boolean =>
	from === to || links.some(([a, b]) => a === from && reaches(links, b, to))

test('the ways between two lots are exactly the lots that lie on one', () => {
	fc.assert(
		fc.property(graphs, fc.nat(23), fc.nat(23), ({ size, links }, a, b) => {
			const [one, other] = [a % size, b % size]
			const edges = links.map(([parent, child]) => ({ parent: `n${parent}`, child: `n${child}` }))
			const [source, target] = reaches(links, one, other) ? [one, other] : [other, one]
			const expected = Array.from({ length: size }, (_, index) => index).filter(
				(index) => reaches(links, source, index) && reaches(links, index, target),
			)
			expect([...lotsBetween(edges, `n${one}`, `n${other}`)].sort()).toEqual(
				expected.map((index) => `n${index}`).sort(),
			)
		}),
		{ numRuns: 60 },
	)
})

test('an export holds exactly the lots of the trace and the links between them, whatever is filtered', () => {
	fc.assert(
		fc.property(graphs, fc.subarray(['released', 'on_hold']), ({ size, links }, status) => {
			const trace = traceOf(size, links)
			const nodes = filterTrace(trace, { ...NO_FILTER, status }, [])
			const [lots, exported] = traceTables({
				trace,
				nodes,
				consignees: [],
				connected: [],
				narrow: null,
				states: [],
				language: 'en',
				t: (key) => key,
			})
			const expected = trace.nodes.filter(
				(one) => one.id === 'n0' || status.length === 0 || status.includes(one.status),
			)
			expect([...(lots?.rows ?? [])].map(([code]) => code).sort()).toEqual(expected.map((one) => one.code).sort())
			const inside = new Set(expected.map((one) => one.id))
			expect([...(exported?.rows ?? [])]).toHaveLength(
				trace.edges.filter((edge) => inside.has(edge.parent) && inside.has(edge.child)).length,
			)
		}),
		{ numRuns: 60 },
	)
})

test('an export says where the trace goes on in connected companies, as far as these show it', () => {
	const given = {
		trace: traceOf(1, []),
		nodes: [],
		consignees: [],
		narrow: null,
		states: [],
		language: 'zh-CN' as const,
		t: (key: string) => key,
	}
	const shared = {
		id: 's',
		company: { en: 'Harvest Foods', 'zh-CN': '丰收食品' },
		ownLot: { id: 'n0', code: 'CD-26-0007' },
	}
	expect(traceTables({ ...given, connected: [] }).map(({ key }) => key)).toEqual(['lots', 'links', 'consignees'])
	const table = traceTables({
		...given,
		connected: [
			{ ...shared, direction: 'upstream', code: 'PK26-0002', level: 'full' },
			{ ...shared, direction: 'downstream', code: '', level: 'existence' },
		],
	}).find(({ key }) => key === 'connected')
	expect([...(table?.rows ?? [])]).toEqual([
		['CD-26-0007', 'csv.sides.backward', '丰收食品', 'PK26-0002', 'csv.levels.full'],
		['CD-26-0007', 'csv.sides.forward', '丰收食品', '', 'csv.levels.existence'],
	])
})

test('a canvas that groups accounts for every lot and every link', () => {
	fc.assert(
		fc.property(graphs, fc.integer({ min: 0, max: 10 }), ({ size, links }, most) => {
			const trace = traceOf(size, links)
			const canvas = canvasOf(trace, trace.nodes, [], { open: [], most })
			const grouped = canvas.groups.reduce((sum, group) => sum + group.lots, 0)
			expect(canvas.lots.length + grouped).toBe(trace.nodes.length)
			expect(canvas.total).toBe(trace.nodes.length)
			const opened = canvasOf(trace, trace.nodes, [], { open: canvas.groups.map((group) => group.key), most })
			expect(opened.groups).toEqual([])
			expect(opened.lots).toHaveLength(trace.nodes.length)
			expect(opened.links.reduce((sum, link) => sum + link.links, 0)).toBe(trace.edges.length)
		}),
		{ numRuns: 60 },
	)
})

test('a canvas arrives in the browser as it was sent, whatever its codes are', () => {
	fc.assert(
		fc.property(
			graphs,
			fc.integer({ min: 0, max: 30 }),
			fc.option(fc.array(fc.nat(23))),
			fc.string({ unit: 'grapheme', minLength: 1 }),
			({ size, links }, most, some, code) => {
				const trace = traceOf(size, links)
				const nodes = trace.nodes.map((one, index) => ({ ...one, code: index % 2 ? `${code}~|%${index}` : one.code }))
				const sent = nodes.slice(0, 3).map((lot, index) => ({
					party: { id: `p${index % 2}`, code: 'C-1', name: { en: 'Clinic', 'zh-CN': '诊所' }, country: 'DE' },
					lot,
					shipped: { value: '2.5', unit: 'KGM' },
				}))
				const canvas = canvasOf(trace, nodes, sent, { open: [], most })
				const narrow = some && new Set(canvas.lots.filter((_, index) => some.includes(index)).map(({ id }) => id))
				const packed = packCanvas(canvas, narrow)
				expect(unpackCanvas(JSON.parse(JSON.stringify(packed)))).toEqual({ canvas, narrow })
			},
		),
		{ numRuns: 60 },
	)
})

test('groups the many lots of one step and item, and opens them on demand', () => {
	const links = Array.from({ length: 300 }, (_, index): Pair => [0, index + 1])
	const trace = traceOf(301, links)
	const canvas = canvasOf(trace, trace.nodes, [], { open: [], most: 100 })
	expect(canvas.groups.length).toBeGreaterThan(0)
	const [first] = canvas.groups
	const opened = canvasOf(trace, trace.nodes, [], { open: [first?.key ?? ''], most: 100 })
	expect(opened.groups.map((group) => group.key)).not.toContain(first?.key)
	expect(opened.lots.length).toBe(canvas.lots.length + (first?.lots ?? 0))
})

test('the narrow scope is a part of the broad one: only what the interval, equipment or input affects', () => {
	fc.assert(
		fc.property(graphs, fc.integer({ min: 1, max: 28 }), ({ size, links }, day) => {
			const trace = traceOf(size, links)
			const uses = trace.edges
				.filter((edge) => edge.parent === 'n0')
				.map((edge, index) => ({ child: edge.child, eventTime: edge.eventTime, equipment: index % 2 ? 'M1' : 'M2' }))
			const until = `2026-01-${String(day).padStart(2, '0')}`
			const narrow = narrowScope(trace, uses, { from: null, until, equipment: null, start: null })
			const hit = uses.filter((use) => use.eventTime.slice(0, 10) <= until).map((use) => use.child)
			expect(narrow).toEqual(new Set(['n0', ...closureOf(trace.edges, hit, 'forward')]))
			const machine = narrowScope(trace, uses, { from: null, until: null, equipment: 'M1', start: null })
			const all = new Set(trace.nodes.map((one) => one.id))
			expect([...narrow, ...machine].every((id) => all.has(id))).toBe(true)
			const figures = figuresOf(trace.nodes, [])
			expect(Object.values(figures.places).reduce((sum, count) => sum + count, 0)).toBe(trace.nodes.length)
		}),
		{ numRuns: 60 },
	)
})
