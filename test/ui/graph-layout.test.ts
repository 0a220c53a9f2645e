import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dagreLayout } from '#app/ui/graph/dagre-layout.ts'
import { type GraphEdge, type GraphNode, NODE_HEIGHT, nodeWidth } from '#app/ui/graph/graph-model.ts'
import { layeredLayout } from '#app/ui/graph/layered-layout.ts'
import { hiddenBy, lineage, reach } from '#app/ui/graph/lineage.ts'
import { rankNodes } from '#app/ui/graph/rank-nodes.ts'

const node = (id: string): GraphNode => ({ id, code: id, tone: 'released', status: 'Released' })
const edges = (...pairs: string[]): GraphEdge[] => pairs.map((pair) => ({ from: pair.charAt(0), to: pair.charAt(1) }))

/** Links from lower to higher numbers, so there is no circle. */
const genealogy = fc
	.record({
		size: fc.integer({ min: 1, max: 40 }),
		pairs: fc.array(fc.tuple(fc.nat(39), fc.nat(39)), { maxLength: 80 }),
	})
	.map(({ size, pairs }) => ({
		ids: Array.from({ length: size }, (_, index) => `n${index}`),
		edges: pairs
			.filter(([a, b]) => a !== b && a < size && b < size)
			.map(([a, b]): GraphEdge => ({ from: `n${Math.min(a, b)}`, to: `n${Math.max(a, b)}` })),
	}))

test('puts every lot right of all it was made of', () => {
	fc.assert(
		fc.property(genealogy, ({ ids, edges }) => {
			const ranks = rankNodes(ids, edges)
			expect(ranks.size).toBe(ids.length)
			for (const { from, to } of edges) expect(ranks.get(from)).toBeLessThan(ranks.get(to) ?? 0)
		}),
	)
})

test('ranks a circle of rework without hanging', () => {
	const ranks = rankNodes(['a', 'b', 'c'], edges('ab', 'bc', 'ca'))
	expect([...ranks.values()].sort()).toEqual([0, 1, 2])
})

test('moves a late source up to the lot that took it', () => {
	const ranks = rankNodes(['a', 'b', 'c', 'd', 'x'], edges('ab', 'bc', 'cd', 'xd'))
	expect(ranks.get('x')).toBe(2)
})

test('places every node once and lets none overlap', () => {
	fc.assert(
		fc.property(genealogy, ({ ids, edges }) => {
			const placed = layeredLayout(ids.map(node), edges)
			expect(new Set(placed.map(({ id }) => id)).size).toBe(ids.length)
			const spots = placed.map(({ x, y }) => `${x},${y}`)
			expect(new Set(spots).size).toBe(spots.length)
		}),
	)
})

test('leads no link of a small genealogy through a lot that it does not end at', () => {
	fc.assert(
		fc.property(genealogy, ({ ids, edges }) => {
			const { nodes } = dagreLayout(ids.map(node), edges)
			const byId = new Map(nodes.map((one) => [one.id, one]))
			for (const { from, to } of edges) {
				const [start, end] = [byId.get(from), byId.get(to)]
				const passages = start?.passages?.get(to) ?? []
				expect(passages).toHaveLength((end?.rank ?? 0) - (start?.rank ?? 0) - 1)
				for (const { left, right, y } of passages) {
					const hit = nodes.filter(
						(one) => one.x < right && one.x + one.width > left && one.y < y && one.y + NODE_HEIGHT > y,
					)
					expect(hit).toEqual([])
				}
			}
		}),
	)
})

test('lays out five thousand lots', () => {
	const nodes = Array.from({ length: 5000 }, (_, index) => node(`n${index}`))
	const links = nodes
		.slice(1)
		.map((_, index): GraphEdge => ({ from: `n${Math.floor(index / 3)}`, to: `n${index + 1}` }))
	expect(layeredLayout(nodes, links)).toHaveLength(5000)
})

test('keeps the order of siblings in the small layout', () => {
	const { nodes } = dagreLayout(['a', 'b', 'c', 'd'].map(node), edges('ab', 'ac', 'ad'))
	const y = (id: string) => nodes.find((placed) => placed.id === id)?.y ?? 0
	expect(y('b')).toBeLessThan(y('d'))
})

test('gives Chinese texts the room they need', () => {
	expect(nodeWidth({ code: '钛合金棒材批次' })).toBeGreaterThan(nodeWidth({ code: 'B7741-0' }))
})

test('finds the path of one lot backward and forward, without its siblings', () => {
	const links = edges('ab', 'ac', 'bd', 'ce')
	expect([...lineage('b', links)].sort()).toEqual(['a', 'b', 'd'])
	expect([...reach('a', links, 'forward')].sort()).toEqual(['b', 'c', 'd', 'e'])
})

test('hides what only a folded lot leads to, and keeps what another way reaches', () => {
	const ids = ['a', 'b', 'c', 'd', 'e']
	const links = edges('ab', 'ac', 'bd', 'cd', 'be')
	expect([...hiddenBy(new Set(['b']), ids, links)]).toEqual(['e'])
	expect([...hiddenBy(new Set(['a']), ids, links)].sort()).toEqual(['b', 'c', 'd', 'e'])
	expect(hiddenBy(new Set(), ids, links).size).toBe(0)
})

test('folding is undone by unfolding', () => {
	fc.assert(
		fc.property(genealogy, fc.nat(39), ({ ids, edges }, pick) => {
			const id = ids[pick % ids.length] ?? 'n0'
			const hidden = hiddenBy(new Set([id]), ids, edges)
			expect(hidden.has(id)).toBe(false)
			for (const gone of hidden) expect(reach(id, edges, 'forward').has(gone)).toBe(true)
		}),
	)
})
