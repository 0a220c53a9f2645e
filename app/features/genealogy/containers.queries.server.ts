import { parseSscc } from '#app/core/gs1/check-digit.ts'
import { newId } from '#app/core/ids.ts'
import type { LocalizedText } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** What was typed as an SSCC, without its identifier `(00)`, spaces and dashes. */
export function bareSscc(text: string): string {
	const digits = text.replaceAll(/[\s()-]/g, '')
	return digits.length === 20 && digits.startsWith('00') ? digits.slice(2) : digits
}

/** The 18 digits of an SSCC as typed or scanned, also with its identifier `(00)`; null when it is none. */
export function readSscc(text: string): string | null {
	const parsed = parseSscc(bareSscc(text))
	return parsed.ok ? parsed.value : null
}

/** A container under lock. */
export type LockedContainer = { id: string; sscc: string; shippedAt: string | null; parentId: string | null }

const LOCKED = 'id, sscc, shipped_at::text as "shippedAt", parent_id as "parentId"'

/** A container and all that are in it, however deep; its id is the statement's next parameter. */
const INSIDE = `inside as (select id from container where id = ? union select c.id from container c join inside i on c.parent_id = i.id)`

/** Locks a container until the unit of work ends; null when there is none. */
export async function lockContainer(ctx: Context, sscc: string): Promise<LockedContainer | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<LockedContainer[]>(`select ${LOCKED} from container where sscc = ? for update`, [
		sscc,
	])
	return row ?? null
}

/** Locks a container by its id until the unit of work ends. */
export async function lockContainerById(ctx: Context, id: string): Promise<LockedContainer | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<LockedContainer[]>(`select ${LOCKED} from container where id = ? for update`, [id])
	return row ?? null
}

/** Locks containers until the unit of work ends, in the order of their ids; those that are not there are left out. */
export async function lockContainers(ctx: Context, ssccs: readonly string[]): Promise<LockedContainer[]> {
	await ctx.em.flush()
	return ctx.em.execute<LockedContainer[]>(
		`select ${LOCKED} from container where sscc in (select jsonb_array_elements_text(?::jsonb)) order by id for update`,
		[JSON.stringify(ssccs)],
	)
}

/** The containers that a container is in, from the nearest to the outermost. */
export async function outerOf(ctx: Context, containerId: string): Promise<string[]> {
	const rows = await ctx.em.execute<{ id: string }[]>(
		`with recursive around as (
			select parent_id as id, 1 as far from container where id = ? and parent_id is not null
			union all select c.parent_id, a.far + 1 from container c join around a on c.id = a.id where c.parent_id is not null and a.far < 100
		) select id from around order by far`,
		[containerId],
	)
	return rows.map(({ id }) => id)
}

/** Puts locked containers into another one, or takes them out of theirs (null). */
export async function putInto(ctx: Context, containerIds: readonly string[], parentId: string | null): Promise<void> {
	await ctx.em.execute(
		'update container set parent_id = ?, updated_at = ?, version = version + 1 where id = any(?::uuid[])',
		[parentId, ctx.now, `{${containerIds.join(',')}}`],
	)
}

/** Locks a container, and makes it where there is none yet; two who make the same wait for each other. */
export async function ensureContainer(ctx: Context, sscc: string, siteId: string | null): Promise<LockedContainer> {
	await ctx.em.execute(
		`insert into container (id, tenant_id, created_at, updated_at, version, sscc, site_id) values (?, ?, ?, ?, 1, ?, ?)
		on conflict (tenant_id, sscc) do nothing`,
		[newId(), ctx.tenant.id, ctx.now, ctx.now, sscc, siteId],
	)
	const container = await lockContainer(ctx, sscc)
	if (!container) throw new Error('A container was not made')
	return container
}

/** How much of lots is packed in containers that are still here, in each lot's unit. */
export async function packedOf(ctx: Context, lotIds: readonly string[]): Promise<Map<string, string>> {
	if (lotIds.length === 0) return new Map()
	const rows = await ctx.em.execute<{ lot_id: string; packed: string }[]>(
		`select n.lot_id, trim_scale(sum(n.quantity))::text as packed from container_content n join container c on c.id = n.container_id
		where n.lot_id = any(?::uuid[]) and c.shipped_at is null group by n.lot_id`,
		[`{${lotIds.join(',')}}`],
	)
	return new Map(rows.map((row) => [row.lot_id, row.packed]))
}

/** How much of each lot is in a container, in the lot's unit. */
export async function insideOf(ctx: Context, containerId: string): Promise<Map<string, string>> {
	const rows = await ctx.em.execute<{ lot_id: string; quantity: string }[]>(
		'select lot_id, trim_scale(quantity)::text as quantity from container_content where container_id = ?',
		[containerId],
	)
	return new Map(rows.map((row) => [row.lot_id, row.quantity]))
}

export type ContentRow = {
	lotId: string
	code: string
	sku: string
	itemName: LocalizedText
	status: string
} & Quantity

/** What is in a container and in those that are in it, each lot once, by lot code. */
export const allContentsOf = (ctx: Context, containerId: string): Promise<ContentRow[]> =>
	ctx.em.execute<ContentRow[]>(
		`with recursive ${INSIDE}
		select n.lot_id as "lotId", l.code, i.sku, i.name as "itemName", l.status, trim_scale(sum(n.quantity))::text as value, n.unit
		from container_content n join inside x on x.id = n.container_id join lot l on l.id = n.lot_id join item i on i.id = l.item_id
		group by n.lot_id, l.code, l.code_norm, l.id, i.sku, i.name, l.status, n.unit order by l.code_norm, l.id`,
		[containerId],
	)

