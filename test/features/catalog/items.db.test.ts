import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { err, ok } from '#app/core/result.ts'
import { listItems, readItem } from '#app/features/catalog/catalog.queries.server.ts'
import { itemSchema, revisionSchema, specificationSchema } from '#app/features/catalog/catalog.schema.ts'
import { createItem } from '#app/features/catalog/create-item.server.ts'
import { removeSpecification } from '#app/features/catalog/remove-specification.server.ts'
import { saveRevision } from '#app/features/catalog/save-revision.server.ts'
import { saveSpecification } from '#app/features/catalog/save-specification.server.ts'
import { updateItem } from '#app/features/catalog/update-item.server.ts'
import { readLineFacts } from '#app/features/production/line-facts.queries.server.ts'
import { readOrderTargets } from '#app/features/production/order-choices.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withPublicContext, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeItem, makeRevision } from '../../factories/item.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

/** Numbers with right check digits that no test shares. */
const GTINS = ['09521234567899', '09506000134352', '04012345678901', '00012345678905', '00614141999996']
const gtin = () => GTINS.pop() ?? ''

const form = (more: Record<string, string> = {}) =>
	itemSchema.parse({
		sku: `SKU-${newId().slice(-8)}`,
		nameEn: 'Rod',
		nameZh: '棒',
		kind: 'raw_material',
		unit: 'KGM',
		active: 'on',
		...more,
	})
const revision = (more: Record<string, unknown> = {}) =>
	revisionSchema.parse({ code: 'A', effectiveFrom: '2026-01-01', components: [], ...more })
const component = (componentItemId: string, more: Record<string, string> = {}) => ({
	componentItemId,
	quantity: '1.5',
	unit: 'KGM',
	tolerancePercent: '2',
	...more,
})

async function scene() {
	const tenant = await makeTenant()
	return {
		tenant,
		admin: await makePerson(tenant, ['compliance_admin']),
		operator: await makePerson(tenant, ['operator']),
	}
}

const answers = async (tenant: TenantInfo, number: string): Promise<boolean> =>
	(await withPublicContext(new Request('http://localhost/'), number, async (ctx) => ctx.tenant.id === tenant.id)) ??
	false

