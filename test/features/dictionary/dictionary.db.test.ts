import { expect } from 'vitest'
import { err, ok } from '#app/core/result.ts'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { attributeImpact } from '#app/features/dictionary/attribute-impact.queries.server.ts'
import { deprecateAttribute, restoreAttribute } from '#app/features/dictionary/deprecate-attribute.server.ts'
import { listChanges, loadAttributes, readAttribute } from '#app/features/dictionary/dictionary.queries.server.ts'
import { moveAttribute } from '#app/features/dictionary/move-attribute.server.ts'
import { publicAttributes } from '#app/features/dictionary/public-attributes.queries.server.ts'
import { recordAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { MOST_ATTRIBUTES, saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { setRecordAttributes } from '#app/features/dictionary/set-record-attributes.server.ts'
import { ImportMapping } from '#app/features/intake/intake.entity.server.ts'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { registerLot } from '#app/features/lots/register-lot.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { findFact } from '#app/features/rules/fact-catalog.model.ts'
import { loadCatalogs } from '#app/features/rules/load-catalogs.server.ts'
import { readLotFacts } from '#app/features/shipping/lot-facts.queries.server.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { cloneRows } from '../../factories/clone-rows.ts'
import { makeItem } from '../../factories/lot.ts'
import { approveSupplier, makeSupplier } from '../../factories/party.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

useTestPortal()

const form = (key: string, more: Record<string, unknown> = {}) =>
	attributeSchema.parse({
		subject: 'lot',
		key,
		type: 'text',
		labelEn: `Label ${key}`,
		labelZh: `名称 ${key}`,
		effectiveFrom: '2020-01-01',
		reason: 'Asked for by quality',
		...more,
	})

async function scene() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	return {
		tenant,
		item,
		admin: await makePerson(tenant, ['compliance_admin']),
		reviewer: await makePerson(tenant, ['quality_reviewer']),
		receiving: await makePerson(tenant, ['receiving', 'operator']),
	}
}

async function define(tenant: TenantInfo, admin: TestPerson, key: string, more: Record<string, unknown> = {}) {
	const made = await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, form(key, more)))
	if (!made.ok) throw new Error(made.error.code)
	return made.value.id
}

const lotOf = (item: { sku: string }, attributes: Record<string, unknown>) => ({
	item: item.sku,
	quantity: { value: '5', unit: 'KGM' },
	attributes,
})

dbTest('without a dictionary attributes are free; with one every value is typed and every other refused', async () => {
	const { tenant, item, admin, receiving } = await scene()
	const register = (attributes: Record<string, unknown>) =>
		actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, attributes)))
	expect((await register({ colour: 'white' })).ok).toBe(true)
	await define(tenant, admin, 'weight', { type: 'quantity', unit: 'KGM', maximum: '2' })
	await define(tenant, admin, 'grade', { type: 'enum', choices: [{ value: 'a1', labelEn: 'Best', labelZh: '优' }] })
	const bad = await register({ colour: 'white', weight: '3 kg', grade: 'worst' })
	expect(bad.ok ? [] : bad.error.problems).toEqual([
		{ code: 'attribute-unknown', path: 'attributes.colour' },
		{ code: 'attribute-above', path: 'attributes.weight', detail: '2' },
		{ code: 'attribute-choice', path: 'attributes.grade', detail: 'worst' },
	])
	const good = await register({ weight: { value: '1500', unit: 'GRM' }, grade: '优' })
	if (!good.ok) throw new Error(good.error.code)
	const [lot, rows] = await actAs(tenant, admin, async (ctx) => [
		await readLot(ctx, good.value.id),
		await ctx.em.execute(
			'select key, value, trim_scale(number)::text as number from lot_attribute where lot_id = ? order by key',
			[good.value.id],
		),
	])
	expect(lot?.attributes).toEqual({ weight: { value: '1.5', unit: 'KGM' }, grade: 'a1' })
	expect(rows).toEqual([
		{ key: 'grade', value: 'a1', number: null },
		{ key: 'weight', value: '1.5', number: '1.5' },
	])
})

