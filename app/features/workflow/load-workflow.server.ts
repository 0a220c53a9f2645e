import { activeVersion } from '#app/platform/definitions/active-version.server.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type WorkflowDefinition, workflowSchema } from './workflow.schema.ts'

export type LoadedWorkflow = { versionId: string; number: number; definition: WorkflowDefinition }

/** Published content never changes, so a parsed version may be kept by its id. */
const parsedById = new Map<string, WorkflowDefinition>()
const KEPT = 200

function parse(version: DefinitionVersion): LoadedWorkflow {
	let definition = parsedById.get(version.id)
	if (!definition) {
		definition = workflowSchema.parse(version.content)
		if (parsedById.size >= KEPT) parsedById.delete(parsedById.keys().next().value as string)
		parsedById.set(version.id, definition)
	}
	return { versionId: version.id, number: version.number ?? 0, definition }
}

/** The workflow on which new records begin. */
export const loadActiveWorkflow = async (ctx: Context, key: string): Promise<LoadedWorkflow> =>
	parse(await activeVersion(ctx, 'workflow', key))

/** The version that a running record is pinned to. */
export async function loadPinnedWorkflow(ctx: Context, versionId: string): Promise<LoadedWorkflow> {
	return parse(await ctx.em.findOneOrFail(DefinitionVersion, { id: versionId, kind: 'workflow' }))
}
