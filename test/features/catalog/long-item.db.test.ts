import { expect } from 'vitest'
import { listItems, readItem } from '#app/features/catalog/catalog.queries.server.ts'
import { itemUnitsOf, listItemUnits, readItemUnit } from '#app/features/catalog/item-units.queries.server.ts'
import { listRevisions, readRevision } from '#app/features/catalog/revisions.queries.server.ts'
import { saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { saveSpecification } from '#app/features/catalog/save-specification.server.ts'
import { listSpecifications } from '#app/features/catalog/specifications.queries.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { cloneRows } from '../../factories/clone-rows.ts'
import { makeItem, makeRevision } from '../../factories/item.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { walk } from '../../support/walk-pages.ts'

useTestPortal()

dbTest('behind 210 revisions that are still to come stands the one in force, and each can be come to', async () => {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const item = await makeItem(tenant)
	const part = await makeItem(tenant)
	const current = await makeRevision(tenant, item, {
		code: 'NOW',
		effectiveFrom: '2020-01-01',
		components: [{ itemId: part.id, quantity: '2', unit: part.unit }],
	})
	await cloneRows(
		tenant,
		'item_revision',
		current,
		210,
		`jsonb_build_object('code', 'R-' || n, 'effective_from', '2090-01-01'::date + n)`,
	)
	await actAs(tenant, admin, async (ctx) => {
		const found = await readItem(ctx, item.id)
		expect(found).toMatchObject({ item: { revision: 'NOW' }, revisions: { more: 161 } })
		expect((await listItems(ctx, { q: item.sku })).items[0]?.revision).toBe('NOW')
		const all = await walk((cursor) => listRevisions(ctx, item.id, { cursor }))
		expect(new Set(all.map((one) => one.code)).size).toBe(211)
		expect(all.at(-1)).toMatchObject({ code: 'NOW', standing: 'inForce', components: [{ sku: part.sku }] })
		expect(await readRevision(ctx, item.id, current.id)).toEqual(all.at(-1))
		expect(await readRevision(ctx, part.id, current.id)).toBeNull()
	})
})

dbTest(
	'specifications and units are listed to the last one, and what is beyond a page counts like any other',
	async () => {
		const tenant = await makeTenant()
		const admin = await makePerson(tenant, ['compliance_admin'])
		const item = await makeItem(tenant, { unit: 'H87' })
		const test = (key: string) => ({
			...{ test: key, nameEn: key, nameZh: key, method: 'm', unit: 'x', minimum: '1', required: true },
		})
		const box = { unit: 'XBX', factor: '12', baseUnit: 'H87', effectiveFrom: '2020-01-01', reason: 'Packed so' }
		const [spec, unit] = await actAs(tenant, admin, async (ctx) => [
			await saveSpecification(ctx, { itemId: item.id }, test('first')),
			await saveItemUnit(ctx, item.id, box),
		])
		if (!(spec?.ok && unit?.ok)) throw new Error('Not saved')
		await cloneRows(
			tenant,
			'specification',
			{ id: spec.value.id },
			510,
			`jsonb_build_object('test', 'T-' || n, 'position', n + 1)`,
		)
		await cloneRows(
			tenant,
			'item_unit',
			{ id: unit.value.id },
			510,
			`jsonb_build_object('unit', 'A' || lpad(n::text, 3, '0'))`,
		)
		await actAs(tenant, admin, async (ctx) => {
			const specifications = await walk((cursor) => listSpecifications(ctx, item.id, { cursor }))
			expect([specifications.length, specifications.at(-1)?.test]).toEqual([511, 'T-510'])
			for (const taken of ['first', 'T-510'])
				expect(await saveSpecification(ctx, { itemId: item.id }, test(taken))).toMatchObject({
					error: { code: 'test-taken' },
				})
			const first = await saveSpecification(ctx, { itemId: item.id, specificationId: spec.value.id }, test('renamed'))
			expect(first.ok).toBe(true)
			const units = await walk((cursor) => listItemUnits(ctx, item.id, { cursor }))
			expect([units.length, units.at(-1)?.unit]).toEqual([511, 'XBX'])
			expect((await readItemUnit(ctx, item.id, unit.value.id))?.unit).toBe('XBX')
			expect((await itemUnitsOf(ctx, [item.id])).get(item.id)).toHaveLength(511)
			expect(await saveItemUnit(ctx, item.id, box)).toMatchObject({ error: { code: 'nothing-changed' } })
		})
		const other = await makeTenant()
		expect((await withTenantContext(other.id, (ctx) => listSpecifications(ctx, item.id))).rows).toEqual([])
	},
)