/** Registers a lot by hand, as the owner: lots are another feature's. */
async function addLot(tenant: TenantInfo, itemId: string, revisionId: string | null = null): Promise<void> {
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into lot (id, tenant_id, item_id, revision_id, code, code_norm, quantity, on_hand, unit, status, category, attributes, created_at, updated_at, version)
			values (?, ?, ?, ?, ?, ?, 1, 1, 'KGM', 'quarantine', 'initial', '{}', now(), now(), 1)`,
			[newId(), tenant.id, itemId, revisionId, `L-${newId().slice(-8)}`, 'L'],
		),
	)
}

dbTest('makes an item, for whose GTIN the tenant then answers in public', async () => {
	const { tenant, admin } = await scene()
	const number = gtin()
	const made = await actAs(tenant, admin, (ctx) => createItem(ctx, form({ gtin: number, device: 'on', udiLot: 'on' })))
	if (!made.ok) throw new Error(made.error.code)
	const found = await actAs(tenant, admin, (ctx) => readItem(ctx, made.value.id))
	expect(found?.item).toMatchObject({
		gtin: number,
		udi: { lot: true, serial: false, manufacturedOn: false, expiresOn: false },
	})
	expect(await answers(tenant, number)).toBe(true)
})

dbTest("another tenant's GTIN is refused without telling whose; nothing is written", async () => {
	const one = await scene()
	const two = await scene()
	const number = gtin()
	await actAs(one.tenant, one.admin, (ctx) => createItem(ctx, form({ gtin: number })))
	const refused = await actAs(two.tenant, two.admin, (ctx) => createItem(ctx, form({ gtin: number })))
	expect(refused).toEqual(err({ code: 'gtin-taken' }))
	expect(JSON.stringify(refused)).not.toContain(one.tenant.id)
	expect((await actAs(two.tenant, two.admin, (ctx) => listItems(ctx))).items).toEqual([])
	expect(await answers(one.tenant, number)).toBe(true)
})

dbTest('a changed GTIN frees the one before; one of another own item is refused', async () => {
	const { tenant, admin } = await scene()
	const [before, after] = [gtin(), gtin()]
	const input = form({ gtin: before })
	const made = await actAs(tenant, admin, (ctx) => createItem(ctx, input))
	if (!made.ok) throw new Error(made.error.code)
	expect(await actAs(tenant, admin, (ctx) => createItem(ctx, form({ gtin: before })))).toEqual(
		err({ code: 'gtin-in-use' }),
	)
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, made.value.id, { ...input, gtin: after }))).toEqual(
		ok(null),
	)
	expect([await answers(tenant, before), await answers(tenant, after)]).toEqual([false, true])
	const other = await scene()
	expect((await actAs(other.tenant, other.admin, (ctx) => createItem(ctx, form({ gtin: before })))).ok).toBe(true)
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, made.value.id, { ...input, gtin: before }))).toEqual(
		err({ code: 'gtin-taken' }),
	)
	expect(await answers(tenant, after)).toBe(true)
})

dbTest('a number is one item alone; a stale change is refused; lots pin the unit', async () => {
	const { tenant, admin } = await scene()
	const input = form()
	const made = await actAs(tenant, admin, (ctx) => createItem(ctx, input))
	if (!made.ok) throw new Error(made.error.code)
	const { id } = made.value
	expect(await actAs(tenant, admin, (ctx) => createItem(ctx, input))).toEqual(err({ code: 'sku-taken' }))
	const other = await makeItem(tenant)
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, other.id, input))).toEqual(err({ code: 'sku-taken' }))
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, id, { ...input, version: 1, unit: 'GRM' }))).toEqual(
		ok(null),
	)
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, id, { ...input, version: 1 }))).toEqual(
		err({ code: 'stale' }),
	)
	await addLot(tenant, id)
	expect(await actAs(tenant, admin, (ctx) => updateItem(ctx, id, { ...input, unit: 'KGM' }))).toEqual(
		err({ code: 'unit-in-use' }),
	)
})

dbTest('only a compliance admin changes items, and only those of their tenant', async () => {
	const { tenant, operator } = await scene()
	const item = await makeItem(tenant)
	expect(await actAs(tenant, operator, (ctx) => createItem(ctx, form()))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, operator, (ctx) => updateItem(ctx, item.id, form()))).toEqual(err({ code: 'not-allowed' }))
	expect(await actAs(tenant, operator, (ctx) => saveRevision(ctx, { itemId: item.id }, revision()))).toEqual(
		err({ code: 'not-allowed' }),
	)
	const spec = specificationSchema.parse({
		test: 'tensile',
		nameEn: 'T',
		nameZh: '拉',
		method: 'ISO',
		unit: 'MPa',
		minimum: '1',
	})
	expect(await actAs(tenant, operator, (ctx) => saveSpecification(ctx, { itemId: item.id }, spec))).toEqual(
		err({ code: 'not-allowed' }),
	)
	expect(
		await actAs(tenant, operator, (ctx) => removeSpecification(ctx, { itemId: item.id, specificationId: item.id })),
	).toEqual(err({ code: 'not-allowed' }))
	const other = await scene()
	expect(await actAs(other.tenant, other.admin, (ctx) => updateItem(ctx, item.id, form()))).toEqual(
		err({ code: 'not-found' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => saveRevision(ctx, { itemId: item.id }, revision()))).toEqual(
		err({ code: 'item-unknown' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => saveSpecification(ctx, { itemId: item.id }, spec))).toEqual(
		err({ code: 'item-unknown' }),
	)
	expect(await actAs(other.tenant, other.admin, (ctx) => readItem(ctx, item.id))).toBeNull()
})

dbTest('a revision keeps its components in order and is changed until something is made by it', async () => {
	const { tenant, admin } = await scene()
	const product = await makeItem(tenant, { kind: 'finished_product', unit: 'H87' })
	const [rod, bag] = [await makeItem(tenant), await makeItem(tenant, { unit: 'H87' })]
	const made = await actAs(tenant, admin, (ctx) =>
		saveRevision(
			ctx,
			{ itemId: product.id },
			revision({
				components: [
					component(rod.id, { unit: 'GRM', quantity: '12.500' }),
					component(bag.id, { unit: 'H87', quantity: '1' }),
				],
			}),
		),
	)
	if (!made.ok) throw new Error(made.error.code)
	const revisionId = made.value.id
	const changed = revision({
		code: 'B',
		effectiveTo: '2027-01-01',
		components: [component(bag.id, { unit: 'H87', quantity: '2' }), component(rod.id)],
	})
	expect(await actAs(tenant, admin, (ctx) => saveRevision(ctx, { itemId: product.id, revisionId }, changed))).toEqual(
		ok({ id: revisionId }),
	)
	const found = await actAs(tenant, admin, (ctx) => readItem(ctx, product.id))
	expect(found?.revisions.rows).toMatchObject([
		{
			code: 'B',
			effectiveTo: '2027-01-01',
			used: false,
			components: [
				{ sku: bag.sku, quantity: '2' },
				{ sku: rod.sku, quantity: '1.5', tolerancePercent: '2' },
			],
		},
	])
	expect(await actAs(tenant, admin, (ctx) => saveRevision(ctx, { itemId: product.id }, changed))).toEqual(
		err({ code: 'revision-taken' }),
	)
	expect(await actAs(tenant, admin, (ctx) => saveRevision(ctx, { itemId: rod.id, revisionId }, revision()))).toEqual(
		err({ code: 'not-found' }),
	)
	await addLot(tenant, product.id, revisionId)
	expect(await actAs(tenant, admin, (ctx) => saveRevision(ctx, { itemId: product.id, revisionId }, changed))).toEqual(
		err({ code: 'revision-used' }),
	)
})

dbTest('refuses components that cannot be: unknown, doubled, made of the item, in another dimension', async () => {
	const { tenant, admin } = await scene()
	const [product, middle, raw] = [await makeItem(tenant), await makeItem(tenant), await makeItem(tenant)]
	const foreign = await makeItem(await makeTenant())
	await makeRevision(tenant, middle, { components: [{ itemId: product.id, quantity: '1', unit: 'KGM' }] })
	await makeRevision(tenant, raw, { components: [{ itemId: middle.id, quantity: '1', unit: 'KGM' }] })
	const save = (components: ReturnType<typeof component>[]) =>
		actAs(tenant, admin, (ctx) => saveRevision(ctx, { itemId: product.id }, revision({ components })))
	const good = await makeItem(tenant)
	expect(await save([component(good.id), component(foreign.id)])).toEqual(err({ code: 'component-unknown', index: 1 }))
	expect(await save([component(good.id), component(good.id)])).toEqual(err({ code: 'component-doubled', index: 1 }))
	expect(await save([component(raw.id)])).toEqual(err({ code: 'component-circle', index: 0 }))
	expect(await save([component(product.id)])).toEqual(err({ code: 'component-circle', index: 0 }))
	expect(await save([component(good.id, { unit: 'LTR' })])).toEqual(err({ code: 'component-unit', index: 0 }))
	expect((await save([component(good.id)])).ok).toBe(true)
})

dbTest('tests are added, changed and taken off', async () => {
	const { tenant, admin } = await scene()
	const item = await makeItem(tenant)
	const spec = (more: Record<string, string> = {}) =>
		specificationSchema.parse({
			test: 'tensile',
			nameEn: 'Tensile',
			nameZh: '抗拉',
			method: 'ISO 6892',
			unit: 'MPa',
			minimum: '860',
			required: 'on',
			...more,
		})
	const made = await actAs(tenant, admin, (ctx) => saveSpecification(ctx, { itemId: item.id }, spec()))
	if (!made.ok) throw new Error(made.error.code)
	expect(await actAs(tenant, admin, (ctx) => saveSpecification(ctx, { itemId: item.id }, spec()))).toEqual(
		err({ code: 'test-taken' }),
	)
	expect(
		(await actAs(tenant, admin, (ctx) => saveSpecification(ctx, { itemId: item.id }, spec({ test: 'yield' })))).ok,
	).toBe(true)
	const asked = { itemId: item.id, specificationId: made.value.id }
	expect((await actAs(tenant, admin, (ctx) => saveSpecification(ctx, asked, spec({ minimum: '870.50' })))).ok).toBe(
		true,
	)
	expect(
		await actAs(tenant, admin, (ctx) => saveSpecification(ctx, { itemId: item.id, specificationId: newId() }, spec())),
	).toEqual(err({ code: 'not-found' }))
	expect(
		(await actAs(tenant, admin, (ctx) => readItem(ctx, item.id)))?.specifications.rows.map((row) => [
			row.test,
			row.minimum,
		]),
	).toEqual([
		['tensile', '870.5'],
		['yield', '860'],
	])
	expect(await actAs(tenant, admin, (ctx) => removeSpecification(ctx, asked))).toEqual(ok(null))
	expect(await actAs(tenant, admin, (ctx) => removeSpecification(ctx, asked))).toEqual(err({ code: 'not-found' }))
})

dbTest('the list shows the revision in force, narrows by text, and goes on by cursor', async () => {
	const { tenant, admin } = await scene()
	for (const sku of ['A-1', 'A-2', 'B-1']) {
		const item = await makeItem(tenant, { sku, kind: sku.startsWith('B') ? 'packaging' : 'raw_material' })
		await makeRevision(tenant, item, { code: 'A', effectiveFrom: '2025-01-01' })
		await makeRevision(tenant, item, { code: 'B', effectiveFrom: '2026-06-01' })
		await makeRevision(tenant, item, { code: 'C', effectiveFrom: '2030-01-01' })
	}
	const list = (more: Parameters<typeof listItems>[1]) => actAs(tenant, admin, (ctx) => listItems(ctx, more))
	expect((await list({})).items.map((item) => [item.sku, item.revision])).toEqual([
		['A-1', 'B'],
		['A-2', 'B'],
		['B-1', 'B'],
	])
	expect((await list({ q: 'a-' })).items).toHaveLength(2)
	expect((await list({ kind: 'packaging' })).items.map((item) => item.sku)).toEqual(['B-1'])
	const first = await list({ limit: 2 })
	expect((await list({ limit: 2, after: first.nextCursor ?? '' })).items.map((item) => item.sku)).toEqual(['B-1'])
})

dbTest(
	'one revision alone is in force: that which began last, for the page, the list, orders and the line',
	async () => {
		const { tenant, admin } = await scene()
		const item = await makeItem(tenant)
		const now = await withTenantContext(tenant.id, async (ctx) => ctx.now.getTime())
		const day = (days: number) => new Date(now + days * 86_400_000).toISOString().slice(0, 10)
		const old = await makeRevision(tenant, item, { code: 'A', effectiveFrom: day(-90) })
		const current = await makeRevision(tenant, item, { code: 'B', effectiveFrom: day(-30) })
		await makeRevision(tenant, item, { code: 'C', effectiveFrom: day(-10), effectiveTo: day(-5) })
		await makeRevision(tenant, item, { code: 'D', effectiveFrom: day(30) })
		for (const revision of [old, current]) await addLot(tenant, item.id, revision.id)
		const found = await actAs(tenant, admin, async (ctx) => {
			const lots = await ctx.em.execute<{ id: string; revision: string }[]>(
				'select l.id, r.code as revision from lot l join item_revision r on r.id = l.revision_id order by r.code',
			)
			const facts = await readLineFacts(
				ctx,
				lots.map((lot) => lot.id),
			)
			const asked = { itemId: item.id, revisionId: null, siteId: newId() }
			return {
				page: (await readItem(ctx, item.id))?.revisions.rows.map((one) => [one.code, one.standing]),
				list: (await listItems(ctx)).items.map((one) => one.revision),
				order: (await readOrderTargets(ctx, asked)).revision?.code,
				pinned: (await readOrderTargets(ctx, { ...asked, revisionId: old.id })).revision?.code,
				line: lots.map((lot) => [lot.revision, facts.get(lot.id)?.material]),
			}
		})
		expect(found).toEqual({
			page: [
				['D', 'later'],
				['C', 'past'],
				['B', 'inForce'],
				['A', 'past'],
			],
			list: ['B'],
			order: 'B',
			pinned: 'A',
			line: [
				['A', { revisionCurrent: false }],
				['B', { revisionCurrent: true }],
			],
		})
	},
)
