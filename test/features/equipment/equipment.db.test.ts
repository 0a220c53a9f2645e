import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import {
	equipmentByCodes,
	equipmentByIds,
	listEquipment,
	readEquipment,
} from '#app/features/equipment/equipment.queries.server.ts'
import { equipmentSchema } from '#app/features/equipment/equipment.schema.ts'
import { recordCleaning } from '#app/features/equipment/record-cleaning.server.ts'
import { saveEquipment } from '#app/features/equipment/save-equipment.server.ts'
import { makeEquipment } from '../../factories/equipment.ts'
import { makeSite, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

async function scene() {
	const tenant = await makeTenant()
	return {
		tenant,
		site: await makeSite(tenant),
		admin: await makePerson(tenant, ['compliance_admin']),
		operator: await makePerson(tenant, ['operator']),
		auditor: await makePerson(tenant, ['auditor']),
	}
}

const form = (siteId: string, more: Record<string, unknown> = {}) =>
	equipmentSchema.parse({
		siteId,
		code: 'EO-01',
		nameEn: 'EO steriliser 1',
		nameZh: '灭菌器 1',
		kind: 'steriliser',
		condition: 'in_service',
		line: 'P2',
		active: 'on',
		...more,
	})

dbTest('makes and changes equipment, and its page tells who changed what and why', async () => {
	const { tenant, site, admin } = await scene()
	const made = await actAs(tenant, admin, (ctx) => saveEquipment(ctx, null, form(site.id)))
	if (!made.ok) throw new Error(made.error.code)
	const { id } = made.value
	expect(
		await actAs(tenant, admin, (ctx) =>
			saveEquipment(ctx, id, form(site.id, { condition: 'maintenance', version: 1, reason: 'Door seal' })),
		),
	).toEqual(ok({ id }))
	const [row, history] = await actAs(tenant, admin, async (ctx) => [
		await readEquipment(ctx, id),
		await recordHistory(ctx, id),
	])
	expect(row).toMatchObject({ code: 'EO-01', line: 'P2', problems: ['not-in-service'], version: 2 })
	expect(history.map(({ action, reason, before, after, by }) => ({ action, reason, before, after, by }))[0]).toEqual({
		action: 'equipment.update',
		reason: 'Door seal',
		before: { condition: 'in_service' },
		after: { condition: 'maintenance' },
		by: admin.name,
	})
	expect(history.map((entry) => entry.action)).toEqual(['equipment.update', 'equipment.create'])
})

dbTest('refuses a code that is taken, a stale form and a place that is not our own', async () => {
	const { tenant, site, admin } = await scene()
	await makeEquipment(tenant, { code: 'EO-01', siteId: site.id })
	const save = (id: string | null, more: Record<string, unknown>, siteId = site.id) =>
		actAs(tenant, admin, (ctx) => saveEquipment(ctx, id, form(siteId, more)))
	expect(await save(null, {})).toEqual(err({ code: 'code-taken' }))
	const other = await makeEquipment(tenant, { siteId: site.id })
	expect(await save(other.id, { code: 'EO-09', version: 7 })).toEqual(err({ code: 'stale' }))
	const theirs = await makeSite(tenant, { partyId: (await makeSupplier(tenant)).id })
	expect(await save(null, { code: 'EO-02' }, theirs.id)).toEqual(err({ code: 'site-unknown' }))
	const foreign = await makeSite(await makeTenant())
	expect(await save(null, { code: 'EO-03' }, foreign.id)).toEqual(err({ code: 'site-unknown' }))
})

dbTest(
	'only a compliance admin makes equipment; an operator says that it was cleaned, an auditor does not',
	async () => {
		const { tenant, site, operator, auditor } = await scene()
		const { id } = await makeEquipment(tenant, { siteId: site.id, cleanEveryHours: 8 })
		expect(await actAs(tenant, operator, (ctx) => saveEquipment(ctx, null, form(site.id)))).toEqual(
			err({ code: 'not-allowed' }),
		)
		expect(await actAs(tenant, operator, (ctx) => saveEquipment(ctx, id, form(site.id)))).toEqual(
			err({ code: 'not-allowed' }),
		)
		expect(await actAs(tenant, auditor, (ctx) => recordCleaning(ctx, { equipmentId: id }))).toEqual(
			err({ code: 'not-allowed' }),
		)
		expect(await actAs(tenant, operator, (ctx) => recordCleaning(ctx, { equipmentId: id }))).toEqual(ok(null))
		expect((await actAs(tenant, operator, (ctx) => readEquipment(ctx, id)))?.problems).toEqual([])
		expect(
			await actAs(tenant, operator, (ctx) => recordCleaning(ctx, { equipmentId: id, at: new Date('2001-01-01') })),
		).toEqual(err({ code: 'time-wrong' }))
	},
)

dbTest('equipment of another tenant is not there, and a partner is told of none', async () => {
	const { tenant, site } = await scene()
	const { id, code } = await makeEquipment(tenant, { siteId: site.id })
	const other = await scene()
	const seen = await actAs(other.tenant, other.admin, async (ctx) => ({
		one: await readEquipment(ctx, id),
		byCode: (await equipmentByCodes(ctx, [code])).size,
		saved: await saveEquipment(ctx, id, form(other.site.id)),
	}))
	expect(seen).toEqual({ one: null, byCode: 0, saved: err({ code: 'not-found' }) })
	const supplier = await makePerson(tenant, ['supplier'], { partyId: (await makeSupplier(tenant)).id })
	expect(await actAs(tenant, supplier, (ctx) => listEquipment(ctx))).toEqual({ equipment: [], nextCursor: null })
})

dbTest('equipment is found by its ids and listed a page at a time', async () => {
	const { tenant, site, admin } = await scene()
	const own = await makeEquipment(tenant, { code: 'A-1', siteId: site.id, line: 'L1' })
	await makeEquipment(tenant, { code: 'B-1', siteId: site.id, line: 'L2' })
	const shared = await makeEquipment(tenant, { code: 'C-1', siteId: site.id })
	await makeEquipment(tenant, { code: 'D-1' })
	const found = await actAs(tenant, admin, async (ctx) => ({
		ids: [...(await equipmentByIds(ctx, [own.id, shared.id])).values()].map((row) => row.code).toSorted(),
		page: (await listEquipment(ctx, { limit: 2 })).nextCursor,
	}))
	expect(found).toEqual({ ids: ['A-1', 'C-1'], page: 'B-1' })
})
