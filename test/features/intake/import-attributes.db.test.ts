import { expect } from 'vitest'
import { itemUnitSchema } from '#app/features/catalog/item-unit.schema.ts'
import { saveItemUnit } from '#app/features/catalog/save-item-unit.server.ts'
import { deprecateAttribute } from '#app/features/dictionary/deprecate-attribute.server.ts'
import { readAttribute } from '#app/features/dictionary/dictionary.queries.server.ts'
import { chooseMapping } from '#app/features/intake/choose-mapping.server.ts'
import { listProblems } from '#app/features/intake/intake.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { importOf, runFile, tryFile } from '../../factories/import.ts'

import { makeItem } from '../../factories/item.ts'
import { approveSupplier, makeParty } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	const admin = await makePerson(tenant, ['compliance_admin'])
	const item = await makeItem(tenant, { sku: 'BAR', unit: 'H87' })
	const party = await makeParty(tenant, 'supplier')
	await approveSupplier(tenant, { itemId: item.id, partyId: party.id })
	await defineAttribute(tenant, admin, 'grade', {
		labelEn: 'Material grade',
		labelZh: '材料牌号',
		type: 'enum',
		choices: [{ value: 'g5', labelEn: 'Grade 5', labelZh: '五级' }],
		partner: true,
	})
	await defineAttribute(tenant, admin, 'weight', {
		labelEn: 'Piece weight',
		labelZh: '单重',
		type: 'quantity',
		unit: 'GRM',
		maximum: '500',
		partner: true,
	})
	await defineAttribute(tenant, admin, 'meltedOn', {
		labelEn: 'Melted on',
		labelZh: '熔炼日期',
		type: 'date',
		partner: true,
	})
	await defineAttribute(tenant, admin, 'price', { labelEn: 'Purchase price', labelZh: '采购价', type: 'decimal' })
	return { tenant, admin, item, party, person: await makePerson(tenant, ['supplier'], { partyId: party.id }) }
}

const HEAD = 'Item code,Lot no,Qty,Unit,Material grade,单重,Melted on,Purchase price'
const FILE = `${HEAD}
BAR,B-1,5,pcs,五级,"0,25 kg",31.10.2026,7
BAR,B-2,5,pcs,Grade 5,250,2026-10-30,
BAR,B-3,5,pcs,grade 9,250,2026-10-30,
BAR,B-4,5,pcs,g5,900,yesterday,
`

const lotsOf = (tenant: TenantInfo) =>
	withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ lot: string; attributes: Record<string, unknown> }[]>(
			'select supplier_lot as lot, attributes from lot order by supplier_lot',
		),
	)

dbTest(
	'columns are proposed by the labels of the dictionary in both languages, as far as the importer sees it',
	async () => {
		const { tenant, person } = await scene()
		const tried = await tryFile(tenant, person, { bytes: FILE })
		expect(tried.mapping?.columns.slice(4).map((column) => column.field)).toEqual([
			'attr.grade',
			'attr.weight',
			'attr.meltedOn',
			null,
		])
	},
)

dbTest('values are read by type, choice, unit and limit, and the good ones are on the lots', async () => {
	const { tenant, person } = await scene()
	const tried = await tryFile(tenant, person, { bytes: FILE })
	expect(tried).toMatchObject({ rows: 4, good: 2, bad: 2 })
	const { items } = await actAs(tenant, person, (ctx) => listProblems(ctx, tried.id, { limit: 25 }))
	expect(items.map(({ row, field, code }) => [row, field, code])).toEqual([
		[4, 'attr.grade', 'attribute-choice'],
		[5, 'attr.weight', 'attribute-above'],
		[5, 'attr.meltedOn', 'not-a-date'],
	])
	expect(items[0]?.message).toEqual({
		en: 'grade 9 is not one of the choices of Material grade. Use a choice of the data dictionary.',
		'zh-CN': '“grade 9”不在材料牌号的选项中，请使用数据字典中的选项。',
	})
	await runFile(tenant, person, tried.id)
	expect(await lotsOf(tenant)).toEqual([
		{ lot: 'B-1', attributes: { grade: 'g5', weight: { value: '250', unit: 'GRM' }, meltedOn: '2026-10-31' } },
		{ lot: 'B-2', attributes: { grade: 'g5', weight: { value: '250', unit: 'GRM' }, meltedOn: '2026-10-30' } },
	])
})

dbTest('an attribute is one column at most, and one that was deprecated since is left out', async () => {
	const { tenant, admin, person } = await scene()
	const gone = await defineAttribute(tenant, admin, 'old', { labelEn: 'Old mark', labelZh: '旧标记', partner: true })
	const tried = await tryFile(tenant, person, { bytes: 'Item code,Lot no,Qty,Old mark,X\nBAR,C-1,5,M,Y\n' })
	const columns = tried.mapping?.columns ?? []
	const twice = columns.map((column) => (column.column === 4 ? { ...column, field: 'attr.old' as const } : column))
	const refused = await actAs(tenant, person, (ctx) => chooseMapping(ctx, tried.id, { columns: twice }))
	expect(refused).toMatchObject({ error: { problems: [{ code: 'field-twice', field: 'attr.old', columns: [3, 4] }] } })
	await actAs(tenant, admin, async (ctx) => {
		const version = (await readAttribute(ctx, gone))?.version ?? 0
		expect((await deprecateAttribute(ctx, gone, { reason: 'Not used', confirmed: true, version })).ok).toBe(true)
	})
	await runFile(tenant, person, tried.id)
	expect((await importOf(tenant, tried.id)).created).toBe(1)
	expect(await lotsOf(tenant)).toEqual([{ lot: 'C-1', attributes: {} }])
})

dbTest('rows in a packing of the item come in converted; a packing that no item has is refused', async () => {
	const { tenant, admin, item, person } = await scene()
	const unit = itemUnitSchema.parse({
		unit: 'XBX',
		factor: '12',
		baseUnit: 'H87',
		effectiveFrom: '2026-01-01',
		reason: 'Packed',
	})
	await actAs(tenant, admin, (ctx) => saveItemUnit(ctx, item.id, unit))
	const file = 'Item code,Lot no,Qty,Unit\nBAR,D-1,2,box\nBAR,D-2,2,pallet\n'
	const tried = await tryFile(tenant, person, { bytes: file })
	expect(tried).toMatchObject({ good: 1, bad: 1 })
	await runFile(tenant, person, tried.id)
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute('select supplier_lot as lot, trim_scale(quantity)::text as quantity, unit, given from lot'),
	)
	expect(rows).toEqual([{ lot: 'D-1', quantity: '24', unit: 'H87', given: { value: '2', unit: 'XBX' } }])
})