/** A container inside another one, how many lots are in it, however deep, and how many containers there are beside it. */
export type InnerContainer = { id: string; sscc: string; lots: number; all: number }

/** The containers that are right inside a container, by SSCC; at most 200. */
export const innerOf = (ctx: Context, containerId: string): Promise<InnerContainer[]> =>
	ctx.em.execute<InnerContainer[]>(
		`select (count(*) over ())::int as "all", c.id, c.sscc, (with recursive inside as (select c.id union select x.id from container x join inside i on x.parent_id = i.id)
			select count(distinct n.lot_id)::int from container_content n join inside i on i.id = n.container_id) as lots
		from container c where c.parent_id = ? order by c.sscc limit 200`,
		[containerId],
	)

/** What is right inside a container, by lot code. */
export const contentsOf = (ctx: Context, containerId: string): Promise<ContentRow[]> =>
	ctx.em.execute<ContentRow[]>(
		`select n.lot_id as "lotId", l.code, i.sku, i.name as "itemName", l.status, trim_scale(n.quantity)::text as value, n.unit
		from container_content n join lot l on l.id = n.lot_id join item i on i.id = l.item_id where n.container_id = ? order by l.code_norm, l.id`,
		[containerId],
	)

/** Puts quantities into a container (negative: takes them out); what comes to nothing is not in it any more. */
export async function changeContents(
	ctx: Context,
	containerId: string,
	changes: readonly { lotId: string; quantity: string; unit: string }[],
): Promise<void> {
	const rows = JSON.stringify(changes.map((one) => ({ lot_id: one.lotId, quantity: one.quantity, unit: one.unit })))
	// What stays positive is written first, so that the database's own rule (more than nothing) holds at every moment.
	await ctx.em.execute(
		`delete from container_content n using jsonb_to_recordset(?::jsonb) as r(lot_id uuid, quantity numeric)
		where n.container_id = ? and n.lot_id = r.lot_id and n.quantity + r.quantity = 0`,
		[rows, containerId],
	)
	await ctx.em.execute(
		`update container_content n set quantity = n.quantity + r.quantity from jsonb_to_recordset(?::jsonb) as r(lot_id uuid, quantity numeric)
		where n.container_id = ? and n.lot_id = r.lot_id and n.quantity + r.quantity <> 0`,
		[rows, containerId],
	)
	await ctx.em.execute(
		`insert into container_content (tenant_id, container_id, lot_id, quantity, unit)
		select ?, ?, r.lot_id, r.quantity, r.unit from jsonb_to_recordset(?::jsonb) as r(lot_id uuid, quantity numeric, unit text)
		where r.quantity > 0 and not exists (select 1 from container_content n where n.container_id = ? and n.lot_id = r.lot_id)`,
		[ctx.tenant.id, containerId, rows, containerId],
	)
	await ctx.em.execute('update container set updated_at = ?, version = version + 1 where id = ?', [
		ctx.now,
		containerId,
	])
}

/** Marks a locked container as gone with all that is inside, however deep: nothing of it counts as packed here any more. */
export async function markShipped(ctx: Context, containerId: string, shipmentId: string): Promise<void> {
	await ctx.em.execute(
		`with recursive ${INSIDE}
		update container set shipped_at = ?, shipment_id = ?, updated_at = ?, version = version + 1 where id in (select id from inside)`,
		[containerId, ctx.now, shipmentId, ctx.now],
	)
}

export type ContainerHead = {
	id: string
	sscc: string
	siteName: LocalizedText | null
	/** The container that it is in. */
	parent: { id: string; sscc: string } | null
	shippedAt: string | null
	shipmentId: string | null
	updatedAt: string
}

/** A container; null when there is none or the reader may not see events. */
export async function readContainer(ctx: Context, id: string): Promise<ContainerHead | null> {
	if (!ctx.ability.can('read', 'TraceEvent')) return null
	const [row] = await ctx.em.execute<
		(Omit<ContainerHead, 'shippedAt' | 'updatedAt'> & { shippedAt: Date | string | null; updatedAt: Date | string })[]
	>(
		`select c.id, c.sscc, s.name as "siteName", c.shipped_at as "shippedAt", c.shipment_id as "shipmentId", c.updated_at as "updatedAt",
			case when o.id is not null then json_build_object('id', o.id, 'sscc', o.sscc) end as parent
		from container c left join site s on s.id = c.site_id left join container o on o.id = c.parent_id where c.id = ?`,
		[id],
	)
	if (!row) return null
	const iso = (at: Date | string) => new Date(at).toISOString()
	return { ...row, shippedAt: row.shippedAt ? iso(row.shippedAt) : null, updatedAt: iso(row.updatedAt) }
}

export type PackedIn = { containerId: string; sscc: string; shipped: boolean; quantity: Quantity }

/** The containers that a lot is or left in, by SSCC, the first 50, and how many there are. */
export async function containersOfLot(ctx: Context, lotId: string): Promise<{ first: PackedIn[]; all: number }> {
	const rows = await ctx.em.execute<
		{ id: string; sscc: string; shipped: boolean; quantity: string; unit: string; all: number }[]
	>(
		`select (count(*) over ())::int as "all", c.id, c.sscc, c.shipped_at is not null as shipped, trim_scale(n.quantity)::text as quantity, n.unit
		from container_content n join container c on c.id = n.container_id where n.lot_id = ? order by c.sscc limit 50`,
		[lotId],
	)
	const first = rows.map(({ id, sscc, shipped, quantity, unit }) => ({
		containerId: id,
		sscc,
		shipped,
		quantity: { value: quantity, unit },
	}))
	return { first, all: rows[0]?.all ?? 0 }
}
