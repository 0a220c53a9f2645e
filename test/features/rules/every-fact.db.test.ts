import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import { ATTRIBUTE_SUBJECTS, ATTRIBUTE_TYPES, type AttributeType } from '#app/features/dictionary/attribute.model.ts'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { recordReadings } from '#app/features/production/record-readings.server.ts'
import { factsOf, SUBJECTS, type Subject } from '#app/features/rules/fact-catalog.model.ts'
import { loadCatalogs } from '#app/features/rules/load-catalogs.server.ts'
import { type CheckedRecords, loadRecordFacts } from '#app/features/rules/load-record-facts.server.ts'
import { readFacts } from '#app/features/rules/read-facts.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { certify, makeDelivery } from '../../factories/delivery.ts'
import { makeEquipment } from '../../factories/equipment.ts'
import { makeRevision, makeSpecification } from '../../factories/item.ts'
import { makeRunningOrder } from '../../factories/order.ts'
import { makeCustomer } from '../../factories/party.ts'
import { linkLots, makeOpenRecall, noteEvent, placeLot } from '../../factories/recall.ts'
import { publishRules, ruleOf } from '../../factories/rule-set.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const VALUES: Record<AttributeType, unknown> = {
	text: 'A7',
	link: 'https://example.com/a',
	integer: 3,
	decimal: '1.5',
	quantity: { value: '2', unit: 'KGM' },
	date: '2026-11-01',
	datetime: '2026-11-01T08:00:00Z',
	boolean: true,
	enum: 'one',
	multi: ['one'],
}
const attributes = Object.fromEntries(ATTRIBUTE_TYPES.map((type) => [`x_${type}`, VALUES[type]]))

/** A dictionary with an attribute of every type for every kind of record. */
async function defineAll(tenant: TenantInfo): Promise<void> {
	const admin = await makePerson(tenant, ['compliance_admin'])
	const choices = [{ value: 'one', labelEn: 'One', labelZh: '一' }]
	for (const subject of ATTRIBUTE_SUBJECTS)
		for (const type of ATTRIBUTE_TYPES) {
			const form = attributeSchema.parse({
				subject,
				key: `x_${type}`,
				type,
				labelEn: `A ${type}`,
				labelZh: '某个属性',
				effectiveFrom: '2020-01-01',
				reason: 'Every type',
				...(type === 'enum' || type === 'multi' ? { choices } : {}),
				...(type === 'quantity' ? { unit: 'KGM' } : {}),
			})
			const saved = await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, form))
			if (!saved.ok) throw new Error(`${subject} ${type}: ${saved.error.code}`)
		}
}

/** Everything of which a fact is made, on few records: what they say together need not be possible, only be there. */
async function makeWorld(tenant: TenantInfo) {
	const run = (sql: string, values: unknown[] = []) =>
		withTenantContext(tenant.id, (ctx) => ctx.em.execute(sql, values))
	const delivery = await makeDelivery(tenant, { lots: 2 })
	const [line, second] = delivery.lines
	if (!line || !second) throw new Error('The delivery has too few lines')
	const { item, supplier, site } = delivery
	const revision = await makeRevision(tenant, item)
	const customer = await makeCustomer(tenant)
	const order = await makeRunningOrder(tenant)
	const json = JSON.stringify(attributes)
	await run(`update item set attributes = ?::jsonb, minimum_shelf_life_days = 90`, [json])
	await run(`update party set attributes = ?::jsonb`, [json])
	await run(`update site set attributes = ?::jsonb`, [json])
	await run(
		`update lot set attributes = ?::jsonb || '{"heat":"T7752","markets":"CN, DE"}', revision_id = ?, site_id = ? where id = ?`,
		[json, revision.id, site.id, line.lotId],
	)
	await run(
		`update shipment_line set expected_revision = 'A', counted_quantity = 99, status = 'received', decided_at = now()`,
	)
	await run(`update shipment set arrived_at = now() - interval '1 day', expected_on = current_date - 3`)
	await run(`update approved_supplier set valid_until = '2099-01-01', qualification = 'approved'`)
	await certify(tenant, second.lotId, { partyId: supplier.id, validUntil: '2020-01-01' })
	const own = await certify(tenant, second.lotId, { partyId: supplier.id, validUntil: '2099-03-01' })
	await run(`delete from document_link where document_id = ?`, [own])
	const audit = await certify(tenant, second.lotId, { partyId: supplier.id })
	await run(`update document set kind = 'audit_report' where id = ?`, [audit])
	await run(
		`insert into bom_component (id, tenant_id, revision_id, component_item_id, quantity, unit, tolerance_percent, position)
		select gen_random_uuid(), o.tenant_id, o.revision_id, ?, 1, 'KGM', 0, 9 from production_order o`,
		[item.id],
	)
	await run(
		`insert into hold (id, tenant_id, number, lot_id, reason, source, placed_at) values (?, ?, 'H-1', ?, 'Label', 'person', now())`,
		[newId(), tenant.id, line.lotId],
	)
	const [onboarding, capa] = [newId(), newId()]
	for (const [id, kind, content] of [
		[
			onboarding,
			'supplier_onboarding',
			{
				documents: ['quality_certificate'],
				answers: { qualitySystem: 'gmp', traceability: 'lot_out', changeNotice: 'no' },
			},
		],
		[capa, 'capa', null],
	] as const)
		await run(
			`insert into quality_case (id, tenant_id, created_at, updated_at, kind, number, title, description, topic, party_id, status, category, opened_at, onboarding)
			values (?, ?, now(), now(), ?, ?, 'x', 'x', 'other', ?, 'asked', 'initial', now(), ?::jsonb)`,
			[id, tenant.id, kind, kind, content ? supplier.id : null, content && JSON.stringify(content)],
		)
	await run(
		`insert into quality_case_action (id, tenant_id, created_at, updated_at, case_id, title, done_at) values (gen_random_uuid(), ?, now(), now(), ?, 'x', now())`,
		[tenant.id, capa],
	)
	return { run, line, second, item, supplier, site, customer, order, onboarding, capa }
}

