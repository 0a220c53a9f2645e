import { expect } from 'vitest'
import { lookUpInPortal } from '#app/features/provenance/look-up-in-portal.server.ts'
import { loader as readPage } from '#app/features/provenance/routes/provenance.tsx'
import { loader as readPublicDocument } from '#app/features/provenance/routes/public-document.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeDocument } from '../../factories/document.ts'
import { freshGtin, makeItem } from '../../factories/item.ts'
import { makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { linkLots, makeOpenRecall, noteEvent, type PlacedLot, placeLot, shipLots } from '../../factories/recall.ts'
import { actAs, makePerson, makeTenant } from '../../factories/tenant.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'

const world = useTestPortal()

/** A finished lot made of a supplier's bar, sterilised, released and shipped to one customer. */
async function product(options: { state?: string; expiresOn?: string | null } = {}) {
	const tenant = await makeTenant()
	const gtin = freshGtin()
	const bar = await makeItem(tenant, { name: { en: 'Confidential alloy bar', 'zh-CN': '保密合金棒' } })
	const rod = await makeItem(tenant, {
		kind: 'finished_product',
		unit: 'H87',
		gtin,
		name: { en: 'Spinal rod', 'zh-CN': '脊柱棒' },
	})
	const supplier = await makeSupplier(tenant, {
		name: { en: 'Secret Metals Ltd', 'zh-CN': '机密金属公司' },
		country: 'DE',
	})
	const customer = await makeCustomer(tenant, { name: { en: 'Clinic of Lyon', 'zh-CN': '里昂诊所' } })
	const site = await makeSite(tenant)
	const seed = await placeLot(tenant, bar, { code: 'HEAT-T7741', supplierId: supplier.id, onHand: '12.345' })
	const lot = await placeLot(tenant, rod, {
		code: 'PK26-4409',
		state: options.state ?? 'released',
		onHand: '77',
		siteId: site.id,
		...(options.expiresOn === undefined ? {} : { expiresOn: options.expiresOn }),
	})
	await linkLots(tenant, seed, lot)
	await noteEvent(tenant, 'receive', {
		siteId: site.id,
		lots: [{ lot: seed, quantity: '12.345', role: 'output' }],
		at: new Date('2026-11-05T02:00:00Z'),
	})
	await noteEvent(tenant, 'produce', {
		siteId: site.id,
		step: 'Pack and sterilise, line S6',
		lots: [{ lot, quantity: '123', role: 'output' }],
		at: new Date('2026-11-14T02:00:00Z'),
	})
	return { tenant, gtin, supplier, customer, site, seed, lot, rod, bar }
}

type Page = {
	kind: string
	provenance?: {
		verdict: string
		code: string
		journey: { step: string }[]
		origins: unknown[]
		certificates: { id: string; title: string }[]
		recall: { number: string } | null
		integrity: { verified: boolean; entries: number }
	}
}

async function visit(path: string): Promise<{ status: number; cache: string | null; page: Page; text: string }> {
	const answer = (await readPage({
		request: new Request(`http://localhost${path}`),
		params: {},
		context: {},
	} as never)) as { data: Page; init: { status?: number; headers?: HeadersInit } | null }
	return {
		status: answer.init?.status ?? 200,
		cache: new Headers(answer.init?.headers).get('cache-control'),
		page: answer.data,
		text: JSON.stringify(answer.data),
	}
}

dbTest('says of a released lot that it may be used, where it comes from and how it got there', async () => {
	const { gtin } = await product()
	const { status, cache, page } = await visit(`/01/${gtin}/10/PK26-4409?17=281001`)
	expect([status, cache, page.kind]).toEqual([200, 'private, no-store', 'lot'])
	expect(page.provenance).toMatchObject({
		verdict: 'released',
		code: 'PK26-4409',
		recall: null,
		origins: [{ kind: 'raw_material', item: null, country: 'DE' }],
	})
	expect(page.provenance?.journey.map((entry) => entry.step)).toEqual(['released', 'packed-sterilised', 'received'])
	expect(page.provenance?.journey[1]).toMatchObject({
		on: '2026-11-14',
		place: { country: 'CN', city: { en: 'Suzhou' } },
	})
})

dbTest(
	'tells the public no supplier, customer, quantity, code of another lot, person, free text or internal id',
	async () => {
		const scene = await product()
		await shipLots(scene.tenant, scene.customer, scene.site.id, [{ lot: scene.lot, quantity: '55' }])
		const reviewer = await makePerson(scene.tenant, ['quality_reviewer'], { name: 'Zhang San' })
		await makeDocument(scene.tenant, reviewer, {
			title: 'Internal batch record',
			links: [{ type: 'lot', id: scene.lot.id }],
		})
		const { text } = await visit(`/01/${scene.gtin}/10/PK26-4409`)
		const secrets = [
			'Secret Metals',
			'机密',
			'Lyon',
			'里昂',
			'HEAT-T7741',
			'Confidential',
			'保密',
			'Zhang San',
			'line S6',
			'Internal batch record',
			'12.345',
			'"77"',
			'"55"',
			'123',
		]
		const ids = [
			scene.lot.id,
			scene.seed.id,
			scene.rod.id,
			scene.bar.id,
			scene.supplier.id,
			scene.customer.id,
			scene.site.id,
			scene.tenant.id,
		]
		for (const hidden of [...secrets.filter((one) => !scene.gtin.includes(one)), ...ids])
			expect(text, hidden).not.toContain(hidden)
		expect(text).toContain('shipped')
	},
)

dbTest('turns red in the moment that the recall is opened, and stays so when it is closed to use', async () => {
	const scene = await product({ state: 'shipped' })
	const manager = await makePerson(scene.tenant, ['recall_manager'])
	expect((await visit(`/01/${scene.gtin}/10/PK26-4409`)).page.provenance?.verdict).toBe('released')
	await makeOpenRecall(scene.tenant, manager, [scene.seed])
	const { page, text } = await visit(`/01/${scene.gtin}/10/PK26-4409`)
	expect(page.provenance).toMatchObject({ verdict: 'recalled', recall: { number: 'RC-2026-001' } })
	expect(page.provenance?.journey[0]?.step).toBe('recalled')
	expect(text).toContain('Stop using these lots')
	expect(text).toContain('请停止使用以下批次')
	expect(text).not.toContain('failed a retest')
})

dbTest('answers by where the lot stands', async () => {
	for (const [state, verdict] of [
		['quarantine', 'not-released'],
		['on_hold', 'on-hold'],
		['rejected', 'not-for-use'],
		['recalled', 'recalled'],
	] as const) {
		const { gtin } = await product({ state })
		expect((await visit(`/01/${gtin}/10/PK26-4409`)).page.provenance?.verdict, state).toBe(verdict)
	}
	const old = await product({ expiresOn: '2026-11-21' })
	expect((await visit(`/01/${old.gtin}/10/PK26-4409`)).page.provenance?.verdict).toBe('expired')
})

dbTest('knows neither a foreign code nor a lot that is not there, and says only that', async () => {
	const scene = await product()
	expect(await visit('/01/09521239999990/10/PK26-4409')).toMatchObject({ status: 404, page: { kind: 'unknown' } })
	expect(await visit(`/01/${scene.gtin}/10/NOPE`)).toMatchObject({ status: 404, page: { kind: 'unknown-lot' } })
	expect(await visit('/01/123/10/x')).toMatchObject({ status: 404, page: { kind: 'unknown' } })
	expect(await visit(`/01/${scene.gtin}`)).toMatchObject({ status: 200, page: { kind: 'product' } })
	expect(await visit(`/01/${scene.gtin}/10/HEAT-T7741`)).toMatchObject({ status: 404, page: { kind: 'unknown-lot' } })
})

dbTest('one lot code in two portals: the GTIN says whose it is', async () => {
	const [one, two] = [await product(), await product({ state: 'on_hold' })]
	expect((await visit(`/01/${one.gtin}/10/PK26-4409`)).page.provenance?.verdict).toBe('released')
	expect((await visit(`/01/${two.gtin}/10/PK26-4409`)).page.provenance?.verdict).toBe('on-hold')
})

dbTest('gives away public certificates of the product or lot, and no others', async () => {
	const scene = await product()
	const reviewer = await makePerson(scene.tenant, ['quality_reviewer'])
	const make = (visibility: 'internal' | 'customer' | 'public', id: string, type: 'lot' | 'item' = 'lot') =>
		makeDocument(scene.tenant, reviewer, { title: `A ${visibility} one`, visibility, links: [{ type, id }] })
	const open = await make('public', scene.lot.id)
	const ofItem = await make('public', scene.rod.id, 'item')
	const closed = await make('customer', scene.lot.id)
	const elsewhere = await make('public', scene.seed.id)
	const { page } = await visit(`/01/${scene.gtin}/10/PK26-4409`)
	expect(page.provenance?.certificates.map((document) => document.id).sort()).toEqual([open, ofItem].sort())
	const fetchIt = (id: string) =>
		readPublicDocument({
			request: new Request('http://localhost/'),
			params: { gtin: scene.gtin, id },
			context: {},
		} as never).then(
			(response) => response.status,
			(thrown: Response) => thrown.status,
		)
	expect(await Promise.all([open, ofItem].map(fetchIt))).toEqual([200, 200])
	expect(await Promise.all([closed, elsewhere, 'x'].map(fetchIt))).toEqual([404, 404, 404])
})

dbTest('confirms the records of a lot, and says so no more when one was altered by hand', async () => {
	const scene = await product()
	await withTenantContext(scene.tenant.id, async (ctx) => {
		ctx.audit.record({
			action: 'lot.register',
			subject: { type: 'lot', id: scene.lot.id, label: 'PK26-4409' },
			after: { quantity: '100' },
		})
	})
	expect((await visit(`/01/${scene.gtin}/10/PK26-4409`)).page.provenance?.integrity).toEqual({
		verified: true,
		entries: 1,
		all: 1,
	})
	const owner = world.portal.orm.em.fork()
	await owner.execute('alter table audit_entry disable trigger user')
	await owner.execute(`update audit_entry set after = '{"quantity": "900"}' where subject_id = ?`, [scene.lot.id])
	await owner.execute('alter table audit_entry enable trigger user')
	expect((await visit(`/01/${scene.gtin}/10/PK26-4409`)).page.provenance?.integrity.verified).toBe(false)
})

dbTest('in the portal a customer finds what was shipped to them by its lot code alone, and nothing else', async () => {
	const scene = await product({ state: 'shipped' })
	const stranger = await makeCustomer(scene.tenant)
	const other: PlacedLot = await placeLot(scene.tenant, scene.rod, { code: 'PK26-9999' })
	await shipLots(scene.tenant, scene.customer, scene.site.id, [{ lot: scene.lot, quantity: '55' }])
	const buyer = await makePerson(scene.tenant, ['customer'], { partyId: scene.customer.id })
	const found = await actAs(scene.tenant, buyer, (ctx) => lookUpInPortal(ctx, 'pk26 4409', ''))
	expect(found).toMatchObject({
		kind: 'found',
		found: { internal: false, shipped: [{ quantity: '55' }], lot: { code: 'PK26-4409' } },
	})
	expect(await actAs(scene.tenant, buyer, (ctx) => lookUpInPortal(ctx, other.code, ''))).toEqual({ kind: 'nothing' })
	expect(
		await actAs(scene.tenant, buyer, (ctx) => lookUpInPortal(ctx, `(01)${scene.gtin}(10)${other.code}`, '')),
	).toEqual({ kind: 'elsewhere', gtin: scene.gtin, lot: other.code })
	const outsider = await makePerson(scene.tenant, ['customer'], { partyId: stranger.id })
	expect(await actAs(scene.tenant, outsider, (ctx) => lookUpInPortal(ctx, 'PK26-4409', ''))).toEqual({
		kind: 'nothing',
	})
	const reviewer = await makePerson(scene.tenant, ['quality_reviewer'])
	expect(await actAs(scene.tenant, reviewer, (ctx) => lookUpInPortal(ctx, 'HEAT-T7741', ''))).toMatchObject({
		kind: 'found',
		found: { internal: true, shipped: null },
	})
})
