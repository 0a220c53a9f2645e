import { dueDefinitions } from '#app/platform/definitions/activate-scheduled.server.ts'
import type { DefinitionKind } from '#app/platform/definitions/definition.entity.server.ts'
import { lateEmergencies } from '#app/platform/definitions/escalate-emergency.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withTenantContext } from '#app/platform/request/with-context.server.ts'
import { tellLateEmergency } from './tell-emergency.server.ts'

/**
 * Puts scheduled versions into force whose time has come, and tells of emergency changes that are late. Each in a unit of
 * work of its own, so that one that fails stops no other; the next minute tries it again.
 * @throws an `AggregateError` of what failed, once all were tried.
 */
export async function runDefinitionClock(
	tenantId: string,
	kind: DefinitionKind,
	activate: (ctx: Context, id: string) => Promise<unknown>,
): Promise<void> {
	const { due, late } = await withTenantContext(tenantId, async (ctx) => ({
		due: await dueDefinitions(ctx, kind),
		late: await lateEmergencies(ctx, kind),
	}))
	const failures: unknown[] = []
	const attempt = async (work: (ctx: Context) => Promise<unknown>) => {
		try {
			await withTenantContext(tenantId, work)
		} catch (error) {
			failures.push(error)
		}
	}
	for (const id of due) await attempt((ctx) => activate(ctx, id))
	for (const id of late) await attempt((ctx) => tellLateEmergency(ctx, kind, id))
	if (failures.length > 0) throw new AggregateError(failures, `Some of kind ${kind} could not be moved on`)
}