/** Names of facts that stay unknown, by subject, over the records of each. */
async function missingFacts(tenant: TenantInfo, records: Record<Subject, CheckedRecords[]>) {
	return withTenantContext(tenant.id, async (ctx) => {
		const catalogs = await loadCatalogs(ctx)
		const missing: Record<string, string[]> = {}
		for (const subject of SUBJECTS) {
			const known = new Set<string>()
			for (const one of records[subject]) {
				const loaded = await loadRecordFacts(ctx, subject, one)
				if (!loaded.ok) throw new Error(`${subject} ${JSON.stringify(one)}: ${loaded.error.code}`)
				const read = readFacts(loaded.value.facts, catalogs[subject], { now: ctx.now, timeZone: ctx.tenant.timeZone })
				expect([subject, read.invalid]).toEqual([subject, []])
				for (const { name } of factsOf(catalogs[subject])) if (read.get(name) !== undefined) known.add(name)
			}
			const none = factsOf(catalogs[subject]).flatMap(({ name }) => (known.has(name) ? [] : [name]))
			if (none.length > 0) missing[subject] = none
		}
		return missing
	})
}

dbTest(
	'every fact of every catalogue, those of the data dictionary too, is loaded from some record',
	async () => {
		const tenant = await makeTenant()
		await defineAll(tenant)
		const world = await makeWorld(tenant)
		const { run, line, second, item, supplier, customer, order } = world
		// A process parameter of the order's revision, with a reading; a result of the lot.
		await run(
			`insert into process_parameter (id, tenant_id, revision_id, key, name, step, unit, target, minimum, maximum, required, position)
			select gen_random_uuid(), tenant_id, revision_id, 'temperature', '{"en":"Temperature","zh-CN":"温度"}', 'Oven', 'CEL', 175, 170, 180, true, 1 from production_order`,
		)
		const readings = await actAs(tenant, order.operator, (ctx) =>
			recordReadings(ctx, { orderId: order.id, readings: [{ parameter: 'temperature', value: '176', step: 'Oven' }] }),
		)
		if (!readings.ok) throw new Error(readings.error.code)
		const specification = await makeSpecification(tenant, item, { test: 'Tensile', minimum: '860', maximum: '1000' })
		const [result, earlier] = [newId(), newId()]
		for (const [id, lotId, days] of [
			[result, line.lotId, 0],
			[earlier, second.lotId, 1],
		] as const)
			await run(
				`insert into test_result (id, tenant_id, lot_id, item_id, specification_id, test, method, unit, value, minimum, maximum, reported, verdict, source, tested_at, recorded_at)
				values (?, ?, ?, ?, ?, 'Tensile', 'ISO', 'MPa', 900, 860, 1000, '900', 'pass', 'person', now() - make_interval(days => ?), now())`,
				[id, tenant.id, lotId, item.id, specification, days],
			)
		// A seed and what was made of it, both on one machine; the lot that is judged is one of them.
		const manager = await makePerson(tenant, ['recall_manager'])
		const seed = await placeLot(tenant, item, { onHand: '5' })
		const judged = { id: line.lotId, code: line.lotCode, itemId: item.id, unit: 'KGM' }
		await linkLots(tenant, seed, judged)
		for (const lot of [seed, judged])
			await noteEvent(tenant, 'produce', { lots: [{ lot, quantity: '1', role: 'output' }] })
		const recall = await makeOpenRecall(tenant, manager, [seed])
		const notices = await withTenantContext(tenant.id, async (ctx) => {
			const id = newId()
			await ctx.em.execute(
				`insert into notification (id, tenant_id, account_id, dedupe_key, kind, template, subject_type, subject_id, title, href, shown, created_at)
				values (?, ?, ?, 'x', 'work', 'lot_held', 'lot', ?, '{"en":"x","zh-CN":"x"}', '/', true, now())`,
				[id, tenant.id, manager.id, line.lotId],
			)
			const party = newId()
			await ctx.em.execute(
				`insert into notification (id, tenant_id, account_id, dedupe_key, kind, template, subject_type, subject_id, title, href, shown, created_at)
				values (?, ?, ?, 'y', 'work', 'supplier_qualification', 'supplier', ?, '{"en":"x","zh-CN":"x"}', '/', true, now())`,
				[party, tenant.id, manager.id, supplier.id],
			)
			return [id, party] as const
		})
		// Another order on the same line, and a second lot of which something is missing that the rules ask for at every stage.
		const other = await makeRunningOrder(tenant)
		await run(`update production_order set shares_line = true`)
		await run(
			`update production_order set site_id = (select site_id from production_order where id = ?) where id = ?`,
			[order.id, other.id],
		)
		await publishRules(tenant, 'attribute_governance', (set) => {
			const rule = ruleOf(set, 'supplier_lot_missing')
			rule.conditions = { all: [{ fact: 'data', path: '$.supplierLotPresent', operator: 'equal', value: false }] }
			rule.event = { ...rule.event, type: 'incomplete' }
			set.tests = (set.tests ?? []).filter(
				(one) => (one.facts.data as { supplierLotPresent?: boolean }).supplierLotPresent,
			)
		})
		await run('update lot set supplier_lot = null, supplier_lot_norm = null where id = ?', [second.lotId])
		await run(`update production_order set due_on = '2026-12-24'`)
		const machine = { siteId: order.site.id, line: 'L3', calibrationDueOn: '2026-01-31', cleanEveryHours: 8 }
		await makeEquipment(tenant, machine)
		const inspected = newId()
		await run(
			`insert into trace_event (id, tenant_id, kind, event_time, time_zone_offset, recorded_at, actor_name, reference, parameters, reconstructed, attributes)
			values (?, ?, 'inspect', now(), '+08:00', now(), 'Zhang San', 'WO-1', '{"temperature":{"value":"176","unit":"CEL"}}', false, ?::jsonb)`,
			[inspected, tenant.id, JSON.stringify(attributes)],
		)
		await run(
			`insert into trace_event_lot (event_id, lot_id, role, tenant_id, quantity, unit) values (?, ?, 'subject', ?, 1, 'KGM')`,
			[inspected, line.lotId, tenant.id],
		)
		const deviation = newId()
		await run(
			`insert into deviation (id, tenant_id, created_at, updated_at, number, lot_id, title, severity, status, category, opened_at) values (?, ?, now(), now(), 'D-1', ?, 'x', 'major', 'open', 'active', now())`,
			[deviation, tenant.id, line.lotId],
		)
		const [lot, lacking] = [line.lotId, second.lotId]
		const missing = await missingFacts(tenant, {
			receipt_line: [{ deliveryLine: line.id }, { lot: lacking }],
			consumption: [{ lot, order: order.id }, { lot: lacking }],
			release: [{ lot }, { lot: lacking }],
			shipment: [{ lot, customer: customer.id }, { lot: lacking }],
			lot: [{ lot }],
			lot_data: [{ lot, stage: 'release' }],
			recall_lot: [{ lot }],
			measurement: [{ result }, { reading: readings.value[0]?.id }, { event: inspected }, { lot }],
			supplier: [{ supplier: supplier.id, item: item.id }],
			notice: notices.map((notice) => ({ notice })),
			case: [{ case: world.onboarding }, { case: world.capa }],
			production_order: [{ order: order.id }],
			recall: [{ recall }],
			deviation: [{ deviation }],
		})
		expect(missing).toEqual({})
	},
	120_000,
)
