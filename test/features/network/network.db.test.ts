import { expect } from 'vitest'
import { attributeSchema } from '#app/features/dictionary/attribute.schema.ts'
import { saveAttribute } from '#app/features/dictionary/save-attribute.server.ts'
import { amendLot } from '#app/features/lots/amend-lot.server.ts'
import { readLot } from '#app/features/lots/lots.queries.server.ts'
import { announceNotice, dismissNotice } from '#app/features/network/announce-notice.server.ts'
import { answerRequest } from '#app/features/network/answer-request.server.ts'
import { askForMore } from '#app/features/network/ask-for-more.server.ts'
import { changeDisclosure, endConnection } from '#app/features/network/change-connection.server.ts'
import { listConnections, listRequests } from '#app/features/network/connections.queries.server.ts'
import { joinConnection, type Offer, readOffer } from '#app/features/network/join-connection.server.ts'
import type { DisclosureLevel } from '#app/features/network/network.model.ts'
import type { NetworkPage } from '#app/features/network/network-page.ts'
import { listPeerNotices, readPeerNotice } from '#app/features/network/notices.queries.server.ts'
import { offerConnection } from '#app/features/network/offer-connection.server.ts'
import { readPartnerView } from '#app/features/network/partner-view.queries.server.ts'
import { listSharedLots, readSharedLot, sharedLotsOf } from '#app/features/network/shared-lots.queries.server.ts'
import { tell } from '#app/features/network/tell.job.server.ts'
import { withdrawRequest } from '#app/features/network/withdraw-request.server.ts'
import { shipShipment } from '#app/features/shipping/ship-shipment.server.ts'
import { hashToken } from '#app/platform/auth/tokens.server.ts'
import { getPortal } from '#app/platform/portal.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withGrantContext, withPartnerView, withTenantContext } from '#app/platform/request/with-context.server.ts'
import { makeApiKey } from '../../factories/api-key.ts'
import { defineAttribute } from '../../factories/attribute.ts'
import { makeItem } from '../../factories/item.ts'
import { makeLot } from '../../factories/lot.ts'
import { approveSupplier, makeCustomer, makeSite, makeSupplier } from '../../factories/party.ts'
import { linkLots } from '../../factories/recall.ts'
import { makeShipment } from '../../factories/shipment.ts'
import { actAs, makePerson, makeTenant, type TestPerson } from '../../factories/tenant.ts'
import { call, webApp } from '../../support/call-api.ts'
import { dbTest, useTestPortal } from '../../support/test-portal.ts'
import { until } from '../../support/until.ts'

const { clock } = useTestPortal({ work: true })

async function company() {
	const tenant = await makeTenant()
	return { tenant, admin: await makePerson(tenant, ['compliance_admin']) }
}
type Company = { tenant: TenantInfo; admin: TestPerson }

const link = (url: string): string => new URL(url).searchParams.get('offer') ?? ''
const byLink = (token: string): Promise<Offer | null> =>
	withGrantContext(new Request('http://x/'), token, 'connection', readOffer)

const only = async (of: Company) => {
	const [row] = (await actAs(of.tenant, of.admin, (ctx) => listConnections(ctx))).rows
	if (!row) throw new Error('no connection')
	return row
}

const connectionWith = async (of: Company, partyId: string) => {
	const row = (await actAs(of.tenant, of.admin, (ctx) => listConnections(ctx))).rows.find(
		(one) => one.party.id === partyId,
	)
	if (!row) throw new Error('no connection')
	return row
}

/** A maker and its customer, both in the portal and connected, each showing the other as much as said. */
async function connected(
	makerShows: DisclosureLevel = 'attributes',
	buyerShows: DisclosureLevel = 'existence',
	given: { maker?: Company; buyer?: Company } = {},
) {
	const maker = given.maker ?? (await company())
	const buyer = given.buyer ?? (await company())
	const customer = await makeCustomer(maker.tenant)
	const supplier = await makeSupplier(buyer.tenant)
	const offered = await actAs(maker.tenant, maker.admin, (ctx) =>
		offerConnection(ctx, { partyId: customer.id, disclosure: makerShows }),
	)
	if (!offered.ok) throw new Error(offered.error.code)
	const token = link(offered.value.link)
	const offer = await byLink(token)
	if (!offer) throw new Error('no offer')
	const joined = await actAs(buyer.tenant, buyer.admin, (ctx) =>
		joinConnection(ctx, offer, { partyId: supplier.id, disclosure: buyerShows, tokenHash: hashToken(token) }),
	)
	if (!joined.ok) throw new Error(joined.error.code)
	await until(
		'both sides are active',
		async () =>
			(await connectionWith(maker, customer.id)).status === 'active' &&
			(await connectionWith(buyer, supplier.id)).status === 'active',
	)
	return { maker, buyer, customer, supplier, token, offer }
}
type Connected = Awaited<ReturnType<typeof connected>>

