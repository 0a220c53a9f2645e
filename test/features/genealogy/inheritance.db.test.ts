import fc from 'fast-check'
import { expect } from 'vitest'
import { inheritedBy } from '#app/features/genealogy/inherited.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
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
const productions = fc.array(fc.tuple(fc.nat(20), fc.option(fc.nat(20))), { minLength: 3, maxLength: 4 })

dbTest('no lot outlives anything it was made of, however far back', async () => {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.constantFrom(...DATES), { minLength: ROOTS, maxLength: ROOTS }),
			productions,
			async (dates, made) => {
				const lots: { id: string; behind: Set<number> }[] = []
				for (const expiresOn of dates)
					lots.push({ id: (await makeLot(tenant, item, expiresOn ? { expiresOn } : {})).id, behind: new Set() })
				const found = await withTenantContext(tenant.id, async (ctx) => {
					for (const [one, other] of made) {
						const places = [...new Set([one, ...(other === null ? [] : [other])].map((pick) => pick % lots.length))]
						const done = await recordEvent(ctx, {
							kind: 'produce',
							inputs: places.map((place) => ({
								lotId: lots[place]?.id ?? '',
								quantity: { value: '1', unit: 'KGM' },
							})),
							outputs: [
								{
									newLot: { item: item.id, state: 'in_production' },
									quantity: { value: '1000', unit: 'KGM' },
								},
							],
						})
						if (!done.ok) throw new Error(JSON.stringify(done.error))
						const behind = new Set(places.flatMap((place) => [place, ...(lots[place]?.behind ?? [])]))
						lots.push({ id: done.value.outputs[0]?.lotId ?? '', behind })
					}
					return ctx.em.execute<{ id: string; expires_on: string | null }[]>(
						'select id, expires_on::text from lot where id = any(?::uuid[])',
						[`{${lots.map(({ id }) => id).join(',')}}`],
					)
				})
				const expiryOf = new Map(found.map((row) => [row.id, row.expires_on]))
				const expiries = lots.map(({ id }) => expiryOf.get(id) ?? null)
				for (const [place, { behind }] of lots.entries()) {
					if (place < ROOTS) continue
					const earliest = [...behind].flatMap((at) => expiries[at] ?? []).sort()[0] ?? null
					expect(expiries[place]).toBe(earliest)
				}
			},
		),
		{ numRuns: 4, endOnFailure: true },
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
								new Set((await inheritedBy(ctx, id)).shown.filter(({ why }) => why === 'blocked').map((one) => one.id)),
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
			{ numRuns: 4, endOnFailure: true },
		)
	},
)

dbTest('a lot says how many causes there are beside the ten it names', async () => {
	const tenant = await makeTenant()
	const item = await makeProduct(tenant)
	const child = await placeLot(tenant, item, { state: 'released' })
	for (let count = 0; count < 13; count++)
		await linkLots(tenant, await placeLot(tenant, item, { state: 'on_hold' }), child)
	const causes = await withTenantContext(tenant.id, (ctx) => inheritedBy(ctx, child.id))
	expect(causes.shown).toHaveLength(10)
	expect(causes).toMatchObject({ blocked: 13, expiries: 0 })
})
