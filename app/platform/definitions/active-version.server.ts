import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind, DefinitionVersion } from './definition.entity.server.ts'
import type { RecordScope } from './definition-life.model.ts'
import { chooseInForce, versionsInForce } from './versions-in-force.server.ts'

/**
 * The version of a rule set or workflow that decides now on a record: with its site and item, a pilot that is meant for
 * it; else the active one. Asked once for each unit of work, however many records.
 * @throws when the tenant has no active version: its defaults were never published, or it was retired.
 */
export async function activeVersion(
	ctx: Context,
	kind: DefinitionKind,
	key: string,
	scope?: RecordScope,
): Promise<DefinitionVersion> {
	const version = chooseInForce(await versionsInForce(ctx, kind, key), scope)
	if (!version) throw new Error(`Tenant ${ctx.tenant.key} has no active ${kind} ${key}`)
	return version
}
