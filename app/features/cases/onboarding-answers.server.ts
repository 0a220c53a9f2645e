import { pinnedDefinition } from '#app/features/workflow/pinned-definition.queries.server.ts'
import type { WorkflowDefinition, WorkflowFormField } from '#app/features/workflow/workflow.schema.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { QualityCase } from './case.entity.server.ts'
import type { OnboardingContent } from './case.model.ts'

/** The questions that a version of the workflow asks the supplier: the fields of the steps that are its own. */
export const questionsOf = (definition: WorkflowDefinition): WorkflowFormField[] => [
	...new Map(
		definition.transitions
			.filter((transition) => transition.permission?.action === 'answer')
			.flatMap((transition) => transition.form?.fields ?? [])
			.map((field) => [field.field, field] as const),
	).values(),
]

/**
 * What an onboarding holds once a step's fields are filled in: answers to its questions take the place of earlier ones. Nothing
 * where the step asks none of them.
 */
export async function onboardingAnswers(
	ctx: Context,
	one: Pick<QualityCase, 'id' | 'kind' | 'onboarding'>,
	fields: Record<string, unknown>,
): Promise<{ onboarding?: OnboardingContent }> {
	if (one.kind !== 'supplier_onboarding' || !one.onboarding) return {}
	const definition = await pinnedDefinition(ctx, one.kind, one.id)
	const answers = Object.fromEntries(
		(definition ? questionsOf(definition) : []).flatMap(({ field }) => {
			const value = fields[field]
			return typeof value === 'string' && value.trim() !== '' ? [[field, value.trim()] as const] : []
		}),
	)
	if (Object.keys(answers).length === 0) return {}
	return { onboarding: { ...one.onboarding, answers: { ...one.onboarding.answers, ...answers } } }
}

/** Once the answers are in, what its people were asked to do about them is done. */
export async function finishAnswerTasks(ctx: Context, one: Pick<QualityCase, 'id' | 'kind' | 'number'>): Promise<void> {
	const done = await ctx.em.execute<{ id: string; title: object }[]>(
		`update task set done_at = ?, done_by = ?, version = version + 1, updated_at = ?
		where subject_type = ? and subject_id = ? and party_id is not null and done_at is null returning id, title`,
		[ctx.now, accountOf(ctx.actor), ctx.now, one.kind, one.id],
	)
	for (const { id, title } of done)
		ctx.audit.record({
			action: 'task.done',
			subject: { type: one.kind, id: one.id, label: one.number },
			after: { taskId: id, title },
		})
}
