import type { LocalizedText } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { PilotScope } from '#app/platform/definitions/definition-life.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The names of a pilot's sites and the codes of its items, for people. One statement. */
export async function placesOf(ctx: Context, scope: PilotScope): Promise<{ sites: LocalizedText[]; skus: string[] }> {
	const [row] = await ctx.em.execute<{ sites: LocalizedText[] | null; skus: string[] | null }[]>(
		`select (select jsonb_agg(name order by code) from site where id = any(?::uuid[])) as sites,
			(select jsonb_agg(sku order by sku) from item where id = any(?::uuid[])) as skus`,
		[`{${scope.siteIds.join(',')}}`, `{${scope.itemIds.join(',')}}`],
	)
	return { sites: row?.sites ?? [], skus: row?.skus ?? [] }
}

const UUID = /^[0-9a-f-]{36}$/

const listed = (text: string): string[] => [
	...new Set(
		text
			.split(/[,，\s]+/)
			.map((part) => part.trim())
			.filter((part) => part !== ''),
	),
]

export type UnknownPlace = { code: 'unknown-place'; places?: string }

/** The scope that a form names by site ids and item codes. Errors: `unknown-place` with the codes of no item. One statement. */
export async function scopeFromForm(
	ctx: Context,
	form: { sites: string; skus: string },
): Promise<Result<PilotScope, UnknownPlace>> {
	const siteIds = listed(form.sites)
	const skus = listed(form.skus)
	if (siteIds.some((id) => !UUID.test(id))) return err({ code: 'unknown-place' })
	if (skus.length === 0) return ok({ siteIds, itemIds: [] })
	const rows = await ctx.em.execute<{ id: string; sku: string }[]>(
		'select id, sku from item where sku in (select jsonb_array_elements_text(?::jsonb)) order by sku limit 500',
		[JSON.stringify(skus)],
	)
	const known = new Set(rows.map((row) => row.sku))
	const unknown = skus.filter((sku) => !known.has(sku))
	return unknown.length === 0
		? ok({ siteIds, itemIds: rows.map((row) => row.id) })
		: err({ code: 'unknown-place', places: unknown.slice(0, 5).join(', ') })
}
