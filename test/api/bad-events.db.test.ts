import { expect } from 'vitest'
import { placeHold } from '#app/features/lots/place-hold.server.ts'
import { transitionLot } from '#app/features/lots/transition-lot.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { makeCustomer, makeSite } from '../factories/party.ts'
import { actAs, makePerson, makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

const AT = '2026-11-22T16:00:00+08:00'
const kg = (value: string) => ({ value, unit: 'KGM' })

async function plant() {
	const tenant = await makeTenant()
	const item = await makeItem(tenant)
	const key = await makeApiKey(tenant)
	const [lot, other] = [await makeLot(tenant, item), await makeLot(tenant, item)]
	const held = await makeLot(tenant, item)
	const reviewer = await makePerson(tenant, ['quality_reviewer'])
	await actAs(tenant, reviewer, (ctx) => placeHold(ctx, { lotId: held.id, reason: 'Cracked drum' }))
	const recalled = await makeLot(tenant, item)
	await withTenantContext(tenant.id, (ctx) =>
		transitionLot(ctx, {
			lotId: recalled.id,
			transition: 'recall_by_case',
			trigger: { type: 'system', event: 'recall.opened' },
		}),
	)
	const young = await makeLot(tenant, item, { manufacturedOn: '2026-11-20' })
	const theirs = await makeTenant()
	const foreign = await makeLot(theirs, await makeItem(theirs))
	const customer = await makeCustomer(tenant)
	const site = await makeSite(tenant)
	return { tenant, item, key, lot, other, held, recalled, young, foreign, customer, site }
}

/**
 * A fingerprint of every row that the tenant has, table by table, to see that a refused event leaves nothing behind. A
 * match check that stops a lot is kept on purpose, with its mark in the trail: those are counted apart (`but`).
 */
async function stateOf(tenantId: string, but: readonly string[] = []): Promise<Record<string, string>> {
	return withTenantContext(tenantId, async (ctx) => {
		const tables = await ctx.em.execute<{ name: string }[]>(
			`select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
			where c.table_schema = 'public' and c.column_name = 'tenant_id' and t.table_type = 'BASE TABLE' order by 1`,
		)
		const told = tables.filter(({ name }) => ![...NOT_OF_EVENTS, ...but].includes(name))
		const rows = await ctx.em.execute<{ name: string; rows: string }[]>(
			told
				.map(
					({ name }) =>
						`select '${name}' as name, md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as rows from "${name}" x`,
				)
				.join(' union all '),
		)
		return Object.fromEntries(rows.map(({ name, rows: fingerprint }) => [name, fingerprint]))
	})
}

/** What a stored decision is made of. */
const KEPT = ['decision', 'audit_entry', 'audit_head']

/** Calls and keys leave their own marks, whatever comes of the event. */
const NOT_OF_EVENTS = ['api_key', 'idempotency_key', 'api_call']

dbTest('refuses bad events with code, place and reason, and undoes the whole of each', async () => {
	const { tenant, item, key, lot, other, held, recalled, young, foreign, customer, site } = await plant()
	const post = (body: object) => call<ProblemBody & { id: string }>(app, 'post', '/events', { key, body })
	const merge = (from: string, to: string, quantity: object = kg('1')) => ({
		kind: 'merge',
		eventTime: AT,
		inputs: [{ lot: from, quantity }],
		outputs: [{ lot: to, quantity }],
	})
	const ship = (id: string, quantity: object = kg('1')) => ({
		kind: 'ship',
		eventTime: AT,
		party: customer.id,
		site: site.id,
		inputs: [{ lot: id, quantity }],
	})
	const split = (id: string) => ({
		kind: 'split',
		eventTime: AT,
		inputs: [{ lot: id, quantity: kg('1') }],
		outputs: [{ lot: { item: item.sku }, quantity: kg('1') }],
	})
	const first = await post({ ...merge(lot.id, other.id), id: 'MES-1' })
	expect(first.status).toBe(201)
	const before = await stateOf(tenant.id)
	const sscc = '340123450000000000'
	const table: [name: string, body: object, code: string, path: string][] = [
		['a cycle', merge(other.id, lot.id), 'genealogy-cycle', '/inputs/0'],
		['a lot into itself', merge(lot.id, lot.id), 'genealogy-cycle', '/inputs/0'],
		['an unknown lot', merge('NO-SUCH', other.id), 'unknown-lot', '/inputs/0'],
		['another company’s lot', merge(foreign.id, other.id), 'unknown-lot', '/inputs/0'],
		['a wrong unit', merge(lot.id, other.id, { value: '1', unit: 'LTR' }), 'unit-mismatch', '/inputs/0/quantity'],
		['more than there is', merge(lot.id, other.id, kg('99.000001')), 'insufficient-quantity', '/inputs/0/quantity'],
		['nothing at all', merge(lot.id, other.id, kg('0')), 'quantity-not-positive', '/inputs/0/quantity'],
		['the future', { ...merge(lot.id, other.id), eventTime: '2099-01-01T00:00:00Z' }, 'time-in-future', '/eventTime'],
		['before the lot', { ...merge(young.id, other.id), eventTime: '2026-11-19T08:00:00Z' }, 'before-lot', '/inputs/0'],
		['a held input', merge(held.id, other.id), 'lot-locked', '/inputs/0'],
		['a recalled input', merge(recalled.id, other.id), 'lot-locked', '/inputs/0'],
		['a held output', merge(lot.id, held.id), 'lot-locked', '/outputs/0'],
		['a lot that is no lot', merge('', other.id), 'validation', '/inputs/0/lot'],
		['a number that is none', merge(lot.id, other.id, kg('1e3')), 'validation', '/inputs/0/quantity/value'],
		['less than nothing', merge(lot.id, other.id, kg('-1')), 'quantity-not-positive', '/inputs/0/quantity'],
		[
			'a unit that nobody knows',
			merge(lot.id, other.id, { value: '1', unit: 'ZZZ' }),
			'unit-mismatch',
			'/inputs/0/quantity',
		],
		['a held lot shipped', ship(held.id), 'gate-blocked', '/inputs/0/lot'],
		['a recalled lot shipped', ship(recalled.id), 'gate-blocked', '/inputs/0/lot'],
		['a foreign lot shipped', ship(foreign.id), 'unknown-lot', '/inputs/0'],
		['a wrong unit shipped', ship(lot.id, { value: '1', unit: 'LTR' }), 'unit-mismatch', '/inputs/0/quantity'],
		['more shipped than there is', ship(lot.id, kg('1000')), 'insufficient-quantity', '/inputs/0/quantity'],
		['a held lot split', split(held.id), 'lot-locked', '/inputs/0'],
		['a recalled lot split', split(recalled.id), 'lot-locked', '/inputs/0'],
		[
			'more brought in than can be kept',
			{
				kind: 'adjust',
				eventTime: AT,
				note: 'Found',
				outputs: [{ lot: lot.id, quantity: { value: '999999999999999', unit: 'TNE' } }],
			},
			'not-a-quantity',
			'/outputs/0/quantity',
		],
		['a field that nobody knows', { ...merge(lot.id, other.id), eqipment: 'CNC-1' }, 'validation', '/eqipment'],
		['a site that nobody has', { ...merge(lot.id, other.id), site: 'NOWHERE' }, 'unknown-site', '/site'],
		['a customer that nobody has', { ...ship(lot.id), party: 'NOBODY' }, 'unknown-customer', '/party'],
		['the same event again', { ...merge(lot.id, other.id), id: 'MES-1' }, 'duplicate-event', '/id'],
		[
			'one good part beside a bad one',
			{
				...merge(lot.id, other.id),
				inputs: [
					{ lot: lot.id, quantity: kg('1') },
					{ lot: held.id, quantity: kg('1') },
				],
			},
			'lot-locked',
			'/inputs/1',
		],
		[
			'a bad new lot after a good one',
			{
				kind: 'split',
				eventTime: AT,
				inputs: [{ lot: lot.id, quantity: kg('2') }],
				outputs: [
					{ lot: { item: item.sku }, quantity: kg('1') },
					{ lot: { item: 'NO-ITEM' }, quantity: kg('1') },
				],
			},
			'unknown-item',
			'/outputs/1/lot/item',
		],
		[
			'a container that is none',
			{ kind: 'pack', eventTime: AT, container: '123', inputs: [{ lot: lot.id, quantity: kg('1') }] },
			'invalid-sscc',
			'/container',
		],
		[
			'more packed than there is',
			{ kind: 'pack', eventTime: AT, container: sscc, inputs: [{ lot: lot.id, quantity: kg('1000') }] },
			'insufficient-quantity',
			'/inputs/0/quantity',
		],
		[
			'an unknown event to correct',
			{ kind: 'correct', eventTime: AT, corrects: '00000000-0000-7000-8000-000000000000', note: 'Wrong' },
			'unknown-event',
			'/corrects',
		],
		[
			'a correction without a reason',
			{ kind: 'correct', eventTime: AT, corrects: first.body.id },
			'reason-missing',
			'/note',
		],
		[
			'a right event that is wrong itself, after the one it corrects',
			{ ...merge(lot.id, other.id, kg('500')), corrects: first.body.id, note: 'Weighed again' },
			'insufficient-quantity',
			'/inputs/0/quantity',
		],
	]
	for (const [name, body, code, path] of table) {
		const refused = await post(body)
		expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path], name).toEqual([422, code, path])
		expect(refused.body.errors?.[0]?.message, name).toBeTruthy()
		expect(await stateOf(tenant.id), name).toEqual(before)
	}
})

