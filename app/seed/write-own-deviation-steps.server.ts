import type { WorkflowDefinition } from '#app/features/workflow/workflow.schema.ts'
import { DefinitionVersion } from '#app/platform/definitions/definition.entity.server.ts'
import { contentHash, publishVersion } from '#app/platform/definitions/publish-content.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'

/** The procedure that whoever closes a deviation has to know. */
export const DEVIATION_PROCEDURE = 'SOP-QA-014'
const NOTE = 'Only who knows SOP-QA-014 closes a deviation'

/** The company's own version of the deviation workflow: its closing asks for a procedure. Before records begin on it. */
export async function writeOwnDeviationSteps(ctx: Context): Promise<void> {
	const shipped = await ctx.em.findOneOrFail(DefinitionVersion, {
		kind: 'workflow',
		key: 'deviation',
		status: 'active',
	})
	const definition = structuredClone(shipped.content) as WorkflowDefinition
	const closing = definition.transitions.find((transition) => transition.key === 'close')
	if (!closing) throw new Error('The shipped deviation workflow has no step that closes')
	closing.training = [DEVIATION_PROCEDURE]
	// Its test cases are about people who know it: otherwise they would be red, and it could not have been published.
	for (const step of definition.tests?.flatMap((test) => test.steps) ?? [])
		if (step.do === 'take' && step.transition === closing.key)
			step.assume = { ...step.assume, trained: [DEVIATION_PROCEDURE] }
	const content = definition as unknown as Record<string, unknown>
	const draft = ctx.em.create(DefinitionVersion, {
		kind: 'workflow',
		key: shipped.key,
		title: shipped.title,
		content,
		contentHash: contentHash(content),
		status: 'approved',
		basedOn: shipped.number ?? null,
		note: NOTE,
	})
	await ctx.em.flush()
	const { number } = await publishVersion(ctx, draft)
	ctx.audit.record({
		action: 'workflow.publish',
		subject: { type: 'workflow', id: draft.id, label: `${shipped.key} v${number}` },
		after: { key: shipped.key, version: number, contentHash: draft.contentHash },
		reason: NOTE,
	})
}
