import fc from 'fast-check'
import { expect } from 'vitest'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceForward, traceIds, traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { registerLots } from '#app/features/lots/register-lots.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

type Pair = readonly [parent: number, child: number]

/** Random graphs without circles: every link goes from a lower to a higher number. */
const graphs = fc.integer({ min: 2, max: 14 }).chain((size) =>
	fc
		.uniqueArray(
			fc
				.tuple(fc.nat(size - 2), fc.nat(size - 1))
				.map(([a, b]): Pair => (a < b ? [a, b] : [Math.min(a, size - 2), size - 1])),
			{
				maxLength: size * 2,
				selector: (pair) => pair.join(),
			},
		)
		.map((links) => ({ size, links })),
)

/** Fewest steps from a place, by plain search in memory. */
function reference(links: readonly Pair[], start: number, forward: boolean): Map<number, number> {
	const depths = new Map([[start, 0]])
	for (const [place, depth] of depths) {
		for (const [parent, child] of links) {
			const [from, to] = forward ? [parent, child] : [child, parent]
			if (from === place && !depths.has(to)) depths.set(to, depth + 1)
		}
	}
	return depths
}

async function plant(size: number, links: readonly Pair[]) {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	return withTenantContext(tenant.id, async (ctx) => {
		const rows = Array.from({ length: size }, (_, index) => ({
			item: item.id,
			code: `N${index}`,
			quantity: { value: '1000', unit: 'KGM' },
			state: 'in_production' as const,
		}))
		const lots = await registerLots(ctx, rows, { audit: 'caller' })
		if (!lots.ok) throw new Error('refused')
		const ids = lots.value.map((lot) => lot.id)
		for (const [parent, child] of links) {
			const result = await recordEvent(ctx, {
				kind: 'consume',
				inputs: [{ lotId: ids[parent] as string, quantity: { value: '1', unit: 'KGM' } }],
				outputs: [{ lotId: ids[child] as string, quantity: { value: '0', unit: 'KGM' } }],
			})
			if (!result.ok) throw new Error(result.error.code)
		}
		return { tenant, ids }
	})
}

dbTest('finds exactly what a search in memory finds, in each direction, with its depths and links', async () => {
	await fc.assert(
		fc.asyncProperty(graphs, fc.nat(13), async ({ size, links }, pick) => {
			const { tenant, ids } = await plant(size, links)
			const start = pick % size
			const root = ids[start] as string
			await withTenantContext(tenant.id, async (ctx) => {
				for (const direction of ['backward', 'forward'] as const) {
					const expected = reference(links, start, direction === 'forward')
					const trace = await traceLots(ctx, root, direction)
					const found = new Map(trace?.nodes.map((node) => [ids.indexOf(node.id), node.depth]))
					expect(found).toEqual(expected)
					const inside = links.filter(([parent, child]) => expected.has(parent) && expected.has(child))
					expect(trace?.edges.map((edge) => `${ids.indexOf(edge.parent)},${ids.indexOf(edge.child)}`).sort()).toEqual(
						inside.map(String).sort(),
					)
					expect(new Set(await traceIds(ctx, root, direction))).toEqual(
						new Set([...expected.keys()].map((place) => ids[place])),
					)
				}
				const both = await traceLots(ctx, root, 'both')
				const union = new Set([...reference(links, start, true).keys(), ...reference(links, start, false).keys()])
				expect(new Set(both?.nodes.map((node) => ids.indexOf(node.id)))).toEqual(union)
				const forward = await traceForward(ctx, [root])
				expect(forward).toEqual(
					new Map([...reference(links, start, true)].map(([place, depth]) => [ids[place], depth])),
				)
			})
		}),
		{ numRuns: 12 },
	)
})

dbTest('follows a chain of a thousand lots to its end', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	await withTenantContext(tenant.id, async (ctx) => {
		const rows = Array.from({ length: 1_000 }, (_, index) => ({
			item: item.id,
			code: `C${index}`,
			quantity: { value: '1', unit: 'KGM' },
		}))
		const lots = await registerLots(ctx, rows, { audit: 'caller', event: 'caller' })
		if (!lots.ok) throw new Error('refused')
		await ctx.em.execute(
			`insert into lot_link (tenant_id, parent_node, child_node, kind, event_id, quantity, unit, event_time)
			select tenant_id, node, lead(node) over (order by code_norm), 'consume', gen_random_uuid(), 1, 'KGM', now() from lot
			where code_norm >= 'C' and code_norm < 'D' order by code_norm offset 0 limit 999`,
		)
		const first = lots.value.find((lot) => lot.code === 'C0')
		const trace = await traceLots(ctx, first?.id ?? '', 'forward')
		expect(trace?.complete).toBe(true)
		expect(trace?.nodes).toHaveLength(1_000)
		expect(Math.max(...(trace?.nodes.map((node) => node.depth) ?? []))).toBe(999)
	})
})

dbTest('gives no trace of another tenant, to partners, or of nothing', async () => {
	const [one, two] = [await makeTenant(), await makeTenant()]
	const lot = await makeLot(one, await makeItem(one))
	const auditor = await makePerson(two, ['auditor'])
	expect(await actAs(two, auditor, (ctx) => traceLots(ctx, lot.id, 'both'))).toBeNull()
	const supplier = await makePerson(one, ['supplier'])
	expect(await actAs(one, supplier, (ctx) => traceLots(ctx, lot.id, 'both'))).toBeNull()
	expect(await actAs(one, supplier, (ctx) => traceIds(ctx, lot.id, 'both'))).toEqual([])
	const own = await makePerson(one, ['auditor'])
	expect(await actAs(one, own, (ctx) => traceLots(ctx, '00000000-0000-7000-8000-000000000000', 'both'))).toBeNull()
	expect(await actAs(one, own, (ctx) => traceLots(ctx, lot.id, 'both'))).toMatchObject({
		nodes: [{ id: lot.id, depth: 0, side: 'root' }],
		edges: [],
	})
})
