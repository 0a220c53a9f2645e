import { expect } from 'vitest'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { itemUnitSchema } from '#app/features/catalog/item-unit.schema.ts'
import { itemUnitsOf, listItemUnits, unitsOfItems } from '#app/features/catalog/item-units.queries.server.ts'
import { endItemUnit, saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { readEvent } from '#app/features/genealogy/event-page.queries.server.ts'
import { recordEvent } from '#app/features/genealogy/record-event.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { makeItem, makeLot } from '../../factories/lot.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const form = (more: Record<string, unknown> = {}) =>
	itemUnitSchema.parse({
		unit: 'XBX',
		factor: '12',
		baseUnit: 'H87',
		effectiveFrom: '2026-01-01',
		reason: 'As packed',
		...more,
	})

async function scene() {
	const tenant = await makeTenant()
	return {
		tenant,
		item: await makeItem(tenant, { unit: 'H87' }),
		admin: await makePerson(tenant, ['compliance_admin']),
		receiving: await makePerson(tenant, ['receiving', 'operator']),
	}
}

dbTest('a conversion holds from its day; the one before ends the day before, and both stay on record', async () => {
	const { tenant, item, admin } = await scene()
	await actAs(tenant, admin, async (ctx) => {
		expect((await saveItemUnit(ctx, item.id, form())).ok).toBe(true)
		expect((await saveItemUnit(ctx, item.id, form({ factor: '10', effectiveFrom: '2026-06-01' }))).ok).toBe(true)
		expect((await listItemUnits(ctx, item.id)).rows).toMatchObject([
			{ unit: 'XBX', factor: '10', effectiveFrom: '2026-06-01', effectiveTo: null },
			{ unit: 'XBX', factor: '12', effectiveFrom: '2026-01-01', effectiveTo: '2026-05-31' },
		])
		expect((await unitsOfItems(ctx, [item.sku], '2026-05-31')).get(item.sku)?.own).toEqual([
			{ unit: 'XBX', factor: '12', baseUnit: 'H87' },
		])
		expect((await itemUnitsOf(ctx, [item.id])).get(item.id)).toEqual([{ unit: 'XBX', factor: '10', baseUnit: 'H87' }])
	})
	const history = await actAs(tenant, admin, (ctx) => recordHistory(ctx, item.id, { action: 'item' }))
	expect(history.map((entry) => [entry.action, entry.reason])).toEqual([
		['item.unit-save', 'As packed'],
		['item.unit-save', 'As packed'],
	])
})

dbTest('a conversion is ended, not before it begins; what is wrong with one is told apart', async () => {
	const { tenant, item, admin, receiving } = await scene()
	const other = await scene()
	await actAs(tenant, receiving, async (ctx) => {
		expect(await saveItemUnit(ctx, item.id, form())).toMatchObject({ error: { code: 'not-allowed' } })
		expect(
			await endItemUnit(ctx, { itemId: item.id, unitId: item.id }, { effectiveTo: '2026-01-01', reason: 'x' }),
		).toMatchObject({ error: { code: 'not-allowed' } })
	})
	await actAs(tenant, admin, async (ctx) => {
		const refused = async (more: Record<string, unknown>) => {
			const saved = await saveItemUnit(ctx, item.id, form(more))
			return saved.ok ? null : saved.error.code
		}
		expect(await refused({ unit: 'DZN' })).toBe('unit-known')
		expect(await refused({ baseUnit: 'KGM' })).toBe('unit-foreign')
		expect(await refused({})).toBeNull()
		expect(await refused({})).toBe('nothing-changed')
		expect(await refused({ effectiveFrom: '2025-12-31' })).toBe('unit-begins-earlier')
		expect(await saveItemUnit(ctx, other.item.id, form())).toMatchObject({ error: { code: 'item-unknown' } })
		const [known] = (await listItemUnits(ctx, item.id)).rows
		const asked = { itemId: item.id, unitId: known?.id ?? '' }
		expect(await endItemUnit(ctx, asked, { effectiveTo: '2025-12-31', reason: 'Wrong' })).toMatchObject({
			error: { code: 'ends-before-it-begins' },
		})
		expect((await endItemUnit(ctx, asked, { effectiveTo: '2026-02-01', reason: 'No boxes any more' })).ok).toBe(true)
		expect(await endItemUnit(ctx, asked, { effectiveTo: '2026-02-01', reason: 'Again' })).toMatchObject({
			error: { code: 'nothing-changed' },
		})
		expect(
			await endItemUnit(ctx, { ...asked, itemId: other.item.id }, { effectiveTo: '2026-02-01', reason: 'Foreign' }),
		).toMatchObject({ error: { code: 'not-found' } })
		expect((await itemUnitsOf(ctx, [item.id])).get(item.id)).toEqual([])
	})
})

dbTest('a lot is registered in boxes: converted exactly, both kept; without a conversion it is refused', async () => {
	const { tenant, item, admin, receiving } = await scene()
	const register = (value: string) =>
		actAs(tenant, receiving, (ctx) => registerLot(ctx, { item: item.sku, quantity: { value, unit: 'XBX' } }))
	expect(await register('2.5')).toMatchObject({
		error: { problems: [{ code: 'unit-mismatch', path: 'quantity', detail: 'XBX H87' }] },
	})
	await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, item.id, form()))
	const made = await register('2.5')
	if (!made.ok) throw new Error(made.error.code)
	expect(await actAs(tenant, receiving, (ctx) => readLot(ctx, made.value.id))).toMatchObject({
		quantity: { value: '30', unit: 'H87' },
		onHand: { value: '30', unit: 'H87' },
		given: { value: '2.5', unit: 'XBX' },
	})
})

