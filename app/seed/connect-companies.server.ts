import { newId } from '#app/core/ids.ts'
import { answerRequest } from '#app/features/network/answer-request.server.ts'
import { askForMore } from '#app/features/network/ask-for-more.server.ts'
import { Connection, DisclosureRequest, SharedLot } from '#app/features/network/network.entity.server.ts'
import type { NoticeLine } from '#app/features/network/network.model.ts'
import { takeMessage } from '#app/features/network/take-message.server.ts'
import { tell } from '#app/features/network/tell.job.server.ts'
import { discloseLots } from '#app/features/network/tell-connected.server.ts'
import { Party } from '#app/features/parties/party.entity.server.ts'
import type { Context, TenantInfo } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'

/** Lots that the buyer is told of. */
const TOLD = 3
/** The shipment that waits as a notice. */
const NOTICE = 'SO-26-0412'

const SELLER = {
	code: 'S-1970',
	kind: 'supplier',
	name: { en: 'Harvest Foods', 'zh-CN': '丰收食品' },
	country: 'CN',
	city: { en: 'Zhengzhou', 'zh-CN': '郑州' },
	email: 'zhiliang@harvest.example',
	language: 'zh-CN',
} as const
const BUYER = {
	code: 'C-3970',
	kind: 'customer',
	name: { en: 'Aurora Medical', 'zh-CN': '极光医疗' },
	country: 'CN',
	city: { en: 'Suzhou', 'zh-CN': '苏州' },
	email: 'quality@aurora.example',
	language: 'en',
} as const

type ToldLot = NoticeLine & { id: string }

/**
 * Connects the demo's two companies, once: the one sells to the other, shows what its lots are, one of them with its trace
 * because it was asked to, has a shipment on the way, and is asked to show more of another.
 */
export async function connectCompanies(sellerId: string, buyerId: string): Promise<void> {
	const linkId = newId()
	const buyer = await withTenantContext(buyerId, async (ctx) => ctx.tenant)
	const sold = await withTenantContext(sellerId, (ctx) => discloseSome(ctx, linkId, buyer))
	if (!sold) return
	await withTenantContext(buyerId, async (ctx) => {
		const connection = await connect(ctx, linkId, sold.seller, SELLER, 'existence')
		await takeMessage(ctx, connection, {
			kind: 'shipment',
			number: NOTICE,
			shippedAt: new Date(ctx.now.getTime() - 20 * 3_600_000).toISOString(),
			carrier: 'SF Express',
			expectedOn: null,
			lines: sold.lots.slice(0, 2).map(({ id: _id, ...line }) => line),
		})
	})
	const tellLots = () => tell(sellerId, { connectionId: sold.connectionId, tell: 'lots' })
	await tellLots()
	const [first, ...others] = sold.lots
	if (first) {
		await askFor(buyerId, [first], 'We make our own lots of this one and answer for what it was made of.')
		await grant(sellerId, first)
		await tellLots()
	}
	await askFor(buyerId, others, 'Our canteen found a foreign body in one pack. We look for what this lot was made of.')
}

/** The seller shows what it was asked for. */
async function grant(sellerId: string, { ref }: ToldLot): Promise<void> {
	const answered = await withTenantContext(sellerId, async (ctx) => {
		const request = await ctx.em.findOneOrFail(DisclosureRequest, { ref, side: 'received' })
		const result = await answerRequest(ctx, {
			requestId: request.id,
			answer: 'grant',
			note: 'As agreed with your buyers.',
		})
		if (!result.ok) throw new Error(`The demo may not grant: ${result.error.code}`)
		return { connectionId: request.connectionId, key: request.id }
	})
	await tell(sellerId, { ...answered, tell: 'answer' })
}

/** The buyer asks to be shown the first of these lots whole. */
async function askFor(buyerId: string, lots: readonly ToldLot[], reason: string): Promise<void> {
	const asked = await withTenantContext(buyerId, async (ctx) => {
		const [lot] = await ctx.em.find(
			SharedLot,
			{ code: { $in: lots.map(({ code }) => code) } },
			{ orderBy: { code: 'asc' } },
		)
		if (!lot) return null
		const result = await askForMore(ctx, lot.id, {
			level: 'full',
			reason,
		})
		if (!result.ok) throw new Error(`The demo may not ask for more: ${result.error.code}`)
		const [request] = await ctx.em.find(DisclosureRequest, { ref: lot.ref, side: 'asked' })
		return request ? { connectionId: lot.connectionId, key: request.id } : null
	})
	if (asked) await tell(buyerId, { ...asked, tell: 'request' })
}

async function connect(
	ctx: Context,
	linkId: string,
	peer: TenantInfo,
	party: typeof SELLER | typeof BUYER,
	disclosure: 'existence' | 'attributes',
): Promise<Connection> {
	const own = ctx.em.create(Party, { id: newId(), ...party })
	await ctx.em.flush()
	const connection = ctx.em.create(Connection, {
		id: newId(),
		linkId,
		peerTenantId: peer.id,
		peerName: peer.name,
		partyId: own.id,
		status: 'active',
		disclosure,
		connectedAt: ctx.now,
	})
	await ctx.em.flush()
	return connection
}

/** The seller's side: some of its released lots are told of. Null where the two are connected already. */
async function discloseSome(ctx: Context, linkId: string, buyer: TenantInfo) {
	const [taken] = await ctx.em.execute<{ taken: boolean }[]>(
		`select exists (select 1 from party where code = '${BUYER.code}') as taken`,
	)
	if (taken?.taken) return null
	const connection = await connect(ctx, linkId, buyer, BUYER, 'attributes')
	const found = await ctx.em.execute<Omit<ToldLot, 'ref'>[]>(
		`select l.id, l.code, coalesce(l.gtin, i.gtin) as gtin, i.sku, i.name, trim_scale(l.quantity)::text as quantity, l.unit,
			l.manufactured_on::text as "manufacturedOn", l.expires_on::text as "expiresOn"
		from lot l join item i on i.id = l.item_id where l.status = 'released' and l.order_id is not null order by l.code limit ${TOLD}`,
	)
	const lots = found.map((lot) => ({ ...lot, ref: newId() }))
	await discloseLots(
		ctx,
		connection.id,
		'upstream',
		lots.map((lot) => ({ lotId: lot.id, ref: lot.ref })),
	)
	return { connectionId: connection.id, seller: ctx.tenant, lots }
}