/** The maker ships 40 pieces of a lot to the buyer. */
async function ship({ maker, customer }: Connected) {
	const shipment = await makeShipment(maker.tenant, { party: customer, expiresOn: '2028-01-31' })
	const sent = await actAs(
		maker.tenant,
		shipment.shipper,
		(ctx) => shipShipment(ctx, { shipmentId: shipment.id }),
		true,
	)
	if (!sent.ok) throw new Error(sent.error.code)
	return shipment
}

/** The buyer makes a delivery of the maker's notice, so that the lots on it are its own too. */
async function takeIn({ buyer, supplier }: Connected, { item: sold, lot }: Awaited<ReturnType<typeof ship>>) {
	const [notice] = (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows
	const noticeId = notice?.id ?? ''
	const item = await makeItem(buyer.tenant, { unit: 'H87' })
	await approveSupplier(buyer.tenant, { itemId: item.id, partyId: supplier.id, supplierSku: sold.sku })
	const site = await makeSite(buyer.tenant)
	const receiver = await makePerson(buyer.tenant, ['receiving'])
	const form = { siteId: site.id, items: [item.id] }
	const made = await actAs(buyer.tenant, receiver, async (ctx) => {
		const detail = await readPeerNotice(ctx, noticeId)
		expect(detail?.lines).toEqual([
			expect.objectContaining({
				code: lot.code,
				quantity: '40',
				unit: 'H87',
				expiresOn: '2028-01-31',
				itemId: item.id,
			}),
		])
		return announceNotice(ctx, noticeId, form)
	})
	return { made, noticeId, receiver, form }
}

const sharedWith = async ({ tenant, admin }: Company) => {
	const row = await only({ tenant, admin })
	return (await actAs(tenant, admin, (ctx) => listSharedLots(ctx, row.id, undefined))).rows
}

dbTest(
	'a shipment to a connected company becomes a notice there, and its delivery carries the trace across',
	async () => {
		const world = await connected('attributes', 'attributes')
		const { maker, buyer } = world
		const shipment = await ship(world)
		await until(
			'the notice has come',
			async () => (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows.length === 1,
		)
		const [notice] = (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows
		expect(notice).toMatchObject({ number: shipment.number, lines: 1, status: 'new' })
		const { made, noticeId, receiver, form } = await takeIn(world, shipment)
		expect(made).toMatchObject({ ok: true })
		await until('what it is has come', async () => (await sharedWith(buyer))[0]?.content.level === 'attributes')
		const [shared] = await sharedWith(buyer)
		expect(shared).toMatchObject({ code: shipment.lot.code, direction: 'upstream', content: { genealogy: null } })
		expect(shared?.content.attributes).toMatchObject({ item: { sku: shipment.item.sku }, expiresOn: '2028-01-31' })
		const across = await actAs(buyer.tenant, buyer.admin, (ctx) => sharedLotsOf(ctx, [shared?.ownLot?.id ?? '']))
		expect(across.rows.map((lot) => lot.code)).toEqual([shipment.lot.code])
		// And back: the maker learns what became of its lot, as far as the buyer shows.
		await until('what became of it is known', async () => (await sharedWith(maker)).length === 1)
		const [back] = await sharedWith(maker)
		expect(back).toMatchObject({
			direction: 'downstream',
			ownLot: { id: shipment.lot.id },
			content: { level: 'attributes' },
		})
		await actAs(buyer.tenant, receiver, async (ctx) => {
			expect(await announceNotice(ctx, noticeId, form)).toMatchObject({
				error: { code: 'done' },
			})
			expect(await dismissNotice(ctx, noticeId, 'again')).toMatchObject({ error: { code: 'done' } })
		})
	},
)

dbTest('a program is told where a trace goes on, as much as the screen, and only with a key for that', async () => {
	const world = await connected('existence', 'existence')
	const { maker, buyer, customer, supplier } = world
	const shipment = await ship(world)
	await until(
		'the notice has come',
		async () => (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows.length === 1,
	)
	expect((await takeIn(world, shipment)).made).toMatchObject({ ok: true })
	await until('the lot is known on both sides', async () => Boolean((await sharedWith(buyer))[0]?.ownLot))
	const own = (await sharedWith(buyer))[0]?.ownLot?.id ?? ''
	const app = webApp()
	const key = await makeApiKey(buyer.tenant, { scopes: ['network:read', 'events:read'] })
	const across = (by: string) => call(app, 'get', `/lots/${own}/trace/connected`, { key: by })
	const { body } = await across(key)
	expect(body).toMatchObject({
		items: [{ lot: { id: own }, direction: 'upstream', code: shipment.lot.code, level: 'existence' }],
		nextCursor: null,
		total: 1,
	})
	const { id } = (body as { items: { id: string }[] }).items[0] ?? { id: '' }
	const read = (by: string) => call(app, 'get', `/connected-lots/${id}`, { key: by })
	expect((await read(key)).body).toMatchObject({ level: 'existence', attributes: null, genealogy: null })
	const show = async (disclosure: DisclosureLevel) => {
		const ours = await connectionWith(maker, customer.id)
		const changed = await actAs(maker.tenant, maker.admin, (ctx) =>
			changeDisclosure(ctx, { id: ours.id, disclosure, version: ours.version, reason: 'As agreed' }),
		)
		expect(changed).toMatchObject({ ok: true })
		await until(`${disclosure} has come`, async () => (await sharedWith(buyer))[0]?.content.level === disclosure)
		return (await read(key)).body
	}
	expect(await show('attributes')).toMatchObject({
		attributes: { item: { sku: shipment.item.sku }, expiresOn: '2028-01-31' },
		genealogy: null,
	})
	expect(await show('full')).toMatchObject({
		level: 'full',
		attributes: { item: { sku: shipment.item.sku } },
		genealogy: { nodes: [{ code: shipment.lot.code, depth: 0 }], edges: [], total: 1 },
	})
	expect(await show('existence')).toMatchObject({ level: 'existence', attributes: null, genealogy: null })
	const without = await makeApiKey(buyer.tenant, { scopes: ['events:read', 'lots:read'] })
	const noEvents = await makeApiKey(buyer.tenant, { scopes: ['network:read'] })
	const ofPartner = await makeApiKey(buyer.tenant, { scopes: ['network:read', 'events:read'], partyId: supplier.id })
	const ofMaker = await makeApiKey(maker.tenant)
	const statuses = async (by: string) => [(await across(by)).status, (await read(by)).status]
	expect(await statuses(without)).toEqual([403, 403])
	expect(await statuses(noEvents)).toEqual([403, 200])
	expect(await statuses(ofPartner)).toEqual([403, 403])
	expect(await statuses(ofMaker)).toEqual([404, 404])
	// And the maker, of what became of its own lot.
	const theirs = await call(app, 'get', `/lots/${shipment.lot.id}/trace/connected?direction=forward`, { key: ofMaker })
	expect(theirs.body).toMatchObject({ items: [{ direction: 'downstream', level: 'existence' }], total: 1 })
	const row = await connectionWith(maker, customer.id)
	const ended = await actAs(maker.tenant, maker.admin, (ctx) => endConnection(ctx, { id: row.id, reason: 'Over' }))
	expect(ended).toMatchObject({ ok: true })
	await until('the end has come', async () => (await connectionWith(buyer, supplier.id)).status === 'ended')
	expect((await read(key)).body).toMatchObject({
		connected: false,
		level: 'existence',
		attributes: null,
		genealogy: null,
	})
})

dbTest(
	'shows existence alone where the policy says no more: no item, date, state or code of one’s own leaves',
	async () => {
		const world = await connected('existence', 'existence')
		const { maker, buyer } = world
		const shipment = await ship(world)
		await until(
			'the notice has come',
			async () => (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows.length === 1,
		)
		await until('the lot is known', async () => (await sharedWith(buyer)).length === 1)
		const [shared] = await sharedWith(buyer)
		expect(shared?.content).toEqual({ level: 'existence', attributes: null, genealogy: null })
		// Told again with a GTIN, it still says no more than its code.
		await withTenantContext(maker.tenant.id, (ctx) =>
			ctx.em.execute("update lot set gtin = '08717648200274' where id = ?", [shipment.lot.id]),
		)
		const ours = await only(maker)
		const told = async (disclosure: DisclosureLevel) => {
			const { version } = await only(maker)
			const changed = await actAs(maker.tenant, maker.admin, (ctx) =>
				changeDisclosure(ctx, { id: ours.id, disclosure, version, reason: 'seen' }),
			)
			expect(changed).toMatchObject({ ok: true })
			await until('it is told', async () => (await sharedWith(buyer))[0]?.content.level === disclosure)
			return (await sharedWith(buyer))[0]
		}
		expect(await told('attributes')).toMatchObject({ code: shipment.lot.code, gtin: '08717648200274' })
		expect(await told('existence')).toMatchObject({ code: shipment.lot.code, gtin: null })
		const [notice] = (await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows
		const item = await makeItem(buyer.tenant, { unit: 'H87' })
		const site = await makeSite(buyer.tenant)
		await actAs(buyer.tenant, buyer.admin, (ctx) =>
			announceNotice(ctx, notice?.id ?? '', { siteId: site.id, items: [item.id] }),
		)
		await until('the answer has come', async () => (await sharedWith(maker)).length === 1)
		const [back] = await sharedWith(maker)
		expect(back).toMatchObject({
			code: '',
			gtin: null,
			content: { level: 'existence', attributes: null, genealogy: null },
		})
		expect(back?.ownLot?.id).toBe(shipment.lot.id)
	},
)

dbTest('more is asked for one lot, granted for a time, and ends by itself', async () => {
	const world = await connected('existence')
	const { maker, buyer } = world
	await ship(world)
	await until('the lot is known', async () => (await sharedWith(buyer)).length === 1)
	const [shared] = await sharedWith(buyer)
	const ask = (level: DisclosureLevel) =>
		actAs(buyer.tenant, buyer.admin, (ctx) => askForMore(ctx, shared?.id ?? '', { level, reason: 'complaint 17' }))
	expect(await ask('existence')).toMatchObject({ error: { code: 'nothing-more' } })
	expect(await ask('full')).toMatchObject({ ok: true })
	expect(await ask('full')).toMatchObject({ error: { code: 'asked' } })
	await until(
		'the request has come',
		async () => (await actAs(maker.tenant, maker.admin, (ctx) => listRequests(ctx))).rows.length === 1,
	)
	const [request] = (await actAs(maker.tenant, maker.admin, (ctx) => listRequests(ctx))).rows
	expect(request).toMatchObject({ side: 'received', level: 'full', reason: 'complaint 17', status: 'open' })
	const reader = await makePerson(maker.tenant, ['quality_reviewer'])
	const answer = { requestId: request?.id ?? '', answer: 'grant' as const, days: 7, note: 'for the complaint' }
	expect(await actAs(maker.tenant, reader, (ctx) => answerRequest(ctx, answer))).toMatchObject({
		error: { code: 'forbidden' },
	})
	expect(await actAs(maker.tenant, maker.admin, (ctx) => answerRequest(ctx, answer))).toMatchObject({ ok: true })
	expect(await actAs(maker.tenant, maker.admin, (ctx) => answerRequest(ctx, answer))).toMatchObject({
		error: { code: 'answered' },
	})
	await until('more is shown', async () => (await sharedWith(buyer))[0]?.content.level === 'full')
	const [full] = await sharedWith(buyer)
	expect(full?.content.genealogy?.total).toBeGreaterThanOrEqual(1)
	expect(full?.content.attributes).not.toBeNull()
	await until('the answer is known', async () => {
		const [asked] = (await actAs(buyer.tenant, buyer.admin, (ctx) => listRequests(ctx))).rows
		return asked?.status === 'granted' && asked.answer === 'for the complaint'
	})
})

dbTest('what was granted is withdrawn and taken away again, and an unanswered request is taken back', async () => {
	const world = await connected('existence')
	const { maker, buyer } = world
	await ship(world)
	await until('the lot is known', async () => (await sharedWith(buyer)).length === 1)
	const [shared] = await sharedWith(buyer)
	const first = async (of: Company) => (await actAs(of.tenant, of.admin, (ctx) => listRequests(ctx))).rows[0]
	const ask = async () => {
		const asked = await actAs(buyer.tenant, buyer.admin, (ctx) =>
			askForMore(ctx, shared?.id ?? '', { level: 'full', reason: 'complaint 17' }),
		)
		expect(asked).toMatchObject({ ok: true })
		await until('the request has come', async () => (await first(maker))?.status === 'open')
	}
	const withdraw = async (of: Company, who = of.admin) => {
		const requestId = (await first(of))?.id ?? ''
		return actAs(of.tenant, who, (ctx) =>
			withdrawRequest(ctx, { intent: 'withdraw', requestId, reason: 'settled by telephone' }),
		)
	}
	await ask()
	expect(await withdraw(maker)).toMatchObject({ error: { code: 'answered' } })
	expect(await withdraw(buyer, await makePerson(buyer.tenant, ['auditor']))).toMatchObject({
		error: { code: 'forbidden' },
	})
	expect(await withdraw(buyer)).toMatchObject({ ok: true })
	await until('the withdrawal is known', async () => (await first(maker))?.status === 'withdrawn')

	clock.move(60_000)
	await ask()
	const answer = { requestId: (await first(maker))?.id ?? '', answer: 'grant' as const }
	expect(await actAs(maker.tenant, maker.admin, (ctx) => answerRequest(ctx, answer))).toMatchObject({ ok: true })
	await until('more is shown', async () => (await sharedWith(buyer))[0]?.content.level === 'full')
	await until('the answer is known', async () => (await first(buyer))?.status === 'granted')
	expect(await withdraw(buyer)).toMatchObject({ error: { code: 'answered' } })
	clock.move(60_000)
	expect(await withdraw(maker)).toMatchObject({ ok: true })
	await until('it is taken away', async () => (await sharedWith(buyer))[0]?.content.level === 'existence')
	expect((await sharedWith(buyer))[0]?.content).toEqual({ level: 'existence', attributes: null, genealogy: null })
	await until('and said why', async () => {
		const asked = await first(buyer)
		return asked?.status === 'withdrawn' && asked.answer === 'settled by telephone'
	})
	expect(await withdraw(maker)).toMatchObject({ error: { code: 'answered' } })
})

dbTest('less is shown at once when the policy says less, and the end takes away what was shown', async () => {
	const world = await connected('full')
	const { maker, buyer } = world
	await ship(world)
	await until('all is shown', async () => (await sharedWith(buyer))[0]?.content.level === 'full')
	const row = await only(maker)
	const change = { id: row.id, disclosure: 'existence' as const, version: row.version, reason: 'new contract' }
	expect(await actAs(maker.tenant, maker.admin, (ctx) => changeDisclosure(ctx, change))).toMatchObject({ ok: true })
	expect(await actAs(maker.tenant, maker.admin, (ctx) => changeDisclosure(ctx, change))).toMatchObject({
		error: { code: 'stale' },
	})
	await until('less is shown', async () => (await sharedWith(buyer))[0]?.content.level === 'existence')
	expect((await sharedWith(buyer))[0]?.content).toEqual({ level: 'existence', attributes: null, genealogy: null })
	const end = { id: (await only(buyer)).id, reason: 'contract ended' }
	expect(await actAs(buyer.tenant, buyer.admin, (ctx) => endConnection(ctx, end))).toMatchObject({ ok: true })
	await until('the other side knows', async () => (await only(maker)).status === 'ended')
	expect(await actAs(buyer.tenant, buyer.admin, (ctx) => endConnection(ctx, end))).toMatchObject({
		error: { code: 'ended' },
	})
	const [shared] = await sharedWith(buyer)
	expect(
		await actAs(buyer.tenant, buyer.admin, (ctx) =>
			askForMore(ctx, shared?.id ?? '', { level: 'full', reason: 'still' }),
		),
	).toMatchObject({ error: { code: 'not-connected' } })
	const next = await makeShipment(maker.tenant, { party: world.customer })
	const sent = await actAs(maker.tenant, next.shipper, (ctx) => shipShipment(ctx, { shipmentId: next.id }), true)
	expect(sent).toMatchObject({ ok: true })
	expect((await actAs(buyer.tenant, buyer.admin, (ctx) => listPeerNotices(ctx))).rows).toHaveLength(1)
})

dbTest(
	'along a chain of three each sees its neighbour as far as that shows, and nothing of who is beyond',
	async () => {
		const [mill, maker, clinic] = [await company(), await company(), await company()]
		const first = await connected('attributes', 'full', { maker: mill, buyer: maker })
		const second = await connected('full', 'existence', { maker, buyer: clinic })
		const bars = await ship(first)
		await until(
			'the notice has come',
			async () => (await actAs(maker.tenant, maker.admin, (ctx) => listPeerNotices(ctx))).rows.length === 1,
		)
		const [notice] = (await actAs(maker.tenant, maker.admin, (ctx) => listPeerNotices(ctx))).rows
		const item = await makeItem(maker.tenant, { unit: 'H87' })
		await approveSupplier(maker.tenant, { itemId: item.id, partyId: first.supplier.id, supplierSku: bars.item.sku })
		const site = await makeSite(maker.tenant)
		const receiver = await makePerson(maker.tenant, ['receiving'])
		await actAs(maker.tenant, receiver, async (ctx) => {
			expect(await announceNotice(ctx, notice?.id ?? '', { siteId: site.id, items: [item.id] })).toMatchObject({
				ok: true,
			})
		})
		const sharedBy = async (of: Company, partyId: string) => {
			const { id } = await connectionWith(of, partyId)
			return (await actAs(of.tenant, of.admin, (ctx) => listSharedLots(ctx, id, undefined))).rows
		}
		await until('the bars are known', async () => (await sharedBy(maker, first.supplier.id))[0]?.ownLot != null)
		const [known] = await sharedBy(maker, first.supplier.id)
		const screws = await makeShipment(maker.tenant, { party: second.customer, expiresOn: '2028-01-31' })
		await linkLots(
			maker.tenant,
			{ ...screws.lot, id: known?.ownLot?.id ?? '', unit: 'H87', itemId: item.id },
			{ ...screws.lot, unit: 'H87', itemId: screws.item.id },
		)
		expect(
			await actAs(maker.tenant, screws.shipper, (ctx) => shipShipment(ctx, { shipmentId: screws.id }), true),
		).toMatchObject({ ok: true })
		await until(
			'the clinic sees it whole',
			async () => (await sharedBy(clinic, second.supplier.id))[0]?.content.level === 'full',
		)

		// The clinic: what the maker made of what, and that it came from somebody; not from whom, nor by which code of theirs.
		const [row] = await sharedBy(clinic, second.supplier.id)
		const seen = await actAs(clinic.tenant, clinic.admin, (ctx) => readSharedLot(ctx, row?.id ?? ''))
		const genealogy = seen?.content.genealogy
		expect(genealogy?.nodes.map(({ code, beyond }) => ({ code, beyond }))).toEqual([
			{ code: screws.lot.code, beyond: false },
			{ code: known?.ownLot?.code, beyond: true },
		])
		const told = JSON.stringify([seen, await actAs(clinic.tenant, clinic.admin, (ctx) => listConnections(ctx))])
		const hidden = [
			mill.tenant.name,
			mill.tenant.id,
			first.supplier.id,
			first.supplier.code,
			bars.lot.id,
			known?.ownLot?.id,
		]
		for (const secret of hidden) expect(told).not.toContain(secret)
		expect((await actAs(clinic.tenant, clinic.admin, (ctx) => listConnections(ctx))).rows.length).toBe(1)

		// The mill: what became of its bars at the maker; who got the screws it is not told.
		await until('the mill knows', async () => (await sharedBy(mill, first.customer.id))[0]?.content.level === 'full')
		const [back] = await sharedBy(mill, first.customer.id)
		const onward = JSON.stringify(await actAs(mill.tenant, mill.admin, (ctx) => readSharedLot(ctx, back?.id ?? '')))
		for (const secret of [clinic.tenant.name, clinic.tenant.id, second.customer.id, second.customer.code])
			expect(onward).not.toContain(secret)
	},
)

dbTest('an offer is taken once, by another company, and a third learns nothing of either', async () => {
	const { maker, buyer, token, offer } = await connected()
	const third = await company()
	const supplier = await makeSupplier(third.tenant)
	expect(await byLink(token)).toBeNull()
	const late = await actAs(third.tenant, third.admin, (ctx) =>
		joinConnection(ctx, offer, { partyId: supplier.id, disclosure: 'full', tokenHash: hashToken(token) }),
	)
	expect(late).toMatchObject({ ok: true })
	await until('the late one is refused', async () => (await only(third)).status === 'ended')
	expect((await only(maker)).peerName).toBe(buyer.tenant.name)
	await ship({ maker, buyer, customer: { ...(await only(maker)).party } as never, supplier, token, offer })
	expect((await actAs(third.tenant, third.admin, (ctx) => listPeerNotices(ctx))).rows).toEqual([])
	expect(await sharedWith(third)).toEqual([])
	const own = await makeSupplier(maker.tenant)
	expect(
		await actAs(maker.tenant, maker.admin, (ctx) =>
			joinConnection(ctx, offer, { partyId: own.id, disclosure: 'full', tokenHash: hashToken(token) }),
		),
	).toMatchObject({ error: { code: 'own-company' } })
	const operator = await makePerson(maker.tenant, ['operator'])
	await actAs(maker.tenant, operator, async (ctx) => {
		expect(await offerConnection(ctx, { partyId: own.id, disclosure: 'full' })).toMatchObject({
			error: { code: 'forbidden' },
		})
		expect(await sharedLotsOf(ctx, [own.id])).toEqual({ rows: [], first: 1, all: 0 })
	})
	const foreign = await only(maker)
	await actAs(third.tenant, third.admin, async (ctx) => {
		expect(await endConnection(ctx, { id: foreign.id, reason: 'not mine' })).toMatchObject({
			error: { code: 'unknown' },
		})
	})
})

dbTest('a partner’s view shows what its people see, and can write nothing', async () => {
	const world = await connected()
	const { maker, customer } = world
	await defineAttribute(maker.tenant, maker.admin, 'heat', { partner: true })
	await defineAttribute(maker.tenant, maker.admin, 'price', { partner: false })
	const shipment = await ship(world)
	const amended = await actAs(maker.tenant, maker.admin, (ctx) =>
		amendLot(ctx, { lotId: shipment.lot.id, reason: 'Read off the bar', changes: { attributes: DICTIONARY } }),
	)
	expect(amended.ok).toBe(true)
	await makeShipment(maker.tenant)
	// What is only planned for the customer is on none of its pages.
	await makeShipment(maker.tenant, { party: customer })
	const reader = { tenant: maker.tenant, actor: maker.admin, language: 'en' as const, requestId: null }
	const seen = await withPartnerView(reader, { partyId: customer.id, role: 'customer' }, readPartnerView)
	// A customer's own people are told what was shipped, and nothing of what the maker wrote down about it.
	expect(seen.lots.map(({ code, attributes }) => [code, attributes])).toEqual([[shipment.lot.code, {}]])
	expect(seen.attributes).toEqual([])
	const buyer = await makePerson(maker.tenant, ['customer'], { partyId: customer.id })
	const told = await actAs(maker.tenant, buyer, (ctx) => readLot(ctx, shipment.lot.id))
	expect(told?.attributes).toEqual({})
	const mill = await makeSupplier(maker.tenant)
	await makeLot(maker.tenant, shipment.item, { supplierId: mill.id, attributes: DICTIONARY })
	const theirs = await withPartnerView(reader, { partyId: mill.id, role: 'supplier' }, readPartnerView)
	expect(theirs.lots.map(({ attributes }) => attributes)).toEqual([{ heat: DICTIONARY.heat }])
	expect(theirs.attributes.map(({ key }) => key)).toEqual(['heat'])
	// Of the lot's 100 pieces, as the customer is told when it looks the lot up itself.
	expect(seen.lots.map(({ quantity, unit }) => [quantity, unit])).toEqual([['40', 'H87']])
	expect(seen.shipments.map((one) => one.number)).toEqual([shipment.number])
	await expect(
		withPartnerView(reader, { partyId: customer.id, role: 'customer' }, (ctx) =>
			ctx.em.execute("update party set phone = '1' where id = ?", [customer.id]),
		),
	).rejects.toThrow(/read-only/)
	expect(getPortal().orm).toBeDefined()
})

const HEAT = {
	subject: 'lot',
	key: 'heat',
	type: 'text',
	labelEn: 'Heat',
	labelZh: '炉号',
	effectiveFrom: '2020-01-01',
	reason: 'Asked for',
}
const DICTIONARY = { heat: 'H-77-OPEN', price: 'SECRET-PRICE' }

dbTest('of the dictionary what partners may see arrives with what a lot is, and is taken back', async () => {
	for (const [shows, told] of [
		['attributes', [{ label: { en: 'Heat', 'zh-CN': '炉号' }, value: { en: 'H-77-OPEN', 'zh-CN': 'H-77-OPEN' } }]],
		['existence', undefined],
	] as const) {
		const world = await connected(shows)
		const { maker, buyer } = world
		const heat = await defineAttribute(maker.tenant, maker.admin, 'heat', {
			...HEAT,
			partner: true,
		})
		await defineAttribute(maker.tenant, maker.admin, 'price', { partner: false })
		const shipment = await ship(world)
		const amended = await actAs(maker.tenant, maker.admin, (ctx) =>
			amendLot(ctx, { lotId: shipment.lot.id, reason: 'Read off the bar', changes: { attributes: DICTIONARY } }),
		)
		expect(amended.ok).toBe(true)
		const [row] = (await actAs(maker.tenant, maker.admin, (ctx) => listConnections(ctx))).rows
		const tellLots = async () => {
			clock.move(60_000)
			await tell(maker.tenant.id, { connectionId: row?.id ?? '', tell: 'lots' })
		}
		await tellLots()
		const [shared] = await sharedWith(buyer)
		expect(shared?.content.attributes?.dictionary).toEqual(told)
		const everything = await withTenantContext(buyer.tenant.id, (ctx) =>
			ctx.em.execute(
				'select to_jsonb(s)::text from shared_lot s union all select to_jsonb(n)::text from peer_notice n',
			),
		)
		expect(JSON.stringify(everything)).not.toContain('SECRET-PRICE')
		if (!told) continue
		clock.move(60_000)
		const hidden = await actAs(maker.tenant, maker.admin, (ctx) =>
			saveAttribute(ctx, heat, attributeSchema.parse({ ...HEAT, partner: false, version: 1 })),
		)
		expect(hidden.ok).toBe(true)
		await tellLots()
		const [less] = await sharedWith(buyer)
		expect(less?.content.attributes?.dictionary).toEqual([])
	}
})

dbTest('leads through all notices, requests and connections, page by page, what waits first', async () => {
	const { tenant, admin } = await company()
	const party = await makeSupplier(tenant)
	await withTenantContext(tenant.id, async (ctx) => {
		await ctx.em.execute(
			`insert into connection (id, tenant_id, created_at, updated_at, version, link_id, party_id, status, disclosure)
			select gen_random_uuid(), ?, now(), now(), 1, gen_random_uuid(), ?, case when n > 70 then 'active' else 'ended' end, 'existence' from generate_series(1, 120) n`,
			[tenant.id, party.id],
		)
		// Of one moment each three: the id decides within it.
		await ctx.em.execute(
			`insert into peer_notice (id, tenant_id, created_at, updated_at, version, connection_id, number, shipped_at, lines, status)
			select gen_random_uuid(), ?, now(), now(), 1, (select id from connection limit 1), 'N-' || n, '2026-11-01T08:00:00.123Z'::timestamptz + n / 3 * interval '1 minute', '[]', case when n % 2 = 0 then 'new' else 'announced' end
			from generate_series(1, 130) n`,
			[tenant.id],
		)
		await ctx.em.execute(
			`insert into disclosure_request (id, tenant_id, connection_id, request_key, side, ref, code, level, reason, status, asked_by, asked_at)
			select gen_random_uuid(), ?, (select id from connection limit 1), gen_random_uuid(), 'asked', gen_random_uuid(), 'R-' || n, 'full', 'why', case when n % 3 = 0 then 'open' else 'granted' end, 'A', '2026-11-01T08:00:00Z'::timestamptz + n / 3 * interval '1 minute'
			from generate_series(1, 101) n`,
			[tenant.id],
		)
	})
	type Listed = { id: string; status: string }
	const walk = async (read: (ctx: Context, cursor: string | null) => Promise<NetworkPage<Listed>>) => {
		const found: Listed[] = []
		for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
			const asked: string | null = cursor
			const page: NetworkPage<Listed> = await actAs(tenant, admin, (ctx) => read(ctx, asked))
			found.push(...page.rows)
			cursor = page.nextCursor ?? undefined
		}
		expect(new Set(found.map((row) => row.id)).size).toBe(found.length)
		return found.map((row) => row.status)
	}
	const waiting = (count: number, first: string, all: number, then: string) => [
		...Array(count).fill(first),
		...Array(all - count).fill(then),
	]
	expect(await walk(listPeerNotices)).toEqual(waiting(65, 'new', 130, 'announced'))
	expect(await walk((ctx, cursor) => listRequests(ctx, { cursor }))).toEqual(waiting(33, 'open', 101, 'granted'))
	expect(await walk(listConnections)).toEqual(waiting(50, 'active', 120, 'ended'))
	expect((await actAs(tenant, admin, (ctx) => listPeerNotices(ctx, 'no cursor'))).rows).toHaveLength(50)
	expect((await actAs(tenant, admin, (ctx) => listConnections(ctx, 'no cursor'))).rows).toHaveLength(50)
})