dbTest(
	'an event takes boxes from a lot in pieces by what held on its day, and refuses what nothing converts',
	async () => {
		const { tenant, item, admin, receiving } = await scene()
		await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, item.id, form()))
		const lot = await makeLot(tenant, item)
		const destroy = (value: string, unit: string) =>
			actAs(tenant, receiving, (ctx) =>
				recordEvent(ctx, { kind: 'destroy', inputs: [{ lotId: lot.id, quantity: { value, unit } }] }),
			)
		expect(await destroy('1', 'XPX')).toMatchObject({
			error: { problems: [{ code: 'unit-mismatch', path: 'inputs.0.quantity' }] },
		})
		expect(await destroy('9', 'XBX')).toMatchObject({ error: { code: 'insufficient-quantity' } })
		const done = await destroy('2', 'XBX')
		if (!done.ok) throw new Error(done.error.code)
		const event = await actAs(tenant, receiving, (ctx) => readEvent(ctx, done.value.id))
		expect(event?.lots).toMatchObject([{ quantity: { value: '24', unit: 'H87' }, given: { value: '2', unit: 'XBX' } }])
		expect((await actAs(tenant, receiving, (ctx) => readLot(ctx, lot.id)))?.onHand).toEqual({
			value: '76',
			unit: 'H87',
		})
	},
)

dbTest('new lots of an event are made in boxes too, and the balance compares like with like', async () => {
	const { tenant, item, admin, receiving } = await scene()
	await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, item.id, form()))
	const lot = await makeLot(tenant, item)
	const split = await actAs(tenant, receiving, (ctx) =>
		recordEvent(ctx, {
			kind: 'split',
			inputs: [{ lotId: lot.id, quantity: { value: '24', unit: 'H87' } }],
			outputs: [{ newLot: { item: item.id, code: 'HALF' }, quantity: { value: '2', unit: 'XBX' } }],
		}),
	)
	if (!split.ok) throw new Error(JSON.stringify(split.error))
	expect(split.value.balance).toMatchObject({ within: true, input: '24', output: '24', unit: 'H87' })
	const made = await actAs(tenant, receiving, (ctx) => readLot(ctx, split.value.outputs[0]?.lotId ?? ''))
	expect(made).toMatchObject({ quantity: { value: '24', unit: 'H87' }, given: { value: '2', unit: 'XBX' } })
})
