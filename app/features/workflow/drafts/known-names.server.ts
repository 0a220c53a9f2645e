import { ROLE_KEYS } from '#app/core/permission.ts'
import { calendarNames } from '#app/features/calendars/calendars.queries.server.ts'
import { SHIPPED_NOTICES } from '#app/features/notifications/shipped-notices.model.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { KnownNames } from '../problem.model.ts'

async function outcomesByRuleSet(ctx: Context): Promise<Record<string, string[]>> {
	const rows = await ctx.em.execute<{ key: string; outcomes: unknown }[]>(
		`select key, content->'outcomes' as outcomes from definition_version where kind = 'rule-set' and status = 'active'`,
	)
	return Object.fromEntries(
		rows.flatMap(({ key, outcomes }) =>
			Array.isArray(outcomes) ? [[key, outcomes.filter((one): one is string => typeof one === 'string')]] : [],
		),
	)
}

async function peopleByRole(ctx: Context): Promise<Record<string, number>> {
	const rows = await ctx.em.execute<{ role: string; count: number }[]>(
		'select role, count(distinct account_id)::int as count from membership where tenant_id = ? and disabled_at is null group by role',
		[ctx.tenant.id],
	)
	return Object.fromEntries(rows.map(({ role, count }) => [role, count]))
}

/** The names of this tenant that a workflow may refer to, and how many people hold each role. Five statements. */
export async function knownNames(ctx: Context): Promise<KnownNames> {
	const ruleSets = await listDefinitions(ctx, 'rule-set')
	const workflows = await listDefinitions(ctx, 'workflow')
	return {
		ruleSets: ruleSets.map((found) => found.key),
		workflows: workflows.map((found) => found.key),
		calendars: (await calendarNames(ctx)).map((found) => found.key),
		roles: ROLE_KEYS,
		templates: SHIPPED_NOTICES.map((notice) => notice.key),
		actions: [...new Set(permissions.flatMap((permission) => permission.actions))].sort(),
		outcomes: await outcomesByRuleSet(ctx),
		peopleByRole: await peopleByRole(ctx),
	}
}
