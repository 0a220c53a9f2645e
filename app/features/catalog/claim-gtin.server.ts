import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/**
 * Makes the tenant answer for an item's GTIN on public pages, and no longer for the one that it had; null gives it up.
 * A GTIN is one trade item's in the world (GS1 General Specifications, 4.2), so the table is common to all tenants; of two
 * who claim one at once, the database lets one through.
 * Errors: `gtin-taken` (another tenant's; whose is not told); `gtin-in-use` (another item of this tenant).
 */
export async function claimGtin(
	ctx: Context,
	itemId: string,
	gtin: string | null,
): Promise<Result<null, { code: 'gtin-taken' | 'gtin-in-use' }>> {
	await ctx.em.execute('delete from public_gtin where tenant_id = ? and item_id = ? and gtin is distinct from ?', [
		ctx.tenant.id,
		itemId,
		gtin,
	])
	if (!gtin) return ok(null)
	await ctx.em.execute('insert into public_gtin (gtin, tenant_id, item_id) values (?, ?, ?) on conflict do nothing', [
		gtin,
		ctx.tenant.id,
		itemId,
	])
	const [holder] = await ctx.em.execute<{ tenant_id: string; item_id: string }[]>(
		'select tenant_id, item_id from public_gtin where gtin = ?',
		[gtin],
	)
	if (holder?.tenant_id !== ctx.tenant.id) return err({ code: 'gtin-taken' })
	return holder.item_id === itemId ? ok(null) : err({ code: 'gtin-in-use' })
}