dbTest('a consumption that the match check stops leaves its decision, and nothing else', async () => {
	const { tenant, key, other, held, recalled } = await plant()
	for (const [name, id] of [
		['held', held.id],
		['recalled', recalled.id],
	] as const) {
		const before = await stateOf(tenant.id, KEPT)
		const refused = await call<ProblemBody>(app, 'post', '/events', {
			key,
			body: {
				kind: 'consume',
				eventTime: AT,
				inputs: [{ lot: id, quantity: kg('1') }],
				outputs: [{ lot: other.id, quantity: kg('0') }],
			},
		})
		expect([refused.status, refused.body.code, refused.body.errors?.[0]?.path], name).toEqual([
			422,
			'match-blocked',
			'/inputs/0',
		])
		expect(refused.body.errors?.[0]?.message, name).toBeTruthy()
		expect(await stateOf(tenant.id, KEPT), name).toEqual(before)
	}
})

dbTest('takes a wrong event back and records the right one in one call', async () => {
	const { tenant, key, lot, other } = await plant()
	const body = (value: string) => ({
		kind: 'merge',
		eventTime: AT,
		inputs: [{ lot: lot.id, quantity: kg(value) }],
		outputs: [{ lot: other.id, quantity: kg(value) }],
	})
	const wrong = await call<{ id: string }>(app, 'post', '/events', { key, body: body('50') })
	const right = await call<{ id: string }>(app, 'post', '/events', {
		key,
		body: { ...body('5'), corrects: wrong.body.id, note: 'A zero too many' },
	})
	expect(right.status).toBe(201)
	const [row] = await withTenantContext(tenant.id, (ctx) =>
		ctx.em.execute<{ stock: string; links: string }[]>(
			'select (select trim_scale(on_hand)::text from lot where id = ?) as stock, (select trim_scale(sum(quantity))::text from lot_link) as links',
			[lot.id],
		),
	)
	expect(row).toEqual({ stock: '95', links: '5' })
})

