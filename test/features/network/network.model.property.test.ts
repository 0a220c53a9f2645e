import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Trace } from '#app/features/genealogy/trace.model.ts'
import { withoutNames } from '#app/features/network/disclosed-content.queries.server.ts'
import { DISCLOSURE_LEVELS, disclose, levelFor, MOST_NODES, showsMore } from '#app/features/network/network.model.ts'

const level = fc.constantFrom(...DISCLOSURE_LEVELS)
const text = { en: 'x', 'zh-CN': '某' }
const known = {
	attributes: {
		item: { sku: 'S', name: text },
		manufacturedOn: null,
		expiresOn: null,
		status: text,
		category: 'done',
		certificates: [],
	},
	genealogy: { nodes: [], edges: [], total: 0 },
}

test('a level lets through its own parts and no others', () => {
	expect(disclose('existence', known)).toEqual({ level: 'existence', attributes: null, genealogy: null })
	expect(disclose('attributes', known)).toEqual({ level: 'attributes', attributes: known.attributes, genealogy: null })
	expect(disclose('full', known)).toEqual({ level: 'full', ...known })
})

test('a grant only ever adds, and only until it runs out', () => {
	const now = new Date('2026-11-29T00:00:00Z')
	const until = fc.option(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }))
	fc.assert(
		fc.property(level, level, until, (policy, granted, end) => {
			const result = levelFor(policy, { level: granted, until: end }, now)
			expect(showsMore(policy, result)).toBe(false)
			if (end && end <= now) expect(result).toBe(policy)
			else expect(result).toBe(showsMore(granted, policy) ? granted : policy)
		}),
	)
})

test('a trace goes out without ids, without names of companies, and says how many lots there are', () => {
	const nodes = Array.from({ length: MOST_NODES + 5 }, (_unused, index) => ({
		id: `id-${index}`,
		code: `L${index}`,
		item: { id: 'item', sku: 'SKU-SECRET', name: text },
		status: 'released',
		category: 'done',
		depth: index === 0 ? 0 : 1 + (index % 7),
		side: index === 0 ? ('root' as const) : ('backward' as const),
		supplier: { id: 'party', name: { en: 'Secret Supplier', 'zh-CN': '秘密供应商' } },
		quantity: { value: '1', unit: 'KGM' },
		onHand: { value: '0', unit: 'KGM' },
		expiresOn: null,
	}))
	const trace: Trace = {
		root: 'id-0',
		direction: 'backward',
		nodes,
		edges: nodes.slice(1).map((node) => ({
			parent: node.id,
			child: 'id-0',
			kind: 'consume' as const,
			quantity: { value: '1', unit: 'KGM' },
			eventTime: '2026-11-01T00:00:00.000Z',
		})),
		complete: true,
		elapsedMs: 1,
	}
	const shared = withoutNames(trace, new Set(['id-3']), () => text)
	expect(shared.total).toBe(MOST_NODES + 5)
	expect(shared.nodes).toHaveLength(MOST_NODES)
	expect(shared.edges).toHaveLength(MOST_NODES - 1)
	expect(Math.max(...shared.nodes.map((node) => node.depth))).toBe(7)
	expect(JSON.stringify(shared)).not.toMatch(/Secret|秘密|id-|SKU-SECRET|party/)
})
