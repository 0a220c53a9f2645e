import type { Language } from '#app/core/localized.ts'
import type { Context } from '#app/platform/request/context.server.ts'

export type TenantSettings = {
	name: string
	initials: string
	language: Language
	timeZone: string
	theme: string
	contact: { email: string; phone?: string; web?: string } | null
	allowNegativeStock: boolean
	balanceRule: 'flag' | 'refuse'
	balanceTolerance: string
}

/** The tenant's settings as they are now. */
export async function readTenantSettings(ctx: Context): Promise<TenantSettings> {
	const [row] = await ctx.em.execute<TenantSettings[]>(
		'select name, initials, language, time_zone as "timeZone", theme, contact, allow_negative_stock as "allowNegativeStock", balance_rule as "balanceRule", trim_scale(balance_tolerance)::text as "balanceTolerance" from tenant where id = ?',
		[ctx.tenant.id],
	)
	if (!row) throw new Error('The tenant of this unit of work is gone')
	return row
}
