import { expect } from 'vitest'
import { newId } from '#app/core/ids.ts'
import type { TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../factories/api-key.ts'
import { makeItem, makeLot } from '../factories/lot.ts'
import { approveSupplier, makeSite, makeSupplier } from '../factories/party.ts'
import { makeTenant } from '../factories/tenant.ts'
import { call, type ProblemBody, webApp } from '../support/call-api.ts'
import { dbTest, useTestPortal } from '../support/test-portal.ts'

useTestPortal()
const app = webApp()

type Answer = ProblemBody & { id: string; version: number; attributes: Record<string, unknown> }

async function define(key: string, subject: string, word: string, more: object = {}): Promise<void> {
	const body = {
		subject,
		key: word,
		type: 'text',
		labelEn: word,
		labelZh: word,
		effectiveFrom: '2020-01-01',
		reason: 'Asked for',
		...more,
	}
	const made = await call(app, 'post', '/dictionary', { key, body })
	if (made.status !== 201) throw new Error(made.text)
}

/** A record of each kind of a tenant; the partner is told of all of them. */
const KINDS = [
	{
		subject: 'item',
		path: '/items',
		make: async (tenant: TenantInfo, partyId: string) => {
			const { id } = await makeItem(tenant)
			await approveSupplier(tenant, { itemId: id, partyId })
			return id
		},
	},
	{
		subject: 'site',
		path: '/sites',
		make: async (tenant: TenantInfo, partyId: string) => {
			const { id } = await makeSite(tenant)
			await withTenantContext(tenant.id, (ctx) =>
				ctx.em.execute('update site set party_id = ? where id = ?', [partyId, id]),
			)
			return id
		},
	},
	{ subject: 'party', path: '/parties', make: async (_tenant: TenantInfo, partyId: string) => partyId },
] as const

async function company({ subject, make }: (typeof KINDS)[number]) {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	const supplier = await makeSupplier(tenant)
	await define(key, subject, 'weight', { type: 'quantity', unit: 'KGM', maximum: '20' })
	await define(key, subject, 'shade', { partner: true })
	await define(key, subject, 'risk', { type: 'enum', choices: [{ value: 'high', labelEn: 'High', labelZh: '高' }] })
	return {
		tenant,
		key,
		id: await make(tenant, supplier.id),
		partner: await makeApiKey(tenant, { partyId: supplier.id }),
	}
}

for (const kind of KINDS) {
	const { subject, path } = kind
	dbTest(`attributes of a ${subject} are written by the dictionary, merged by name, and read back`, async () => {
		const { tenant, key, id } = await company(kind)
		const patch = (body: unknown, headers: Record<string, string> = {}) =>
			call<Answer>(app, 'patch', `${path}/${id}`, { key, body, headers })
		const first = await patch({
			attributes: { weight: { value: '1500', unit: 'GRM' }, risk: '高' },
			reason: 'From the ERP',
		})
		expect([first.status, first.body.attributes]).toEqual([
			200,
			{ weight: { value: '1.5', unit: 'KGM' }, risk: 'high' },
		])
		expect(first.headers.get('etag')).toBe(`"${first.body.version}"`)
		const second = await patch(
			{ attributes: { weight: null, shade: 'grey' } },
			{ 'If-Match': `"${first.body.version}"` },
		)
		expect([second.status, second.body.attributes]).toEqual([200, { risk: 'high', shade: 'grey' }])
		const stale = await patch({ attributes: { shade: 'red' } }, { 'If-Match': `"${first.body.version}"` })
		expect([stale.status, stale.body.code]).toEqual([412, 'stale'])
		const read = await call<Answer>(app, 'get', `${path}/${id}`, { key })
		expect(read.body.attributes).toEqual({ risk: 'high', shade: 'grey' })
		const list = await call<{ items: Answer[] }>(app, 'get', `${path}?limit=500`, { key })
		expect(list.body.items.find((one) => one.id === id)?.attributes).toEqual({ risk: 'high', shade: 'grey' })
		const entries = await withTenantContext(tenant.id, (ctx) =>
			ctx.em.execute(
				`select before->'attributes' as before, after->'attributes' as after, reason from audit_entry
				where subject_id = ? and action = ? order by seq`,
				[id, `${subject}.update`],
			),
		)
		expect(entries).toEqual([
			{ before: {}, after: first.body.attributes, reason: 'From the ERP' },
			{ before: first.body.attributes, after: second.body.attributes, reason: null },
		])
	})

	dbTest(`attributes of a ${subject} that do not fit are refused by name, and nothing is written`, async () => {
		const { key, id } = await company(kind)
		const refused = await call<Answer>(app, 'patch', `${path}/${id}`, {
			key,
			body: { attributes: { weight: '21 kg', risk: 'none', colour: 'x', shade: 'grey' } },
		})
		expect([refused.status, refused.body.errors?.map(({ path, code }) => [path, code])]).toEqual([
			422,
			[
				['/attributes/weight', 'attribute-above'],
				['/attributes/risk', 'attribute-choice'],
				['/attributes/colour', 'attribute-unknown'],
			],
		])
		await define(key, subject, 'origin', { requiredAt: 'registration' })
		const others = await call<Answer>(app, 'patch', `${path}/${id}`, { key, body: { attributes: { shade: 'grey' } } })
		expect(others.body.attributes).toEqual({ shade: 'grey' })
		const gone = await call<Answer>(app, 'patch', `${path}/${id}`, { key, body: { attributes: { origin: null } } })
		expect([gone.status, gone.body.code]).toEqual([422, 'attribute-required'])
		const empty = await call<Answer>(app, 'patch', `${path}/${id}`, { key, body: { attributes: {} } })
		expect(empty.status).toBe(422)
	})

	dbTest(
		`a partner's key is shown the attributes of a ${subject} that are for partners, and changes none`,
		async () => {
			const { key, partner, id, tenant } = await company(kind)
			await call(app, 'patch', `${path}/${id}`, { key, body: { attributes: { shade: 'grey', risk: 'high' } } })
			const read = await call<Answer>(app, 'get', `${path}/${id}`, { key: partner })
			expect([read.status, read.body.attributes]).toEqual([200, { shade: 'grey' }])
			const list = await call<{ items: Answer[] }>(app, 'get', path, { key: partner })
			expect(list.body.items.map((one) => one.attributes)).toEqual([{ shade: 'grey' }])
			const body = { attributes: { shade: 'red' } }
			expect((await call(app, 'patch', `${path}/${id}`, { key: partner, body })).status).toBe(403)
			const lots = await makeApiKey(tenant, { scopes: ['lots:write', 'lots:read', 'dictionary:write'] })
			expect((await call(app, 'patch', `${path}/${id}`, { key: lots, body })).status).toBe(403)
			const stranger = await makeApiKey(await makeTenant())
			expect((await call(app, 'get', `${path}/${id}`, { key: stranger })).status).toBe(404)
			expect((await call(app, 'patch', `${path}/${id}`, { key: stranger, body })).status).toBe(404)
			expect((await call(app, 'patch', `${path}/${newId()}`, { key, body })).status).toBe(404)
		},
	)

	dbTest(`the list of records of a ${subject} narrows by attributes of every type that the key may see`, async () => {
		const { key, partner, id } = await company(kind)
		await define(key, subject, 'tags', {
			type: 'multi',
			partner: true,
			choices: ['cold', 'dry'].map((value) => ({ value, labelEn: value, labelZh: value })),
		})
		await define(key, subject, 'tried', { type: 'boolean' })
		await define(key, subject, 'since', { type: 'date' })
		await define(key, subject, 'pieces', { type: 'integer', unit: 'H87' })
		const attributes = {
			weight: '1.5',
			shade: 'Grey',
			risk: 'high',
			tags: ['cold'],
			tried: true,
			since: '2026-03-01',
			pieces: 7,
		}
		expect((await call(app, 'patch', `${path}/${id}`, { key, body: { attributes } })).status).toBe(200)
		const finds = async (attribute: string, using = key) => {
			const address = `${path}?limit=500&attribute=${encodeURIComponent(attribute)}`
			const { status, body } = await call<{ items?: Answer[]; code?: string }>(app, 'get', address, { key: using })
			return status === 200 ? body.items?.map((one) => one.id) : [status, body.code]
		}
		for (const found of [
			'weight:1..2',
			'weight:1.5',
			'shade:gr',
			'risk:high',
			'tags:dry,cold',
			'tried:true',
			'since:2026-01-01..',
			'pieces:..7;shade:grey',
		])
			expect([found, await finds(found)]).toEqual([found, [id]])
		for (const missed of [
			'weight:1.6..',
			'shade:r',
			'tags:dry',
			'tried:false',
			'since:..2026-02-28',
			'pieces:8;shade:grey',
		])
			expect([missed, await finds(missed)]).toEqual([missed, []])
		expect(await finds('nothing:1')).toEqual([400, 'unknown-attribute'])
		expect(await finds('risk:high', partner)).toEqual([400, 'unknown-attribute'])
		expect(await finds('tags:cold', partner)).toEqual([id])
	})
}

dbTest('GET /events?attribute= narrows by the dictionary, and shows what the key may see', async () => {
	const tenant = await makeTenant()
	const key = await makeApiKey(tenant)
	await define(key, 'event', 'witness', { partner: true })
	await define(key, 'event', 'room', { type: 'decimal' })
	const lot = await makeLot(tenant, await makeItem(tenant, { unit: 'KGM' }))
	const scrap = (attributes: object) =>
		call<{ id: string }>(app, 'post', '/events', {
			key,
			body: {
				kind: 'destroy',
				eventTime: '2026-11-22T16:00:00+08:00',
				inputs: [{ lot: lot.code, quantity: { value: '1', unit: 'KGM' } }],
				attributes,
			},
		})
	const first = await scrap({ witness: 'Sun', room: '20.5' })
	const second = await scrap({ room: '24' })
	expect([first.status, second.status, first.text]).toEqual([201, 201, first.text])
	const by = async (attribute: string) => {
		const address = `/events?attribute=${encodeURIComponent(attribute)}`
		const { status, body } = await call<{ items?: Answer[]; code?: string }>(app, 'get', address, { key })
		return status === 200 ? body.items?.map((one) => one.attributes) : [status, body.code]
	}
	expect(await by('witness:su')).toEqual([{ witness: 'Sun', room: '20.5' }])
	expect(await by('room:21..')).toEqual([{ room: '24' }])
	expect(await by('room:..30')).toHaveLength(2)
	expect(await by('colour:x')).toEqual([400, 'unknown-attribute'])
})

dbTest(
	'GET /lots?attribute= narrows by words, ranges and beginnings, and refuses what the key may not see',
	async () => {
		const tenant = await makeTenant()
		const key = await makeApiKey(tenant)
		await define(key, 'lot', 'grade', {
			type: 'enum',
			choices: ['a', 'b', 'c'].map((value) => ({ value, labelEn: value, labelZh: value })),
		})
		await define(key, 'lot', 'weight', { type: 'quantity', unit: 'KGM' })
		await define(key, 'lot', 'heat', { partner: true })
		const item = await makeItem(tenant)
		for (const [code, attributes] of Object.entries({
			L1: { grade: 'a', weight: '5', heat: 'H2-1' },
			L2: { grade: 'b', weight: '15', heat: 'H2-2' },
			L3: { grade: 'c', weight: '25', heat: 'X' },
		}))
			await makeLot(tenant, item, { code, attributes })
		const by = async (attribute: string, using = key) => {
			const path = `/lots?attribute=${encodeURIComponent(attribute)}`
			const { status, body } = await call<{ items?: { code: string }[]; code?: string }>(app, 'get', path, {
				key: using,
			})
			return status === 200 ? body.items?.map((lot) => lot.code).sort() : [status, body.code]
		}
		expect(await by('grade:a,b')).toEqual(['L1', 'L2'])
		expect(await by('weight:10..20')).toEqual(['L2'])
		expect(await by('heat:h2;grade:b')).toEqual(['L2'])
		expect(await by('grade:z')).toEqual([400, 'unknown-attribute'])
		expect(await by('nothing:1')).toEqual([400, 'unknown-attribute'])
		expect(await by('not a filter')).toEqual([400, 'invalid-parameter'])
		const partner = await makeApiKey(tenant, { partyId: (await makeSupplier(tenant)).id })
		expect(await by('grade:a', partner)).toEqual([400, 'unknown-attribute'])
		expect(await by('heat:H2', partner)).toEqual([])
	},
)
