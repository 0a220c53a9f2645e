import { ROLE_KEYS } from '#app/core/permission.ts'
import { SHIPPED_NOTICES } from '#app/features/notifications/shipped-notices.model.ts'
import type { KnownNames } from '#app/features/workflow/problem.model.ts'
import { permissions } from '#app/platform/auth/ability.server.ts'
import { listDefinitions } from '#app/platform/definitions/definitions.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The names of this tenant that a workflow may refer to. Two statements. */
export async function knownNames(ctx: Context): Promise<KnownNames> {
	const ruleSets = await listDefinitions(ctx, 'rule-set')
	const workflows = await listDefinitions(ctx, 'workflow')
	return {
		ruleSets: ruleSets.map((found) => found.key),
		workflows: workflows.map((found) => found.key),
		roles: ROLE_KEYS,
		templates: SHIPPED_NOTICES.map((notice) => notice.key),
		actions: [...new Set(permissions.flatMap((permission) => permission.actions))],
	}
}
