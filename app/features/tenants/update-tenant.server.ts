import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { themes } from '#app/platform/themes/themes.server.ts'
import type { SettingsInput } from './settings.schema.ts'
import { Tenant } from './tenant.entity.server.ts'

/**
 * Changes the tenant's name, language, time zone, theme, public contact and how strict it is with stock and balances; everyone sees it from their next page on.
 * Permission: `update` on Tenant.
 * Errors: `not-allowed`; `theme-unknown`; `contact-needs-email` (a telephone or web address alone cannot be answered to).
 */
export async function updateTenant(
	ctx: Context,
	input: SettingsInput,
): Promise<Result<null, { code: 'not-allowed' | 'theme-unknown' | 'contact-needs-email' }>> {
	if (!ctx.ability.can('update', 'Tenant')) return err({ code: 'not-allowed' })
	if (!themes.some((theme) => theme.key === input.theme)) return err({ code: 'theme-unknown' })
	if (!input.contactEmail && (input.contactPhone || input.contactWeb)) return err({ code: 'contact-needs-email' })
	const tenant = await ctx.em.findOneOrFail(Tenant, { id: ctx.tenant.id })
	const contact = input.contactEmail
		? {
				email: input.contactEmail,
				...(input.contactPhone ? { phone: input.contactPhone } : {}),
				...(input.contactWeb ? { web: input.contactWeb } : {}),
			}
		: null
	const values = {
		name: input.name,
		initials: input.initials,
		language: input.language,
		timeZone: input.timeZone,
		theme: input.theme,
		contact,
		allowNegativeStock: input.negativeStock === 'flag',
		balanceRule: input.balanceRule,
		balanceTolerance: input.balanceTolerance,
	}
	const before = Object.fromEntries(Object.keys(values).map((key) => [key, tenant[key as keyof typeof values]]))
	ctx.em.assign(tenant, values)
	await ctx.em.flush()
	ctx.audit.record({
		action: 'tenant.update',
		subject: { type: 'tenant', id: tenant.id, label: input.name },
		before,
		after: values,
	})
	return ok(null)
}
