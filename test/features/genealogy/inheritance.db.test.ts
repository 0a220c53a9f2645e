import fc from 'fast-check'
import { expect } from 'vitest'
import { inheritedBy } from '#app/features/genealogy/inherited.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem as makeProduct } from '../../factories/item.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { linkLots, type PlacedLot, placeLot } from '../../factories/recall.ts'
import { makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const DATES = ['2027-03-01', '2027-06-30', '2028-01-15', null] as const
const ROOTS = 3

/** What each new lot is made of: one or two of those before it. */
const productions = fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(20))), { minLength: 3, maxLength: 6 })

dbTest('no lot outlives anything it was made of, however far back', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...DATES), { minLength: ROOTS, maxLength: ROOTS }),
			productions,
			async (dates, made) => {
				const lots: { id: string; expiresOn: string | null }[] = []
				for (const expiresOn of dates)
					lots.push({ id: (await makeLot(tenant, item, expiresOn ? { expiresOn } : {})).id, expiresOn })
				await withTenantContext(tenant.id, async (ctx) => {
					for (const [one, other] of made) {
						const places = [...new Set([one, ...(other === null ? [] : [other])].map((pick) => pick % lots.length))]
						const parents = places.map((place) => lots[place]).filter((lot) => lot !== undefined)
						const done = await recordEvent(ctx, {
							kind: 'produce',
							inputs: parents.map((lot) => ({ lotId: lot.id, quantity: { value: '1', unit: 'KGM' } })),
							outputs: [
								{
									newLot: { item: item.id, state: 'in_production' },
									quantity: { value: String(parents.length), unit: 'KGM' },
								},
							],
						})
						if (!done.ok) throw new Error(JSON.stringify(done.error))
						const expiresOn = parents.flatMap((lot) => lot.expiresOn ?? []).sort()[0] ?? null
						lots.push({ id: done.value.outputs[0]?.lotId ?? '', expiresOn })
					}
					for (const { id, expiresOn } of lots) {
						const trace = await traceLots(ctx, id, 'backward')
						expect(trace?.nodes.find((node) => node.id === id)?.expiresOn).toBe(expiresOn)
						for (const { expiresOn: earlier } of trace?.nodes ?? [])
							if (earlier !== null) expect(expiresOn !== null && expiresOn <= earlier).toBe(true)
					}
				})
			},
		),
		{ numRuns: 5, endOnFailure: true },
	)
})

const STATES = ['released', 'on_hold', 'recalled', 'released'] as const
const SIZE = 8

dbTest(
	'a lot shows every hold and recall of what it was made of, its own parents’ and theirs, and no other',
	async () => {
		const tenant = await makeTenant()
		const item = await makeProduct(tenant)
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom(...STATES), { minLength: SIZE, maxLength: SIZE }),
				fc.uniqueArray(
					fc
						.tuple(fc.nat(SIZE - 2), fc.integer({ min: 1, max: SIZE - 1 }))
						.map(([parent, child]) => [parent % child, child] as const),
					{ maxLength: 14, selector: String },
				),
				async (states, links) => {
					const placed: PlacedLot[] = []
					for (const state of states) placed.push(await placeLot(tenant, item, { state }))
					const lots = placed.map(({ id }) => id)
					for (const [parent, child] of links)
						await linkLots(tenant, placed[parent] as PlacedLot, placed[child] as PlacedLot)
					const causes = await withTenantContext(tenant.id, async (ctx) => {
						const found: Set<string>[] = []
						for (const id of lots)
							found.push(
								new Set((await inheritedBy(ctx, id)).filter(({ why }) => why === 'blocked').map((one) => one.id)),
							)
						return found
					})
					const expected = lots.map(() => new Set<string>())
					for (const [child, own] of expected.entries())
						for (const [parent] of links.filter((link) => link[1] === child)) {
							for (const cause of expected[parent] ?? []) own.add(cause)
							if (states[parent] !== 'released') own.add(lots[parent] ?? '')
						}
					expect(causes).toEqual(expected)
				},
			),
			{ numRuns: 6, endOnFailure: true },
		)
	},
)