dbTest('a change keeps what the actor may not see, and the rows for lists follow it', async () => {
	const { tenant, item, admin, receiving, reviewer } = await scene()
	await define(tenant, admin, 'open')
	await define(tenant, admin, 'secret', { roles: ['quality_reviewer'] })
	const made = await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { open: 'x' })))
	if (!made.ok) throw new Error(made.error.code)
	const lot = made.value.id
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update lot set attributes = attributes || '{"secret":"S1"}' where id = ?`, [lot]),
	)
	expect((await actAs(tenant, receiving, (ctx) => readLot(ctx, lot)))?.attributes).toEqual({ open: 'x' })
	const amended = await actAs(tenant, receiving, (ctx) =>
		amendLot(ctx, { lotId: lot, reason: 'Read again', changes: { attributes: { open: 'y' } } }),
	)
	expect(amended.ok).toBe(true)
	const seen = await actAs(tenant, reviewer, (ctx) => readLot(ctx, lot))
	expect(seen?.attributes).toEqual({ open: 'y', secret: 'S1' })
	const rows = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ key: string }[]>('select key from lot_attribute where lot_id = ? order by key', [lot]),
	)
	expect(rows.map((row) => row.key)).toEqual(['open', 'secret'])
})

dbTest('a supplier fills in and sees what is for partners, and is not told of the rest', async () => {
	const { tenant, item, admin } = await scene()
	await define(tenant, admin, 'heat', { partner: true })
	await define(tenant, admin, 'price')
	const supplier = await makeSupplier(tenant)
	await approveSupplier(tenant, { itemId: item.id, partyId: supplier.id })
	const person = await makePerson(tenant, ['supplier'], { partyId: supplier.id })
	const register = (attributes: Record<string, unknown>) =>
		actAs(tenant, person, (ctx) => registerLot(ctx, lotOf(item, attributes)))
	const refused = await register({ heat: 'T1', price: '7' })
	expect(refused.ok ? [] : refused.error.problems).toEqual([{ code: 'attribute-unknown', path: 'attributes.price' }])
	const made = await register({ heat: 'T1' })
	if (!made.ok) throw new Error(made.error.code)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update lot set attributes = attributes || '{"price":"7"}' where id = ?`, [made.value.id]),
	)
	const [lot, known] = await actAs(tenant, person, async (ctx) => [
		await readLot(ctx, made.value.id),
		await loadAttributes(ctx, 'lot'),
	])
	expect(lot?.attributes).toEqual({ heat: 'T1' })
	expect(known.map((one) => one.key)).toEqual(['heat'])
})

