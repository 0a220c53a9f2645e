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
export type LockedContainer = { id: string; sscc: string; shippedAt: string | null }

/** Locks a container until the unit of work ends; null when there is none. */
export async function lockContainer(ctx: Context, sscc: string): Promise<LockedContainer | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<LockedContainer[]>(
		'select id, sscc, shipped_at::text as "shippedAt" from container where sscc = ? for update',
		[sscc],
	)
	return row ?? null
}

/** Locks a container by its id until the unit of work ends. */
export async function lockContainerById(ctx: Context, id: string): Promise<LockedContainer | null> {
	await ctx.em.flush()
	const [row] = await ctx.em.execute<LockedContainer[]>(
		'select id, sscc, shipped_at::text as "shippedAt" from container where id = ? for update',
		[id],
	)
	return row ?? null
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

/** What is in a container, by lot code. */
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

/** Marks a locked container as gone with what is inside: nothing of it counts as packed here any more. */
export async function markShipped(ctx: Context, containerId: string, shipmentId: string): Promise<void> {
	await ctx.em.execute(
		'update container set shipped_at = ?, shipment_id = ?, updated_at = ?, version = version + 1 where id = ?',
		[ctx.now, shipmentId, ctx.now, containerId],
	)
}

export type ContainerHead = {
	id: string
	sscc: string
	siteName: LocalizedText | null
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
		`select c.id, c.sscc, s.name as "siteName", c.shipped_at as "shippedAt", c.shipment_id as "shipmentId", c.updated_at as "updatedAt"
		from container c left join site s on s.id = c.site_id where c.id = ?`,
		[id],
	)
	if (!row) return null
	const iso = (at: Date | string) => new Date(at).toISOString()
	return { ...row, shippedAt: row.shippedAt ? iso(row.shippedAt) : null, updatedAt: iso(row.updatedAt) }
}

export type PackedIn = { containerId: string; sscc: string; shipped: boolean; quantity: Quantity }

/** The containers that a lot is or left in, by SSCC, at most 50. */
export async function containersOfLot(ctx: Context, lotId: string): Promise<PackedIn[]> {
	const rows = await ctx.em.execute<{ id: string; sscc: string; shipped: boolean; quantity: string; unit: string }[]>(
		`select c.id, c.sscc, c.shipped_at is not null as shipped, trim_scale(n.quantity)::text as quantity, n.unit
		from container_content n join container c on c.id = n.container_id where n.lot_id = ? order by c.sscc limit 50`,
		[lotId],
	)
	return rows.map(({ id, sscc, shipped, quantity, unit }) => ({
		containerId: id,
		sscc,
		shipped,
		quantity: { value: quantity, unit },
	}))
}
