import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { RecordScope } from '#app/platform/definitions/definition-life.model.ts'
import { contentHash } from '#app/platform/definitions/publish-content.server.ts'
import { chooseInForce, versionsInForce } from '#app/platform/definitions/versions-in-force.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type WorkflowDefinition, workflowSchema } from './workflow.schema.ts'

export type LoadedWorkflow = { versionId: string; number: number; definition: WorkflowDefinition }

/** Published content never changes, so a parsed version may be kept by its id. */
const parsedById = new Map<string, WorkflowDefinition>()
const KEPT = 200
/** How far back the last good version is looked for. */
const LOOK_BACK = 20

function parse(version: DefinitionVersion): LoadedWorkflow {
	let definition = parsedById.get(version.id)
	if (!definition) {
		definition = workflowSchema.parse(version.content)
		if (parsedById.size >= KEPT) parsedById.delete(parsedById.keys().next().value as string)
		parsedById.set(version.id, definition)
	}
	return { versionId: version.id, number: version.number ?? 0, definition }
}

/** Why a version cannot be used: it was changed past the portal, or is not of a form that it reads. Null where it can. */
export function brokenBecause(version: DefinitionVersion): 'content-changed' | 'unreadable' | null {
	if (contentHash(version.content) !== version.contentHash) return 'content-changed'
	return workflowSchema.safeParse(version.content).success ? null : 'unreadable'
}

/** A version that can be used, else null with a word in the log. One that was parsed before is known to be good. */
function parseGood(ctx: Context, version: DefinitionVersion): LoadedWorkflow | null {
	const why = parsedById.has(version.id) ? null : brokenBecause(version)
	if (!why) return parse(version)
	ctx.log.error({ workflow: version.key, version: version.number, why }, 'a version of a workflow does not load')
	return null
}

/**
 * The workflow on which new records begin: with their site and item, a pilot that is meant for them; else the active
 * version. Where that does not load, the last one before it that does: a bad version never stops the work.
 * @throws when the tenant has no version that loads.
 */
export async function loadActiveWorkflow(ctx: Context, key: string, scope?: RecordScope): Promise<LoadedWorkflow> {
	const inForce = await versionsInForce(ctx, 'workflow', key)
	for (const version of new Set([chooseInForce(inForce, scope), inForce.active])) {
		const loaded = version && parseGood(ctx, version)
		if (loaded) return loaded
	}
	const earlier = await ctx.em.find(
		DefinitionVersion,
		{ kind: 'workflow', key, status: 'retired', publishedAt: { $ne: null } },
		{ orderBy: { number: 'desc' }, limit: LOOK_BACK },
	)
	for (const version of inForce.active ? earlier : []) {
		const loaded = parseGood(ctx, version)
		if (loaded) return loaded
	}
	throw new Error(`Tenant ${ctx.tenant.key} has no active workflow ${key} that loads`)
}

/** Whether a pilot of the workflow runs: then it matters where a new record belongs. */
export const hasPilot = async (ctx: Context, key: string): Promise<boolean> =>
	(await versionsInForce(ctx, 'workflow', key)).pilot !== null

/** Versions that records are pinned to, by tenant and version; kept for the same reason. */
const pinnedById = new Map<string, LoadedWorkflow>()

/** The version that a running record is pinned to. */
export async function loadPinnedWorkflow(ctx: Context, versionId: string): Promise<LoadedWorkflow> {
	const key = `${ctx.tenant.id} ${versionId}`
	const kept = pinnedById.get(key)
	if (kept) return kept
	const loaded = parse(await ctx.em.findOneOrFail(DefinitionVersion, { id: versionId, kind: 'workflow' }))
	if (pinnedById.size >= KEPT) pinnedById.delete(pinnedById.keys().next().value as string)
	pinnedById.set(key, loaded)
	return loaded
}
