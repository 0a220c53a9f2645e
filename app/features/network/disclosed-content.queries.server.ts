import type { LocalizedText } from '#app/core/localized.ts'
import type { AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { everyAttributeOf } from '#app/features/dictionary/dictionary.queries.server.ts'
import { inWords } from '#app/features/dictionary/public-attributes.queries.server.ts'
import { isVisibleTo } from '#app/features/dictionary/visible-to.ts'
import type { Trace, TraceNode } from '#app/features/genealogy/trace.model.ts'
import { consigneesOf, traceLots } from '#app/features/genealogy/trace.queries.server.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import {
	type Direction,
	type DisclosureLevel,
	disclose,
	levelFor,
	MOST_NODES,
	type SharedAttributes,
	type SharedCertificate,
	type SharedContent,
	type SharedGenealogy,
	showsMore,
} from './network.model.ts'

/** A lot to tell a connected company of, with what may be told. */
export type LotToTell = {
	id: string
	ref: string
	lotId: string
	code: string
	gtin: string | null
	direction: Direction
	level: DisclosureLevel
}

/** That what partners may see of the dictionary, or the item's values, changed after a lot `l` was told by `d`. */
export const SINCE_TOLD = `exists (select 1 from attribute_definition a where a.subject in ('lot', 'item') and a.updated_at > d.sent_at)
	or exists (select 1 from item j where j.id = l.item_id and j.updated_at > d.sent_at)`

/** Lots that a connection has not been told of as they are now, at most `limit`, oldest first. One statement. */
export async function lotsToTell(ctx: Context, connectionId: string, limit: number): Promise<LotToTell[]> {
	const rows = await ctx.em.execute<
		{
			id: string
			ref: string
			lot_id: string
			code: string
			gtin: string | null
			direction: Direction
			disclosure: DisclosureLevel
			granted_level: DisclosureLevel | null
			granted_until: Date | null
		}[]
	>(
		`select d.id, d.ref, d.lot_id, l.code, coalesce(l.gtin, i.gtin) as gtin, d.direction, c.disclosure, d.granted_level, d.granted_until
		from disclosed_lot d join connection c on c.id = d.connection_id join lot l on l.id = d.lot_id join item i on i.id = l.item_id
		where d.connection_id = ? and c.status = 'active'
			and (d.sent_at is null or l.updated_at > d.sent_at or ${SINCE_TOLD} or (d.granted_until <= ? and d.granted_until > d.sent_at))
		order by d.sent_at nulls first, d.id limit ?`,
		[connectionId, ctx.now, limit],
	)
	return rows.map((row) => ({
		id: row.id,
		ref: row.ref,
		lotId: row.lot_id,
		code: row.code,
		gtin: row.gtin,
		direction: row.direction,
		level: levelFor(
			row.disclosure,
			row.granted_level
				? { level: row.granted_level, until: row.granted_until ? new Date(row.granted_until) : null }
				: null,
			ctx.now,
		),
	}))
}

type AttributeRow = {
	id: string
	sku: string
	name: LocalizedText
	manufactured_on: string | null
	expires_on: string | null
	status: string
	category: string
	certificates: SharedCertificate[] | null
	attributes: AttributeValues | null
	item_attributes: AttributeValues | null
}

/**
 * What is known of lots for companies that may know: certificates that are not internal among it, and of the data
 * dictionary what partners may see. Two statements.
 */
async function readAttributes(ctx: Context, lotIds: readonly string[], titleOf: (status: string) => LocalizedText) {
	const forPartners = async (subject: 'lot' | 'item') =>
		(await everyAttributeOf(ctx, subject)).filter((one) => isVisibleTo(one, { kind: 'partner' }))
	const [ofLot, ofItem] = [await forPartners('lot'), await forPartners('item')]
	const rows = await ctx.em.execute<AttributeRow[]>(
		`select l.attributes, i.attributes as item_attributes, l.id, i.sku, i.name, l.manufactured_on::text, l.expires_on::text, l.status, l.category,
			(select jsonb_agg(jsonb_build_object('kind', d.kind, 'number', d.number, 'validUntil', d.valid_until) order by d.kind, d.number)
				from document_link x join document d on d.id = x.document_id where x.subject_id = l.id and d.visibility <> 'internal') as certificates
		from lot l join item i on i.id = l.item_id where l.id = any(?::uuid[])`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(
		rows.map((row): [string, SharedAttributes] => [
			row.id,
			{
				item: { sku: row.sku, name: row.name },
				manufacturedOn: row.manufactured_on,
				expiresOn: row.expires_on,
				status: titleOf(row.status),
				category: row.category,
				certificates: row.certificates ?? [],
				dictionary: [...inWords(ofLot, row.attributes), ...inWords(ofItem, row.item_attributes)],
			},
		]),
	)
}

/** A trace without ids and without any company's name: the nearest lots first, as many as are sent. */
export function withoutNames(
	trace: Trace,
	beyond: ReadonlySet<string>,
	titleOf: (status: string) => LocalizedText,
): SharedGenealogy {
	const near = trace.nodes.toSorted((a, b) => a.depth - b.depth || a.code.localeCompare(b.code)).slice(0, MOST_NODES)
	const place = new Map(near.map((node, index) => [node.id, index]))
	const toShared = (node: TraceNode) => ({
		code: node.code,
		item: node.item.name,
		status: titleOf(node.status),
		category: node.category,
		depth: node.depth,
		quantity: node.quantity,
		beyond: beyond.has(node.id),
	})
	return {
		nodes: near.map(toShared),
		edges: trace.edges.flatMap(({ parent, child, kind, quantity }) => {
			const from = place.get(parent)
			const to = place.get(child)
			return from === undefined || to === undefined ? [] : [{ parent: from, child: to, kind, quantity }]
		}),
		total: trace.nodes.length,
	}
}

async function readGenealogy(
	ctx: Context,
	lot: LotToTell,
	titleOf: (status: string) => LocalizedText,
): Promise<SharedGenealogy | null> {
	const trace = await traceLots(ctx, lot.lotId, lot.direction === 'upstream' ? 'backward' : 'forward')
	if (!trace) return null
	const beyond =
		lot.direction === 'upstream'
			? trace.nodes.filter((node) => node.supplier).map((node) => node.id)
			: (
					await consigneesOf(
						ctx,
						trace.nodes.map((node) => node.id),
					)
				).map((consignee) => consignee.lot.id)
	return withoutNames(trace, new Set(beyond), titleOf)
}

/** What is told of each lot: no more is even read than its level lets through. */
export async function contentsOf(ctx: Context, lots: readonly LotToTell[]): Promise<Map<string, SharedContent>> {
	const states = new Map((await readLotStates(ctx)).map((state) => [state.key, state.title]))
	const titleOf = (status: string): LocalizedText => states.get(status) ?? { en: status, 'zh-CN': status }
	const more = lots.filter((lot) => showsMore(lot.level, 'existence'))
	const attributes = await readAttributes(
		ctx,
		more.map((lot) => lot.lotId),
		titleOf,
	)
	const contents = new Map<string, SharedContent>()
	for (const lot of lots) {
		const known = attributes.get(lot.lotId)
		if (!known) {
			contents.set(lot.id, { level: 'existence', attributes: null, genealogy: null })
			continue
		}
		const genealogy = lot.level === 'full' ? await readGenealogy(ctx, lot, titleOf) : null
		contents.set(lot.id, disclose(lot.level, { attributes: known, genealogy }))
	}
	return contents
}
