import type { Context } from '#app/platform/request/context.server.ts'
import { type DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'

/**
 * The version of a rule set or workflow that decides now. Read from the database each time, so that a version
 * published a moment ago by another process decides the next record.
 * @throws when the tenant has no active version: its defaults were never published.
 */
export async function activeVersion(ctx: Context, kind: DefinitionKind, key: string): Promise<DefinitionVersion> {
	const version = await ctx.em.findOne(DefinitionVersion, { kind, key, status: 'active' })
	if (!version) throw new Error(`Tenant ${ctx.tenant.key} has no active ${kind} ${key}`)
	return version
}