dbTest(
	'says what is wrong with a shipment, a hold, a usage or a GTIN in the language that the call asks for',
	async () => {
		const { item, key, lot, customer, site } = await plant()
		const inputs = [{ lot: lot.id, quantity: kg('1') }]
		const ship = { kind: 'ship', eventTime: AT, party: customer.id, site: site.id, inputs }
		const calls: [string, object][] = [
			['/events', { ...ship, party: undefined }],
			['/events', { ...ship, site: undefined }],
			['/events', { ...ship, party: 'NOBODY' }],
			['/events', { ...ship, site: 'NOWHERE' }],
			['/events', { ...ship, inputs: [] }],
			['/events', { ...ship, inputs: [...inputs, ...inputs] }],
			['/events', { kind: 'hold', eventTime: AT, inputs }],
			['/events', { kind: 'hold', eventTime: AT, inputs: [{ lot: 'NO-SUCH', quantity: kg('1') }], note: 'Cracked' }],
			['/events', { kind: 'consume', eventTime: AT, order: 'NO-SUCH', inputs }],
			['/lots', { item: item.sku, quantity: kg('1'), gtin: '09529876000019' }],
		]
		for (const [path, body] of calls)
			for (const [language, letters] of [
				['en', /^[ -~’]+$/],
				['zh-CN', /[\u4e00-\u9fff].*。$/],
			] as const) {
				const refused = await call<ProblemBody>(app, 'post', path, {
					key,
					body,
					headers: { 'Accept-Language': language },
				})
				expect(refused.status, refused.text).toBe(422)
				for (const { message } of refused.body.errors ?? []) expect(message, refused.text).toMatch(letters)
				expect(refused.body.errors?.length, refused.text).toBeGreaterThan(0)
			}
	},
)

dbTest('says what is missing in the language that the caller asks for', async () => {
	const { key } = await plant()
	const told = async (language: string) => {
		const { status, body } = await call<ProblemBody>(app, 'post', '/events', {
			key,
			body: { kind: 'consume' },
			headers: { 'Accept-Language': language },
		})
		expect(status).toBe(422)
		return body.errors?.map(({ path, code, message }) => [path, code, message])
	}
	expect(await told('en')).toEqual([
		['/eventTime', 'invalid-type', expect.stringContaining('Invalid input: expected string')],
	])
	expect(await told('zh-CN')).toEqual([['/eventTime', 'invalid-type', expect.stringContaining('无效输入')]])
})