dbTest('a state is not entered without what the dictionary asks for it', async () => {
	const { tenant, item, admin, receiving } = await scene()
	await define(tenant, admin, 'heat', { requiredAt: 'pending_release' })
	const made = await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, {})))
	if (!made.ok) throw new Error(made.error.code)
	const submit = () =>
		actAs(tenant, receiving, (ctx) => transitionLot(ctx, { lotId: made.value.id, transition: 'submit' }))
	const refused = await submit()
	expect(refused.ok || refused.error.code !== 'transition-refused' ? [] : refused.error.refusals).toMatchObject([
		{ code: 'field', detail: { field: 'attributes.heat' } },
	])
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update lot set attributes = '{"heat":"T1"}' where id = ?`, [made.value.id]),
	)
	const again = await submit()
	expect(again.ok || again.error.code !== 'transition-refused' ? [] : again.error.refusals).not.toMatchObject([
		{ code: 'field', detail: { field: 'attributes.heat' } },
	])
})

dbTest('rules know an attribute from the moment it is defined, with its choices as questions', async () => {
	const { tenant, item, admin, receiving } = await scene()
	await define(tenant, admin, 'allergens', {
		type: 'multi',
		choices: [
			{ value: 'milk', labelEn: 'Milk', labelZh: '乳' },
			{ value: 'soy', labelEn: 'Soy', labelZh: '大豆' },
		],
	})
	await define(tenant, admin, 'dose', { type: 'decimal', minimum: '1' })
	const made = await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { allergens: ['milk'], dose: 25 })))
	if (!made.ok) throw new Error(made.error.code)
	const [catalogs, facts] = await actAs(tenant, admin, async (ctx) => [
		await loadCatalogs(ctx),
		await readLotFacts(ctx, [made.value.id]),
	])
	expect(findFact(catalogs.release, 'lot.attributes.allergens.milk')).toMatchObject({ type: 'boolean' })
	expect(findFact(catalogs.receipt_line, 'lot.attributes.dose')).toMatchObject({ type: 'decimal' })
	expect(facts.get(made.value.id)?.facts.lot).toMatchObject({
		attributes: { allergens: { milk: true, soy: false }, dose: '25' },
	})
	const other = await makeTenant()
	expect(findFact((await withTenantContext(other.id, loadCatalogs)).release, 'lot.attributes.dose')).toBeUndefined()
})

dbTest('changing tells before and after; what records hold may not be taken away', async () => {
	const { tenant, item, admin, receiving } = await scene()
	const choices = (...values: string[]) => values.map((value) => ({ value, labelEn: value, labelZh: value }))
	const id = await define(tenant, admin, 'grade', { type: 'enum', choices: choices('a', 'b') })
	await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { grade: 'a' })))
	const save = (more: Record<string, unknown>) =>
		actAs(tenant, admin, (ctx) => saveAttribute(ctx, id, form('grade', { type: 'enum', ...more })))
	expect(await save({ choices: choices('b') })).toEqual(err({ code: 'choice-in-use', detail: 'a' }))
	expect(await save({ choices: choices('a', 'b') })).toEqual(err({ code: 'nothing-changed' }))
	expect(await save({ choices: choices('a'), version: 9 })).toEqual(err({ code: 'stale' }))
	expect(await actAs(tenant, admin, (ctx) => saveAttribute(ctx, id, form('grade')))).toEqual(
		err({ code: 'type-fixed' }),
	)
	expect(await save({ choices: choices('a', 'c'), version: 1 })).toEqual(ok({ id }))
	const changes = await actAs(tenant, admin, (ctx) => listChanges(ctx, id))
	expect(changes.map(({ kind, reason, impact }) => ({ kind, reason, records: impact.records ?? null }))).toEqual([
		{ kind: 'change', reason: 'Asked for by quality', records: 1 },
		{ kind: 'create', reason: 'Asked for by quality', records: null },
	])
	const audit = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ action: string }[]>("select action from audit_entry where action like 'attribute.%' order by seq"),
	)
	expect(audit.map((entry) => entry.action)).toEqual(['attribute.create', 'attribute.update'])
})

dbTest(
	'deprecating asks to have read what stands on it; values stay, new ones are refused, and it can be taken back',
	async () => {
		const { tenant, item, admin, receiving } = await scene()
		const id = await define(tenant, admin, 'old')
		await define(tenant, admin, 'young')
		await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { old: '1' })))
		const deprecate = (more: Record<string, unknown>) =>
			actAs(tenant, admin, (ctx) =>
				deprecateAttribute(ctx, id, { reason: 'Renamed', confirmed: false, version: 1, ...more }),
			)
		expect(await deprecate({})).toMatchObject({ error: { code: 'needs-confirmation', impact: { records: 1 } } })
		expect(await deprecate({ replacedBy: 'nothing' })).toEqual(err({ code: 'replacement-unknown' }))
		expect(await deprecate({ confirmed: true, version: 4 })).toEqual(err({ code: 'stale' }))
		expect(await deprecate({ confirmed: true, replacedBy: 'young' })).toEqual(ok(null))
		expect(await deprecate({ confirmed: true, version: 2 })).toEqual(err({ code: 'already' }))
		const refused = await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { old: '2' })))
		expect(refused.ok ? [] : refused.error.problems).toEqual([
			{ code: 'attribute-deprecated', path: 'attributes.old', detail: 'young' },
		])
		expect(await actAs(tenant, admin, (ctx) => restoreAttribute(ctx, id, { reason: 'Needed', version: 2 }))).toEqual(
			ok(null),
		)
		expect((await actAs(tenant, receiving, (ctx) => registerLot(ctx, lotOf(item, { old: '2' })))).ok).toBe(true)
	},
)

dbTest('the dictionary is the compliance admin’s and the tenant’s alone', async () => {
	const { tenant, admin, reviewer } = await scene()
	const id = await define(tenant, admin, 'heat')
	const attempts = (person: TestPerson, of: TenantInfo) =>
		actAs(of, person, async (ctx) => ({
			make: (await saveAttribute(ctx, null, form('mine'))).ok,
			change: await saveAttribute(ctx, id, form('heat', { labelEn: 'Melt' })),
			out: await deprecateAttribute(ctx, id, { reason: 'No', confirmed: true, version: 1 }),
			move: await moveAttribute(ctx, id, 1),
		}))
	const forbidden = err({ code: 'not-allowed' })
	expect(await attempts(reviewer, tenant)).toEqual({ make: false, change: forbidden, out: forbidden, move: forbidden })
	const other = await scene()
	const missing = err({ code: 'not-found' })
	expect(await attempts(other.admin, other.tenant)).toEqual({
		make: true,
		change: missing,
		out: missing,
		move: missing,
	})
	expect(await actAs(other.tenant, other.admin, (ctx) => readAttribute(ctx, id))).toBeNull()
	expect(await actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, form('heat')))).toEqual(
		err({ code: 'key-taken' }),
	)
})

dbTest(
	'beyond 1,000 attributes of one kind of record none is added, and the refusal says so; other kinds are not touched',
	async () => {
		const { tenant, admin } = await scene()
		const id = await define(tenant, admin, 'first')
		await cloneRows(tenant, 'attribute_definition', { id }, MOST_ATTRIBUTES - 1, `jsonb_build_object('key', 'k' || n)`)
		const save = (key: string, more: object = {}) =>
			actAs(tenant, admin, (ctx) => saveAttribute(ctx, null, form(key, { ...more })))
		expect(await save('beyond')).toEqual(err({ code: 'too-many' }))
		expect(await save('first')).toEqual(err({ code: 'key-taken' }))
		expect(await save('of_items', { subject: 'item' })).toMatchObject({ ok: true })
		const { lots, items } = await actAs(tenant, admin, async (ctx) => ({
			lots: await loadAttributes(ctx, 'lot'),
			items: await loadAttributes(ctx, 'item'),
		}))
		expect([lots.length, items.map((one) => one.key)]).toEqual([MOST_ATTRIBUTES, ['of_items']])
	},
)

dbTest('the order is moved by one place, and its ends are ends', async () => {
	const { tenant, admin } = await scene()
	const first = await define(tenant, admin, 'one')
	await define(tenant, admin, 'two')
	expect(await actAs(tenant, admin, (ctx) => moveAttribute(ctx, first, -1))).toEqual(err({ code: 'at-end' }))
	expect(await actAs(tenant, admin, (ctx) => moveAttribute(ctx, first, 1))).toEqual(ok(null))
	const order = await actAs(tenant, admin, (ctx) => loadAttributes(ctx, 'lot'))
	expect(order.map((one) => one.key)).toEqual(['two', 'one'])
})

dbTest('the change record cannot be changed', async () => {
	const { tenant, admin } = await scene()
	await define(tenant, admin, 'heat')
	await expect(
		withTenantContext(tenant.id, (ctx) => ctx.em.execute("update attribute_change set reason = 'x'")),
	).rejects.toThrow(/permission denied|append-only/)
})

dbTest('rule sets in force that ask for an attribute are found before it is changed', async () => {
	const { tenant, admin } = await scene()
	const id = await define(tenant, admin, 'dose', { type: 'decimal' })
	await define(tenant, admin, 'dos', { type: 'decimal' })
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(
			`insert into definition_version select (jsonb_populate_record(null::definition_version, to_jsonb(d) || jsonb_build_object(
				'id', gen_random_uuid(), 'number', null, 'status', 'draft',
				'content', jsonb_set(d.content, '{probe}', '{"fact":"lot","path":"$.attributes.dose"}')))).*
			from definition_version d where kind = 'rule-set' and key = 'release_gate' and status = 'active'`,
		),
	)
	const hits = await actAs(tenant, admin, async (ctx) => {
		const all = await loadAttributes(ctx, 'lot')
		const of = async (key: string) => {
			const one = all.find((attribute) => attribute.key === key)
			return one ? (await attributeImpact(ctx, one)).definitions.map((hit) => [hit.key, hit.status]) : null
		}
		return { dose: await of('dose'), dos: await of('dos') }
	})
	expect(id).not.toBe('')
	expect(hits).toEqual({ dose: [['release_gate', 'draft']], dos: [] })
})

dbTest('column mappings of imports and forms of workflows that lead into an attribute are found', async () => {
	const { tenant, admin } = await scene()
	const id = await define(tenant, admin, 'dose', { type: 'decimal' })
	await define(tenant, admin, 'dos', { type: 'decimal' })
	await withTenantContext(tenant.id, async (ctx) => {
		for (const key of ['dose', 'other'])
			ctx.em.create(ImportMapping, {
				signature: key,
				mapping: { columns: [{ header: 'Dose', field: `attr.${key}` }] } as never,
				updatedAt: ctx.now,
			})
		await ctx.em.flush()
		await ctx.em.execute(
			`insert into definition_version select (jsonb_populate_record(null::definition_version, to_jsonb(d) || jsonb_build_object(
				'id', gen_random_uuid(), 'number', null, 'status', 'draft',
				'content', jsonb_set(d.content, '{probe}', '{"key":"lot.attributes.dose"}')))).*
			from definition_version d where kind = 'workflow' and key = 'lot_lifecycle' and status = 'active'`,
		)
	})
	const deprecate = (confirmed: boolean) =>
		actAs(tenant, admin, (ctx) => deprecateAttribute(ctx, id, { reason: 'Not needed', confirmed, version: 1 }))
	const refused = await deprecate(false)
	expect(refused.ok ? refused : refused.error).toMatchObject({
		code: 'needs-confirmation',
		impact: { records: 0, imports: 1, definitions: [{ key: 'lot_lifecycle', kind: 'workflow', status: 'draft' }] },
	})
	expect(await deprecate(true)).toEqual(ok(null))
	const others = await actAs(tenant, admin, async (ctx) => {
		const [dos] = (await loadAttributes(ctx, 'lot')).filter((one) => one.key === 'dos')
		return dos ? attributeImpact(ctx, dos) : null
	})
	expect(others).toEqual({ records: 0, imports: 0, definitions: [], choices: [] })
})

dbTest('items, places and partners carry attributes too; what the actor may not see of them stays', async () => {
	const { tenant, item, admin, reviewer } = await scene()
	await define(tenant, admin, 'riskClass', { subject: 'item', requiredAt: 'registration' })
	await define(tenant, admin, 'audit', { subject: 'item', roles: ['quality_reviewer'] })
	const set = (given: Record<string, unknown>, by: TestPerson = admin, of: TenantInfo = tenant) =>
		actAs(of, by, (ctx) => setRecordAttributes(ctx, 'item', item.id, given))
	expect(await set({})).toEqual(
		err({ code: 'attributes-refused', problems: [{ key: 'riskClass', code: 'attribute-required' }] }),
	)
	await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute(`update item set attributes = '{"audit":"A"}' where id = ?`, [item.id]),
	)
	expect(await set({ riskClass: 'II' })).toEqual(ok(null))
	const seen = await actAs(tenant, admin, (ctx) => recordAttributes(ctx, 'item', item.id))
	expect([seen.values, seen.attributes.map((one) => one.key)]).toEqual([{ riskClass: 'II' }, ['riskClass']])
	const all = await actAs(tenant, reviewer, (ctx) => recordAttributes(ctx, 'item', item.id))
	expect(all.values).toEqual({ riskClass: 'II', audit: 'A' })
	expect(await set({ riskClass: 'I' }, reviewer)).toEqual(err({ code: 'not-allowed' }))
	const other = await scene()
	expect(await set({ riskClass: 'I' }, other.admin, other.tenant)).toEqual(err({ code: 'not-found' }))
})

dbTest('the public is shown what is public, in words, and nothing else', async () => {
	const { tenant, item, admin, receiving } = await scene()
	const choices = [
		{ value: 'milk', labelEn: 'Milk', labelZh: '乳' },
		{ value: 'soy', labelEn: 'Soy', labelZh: '大豆' },
	]
	await define(tenant, admin, 'allergens', { type: 'multi', choices, public: true })
	await define(tenant, admin, 'weight', { type: 'quantity', unit: 'KGM', public: true })
	await define(tenant, admin, 'price')
	const made = await actAs(tenant, receiving, (ctx) =>
		registerLot(ctx, lotOf(item, { allergens: 'soy,milk', weight: '2.5', price: '7' })),
	)
	if (!made.ok) throw new Error(made.error.code)
	const shown = await withTenantContext(tenant.id, (ctx) => publicAttributes(ctx, made.value.id))
	expect(shown.map((one) => one.value)).toEqual([
		{ en: 'Milk, Soy', 'zh-CN': '乳、大豆' },
		{ en: '2.5 kg', 'zh-CN': '2.5 kg' },
	])
})
