import { type ChoiceList, NO_CHOICES } from '#app/core/choice.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** Documents to choose from where one of these steps of a record asks for one; nothing is read where none does. */
export const filesForSteps = async (
	ctx: Context,
	kind: RecordKind,
	id: string,
	steps: readonly { permitted: boolean; fields?: readonly { type: string }[] | undefined }[],
): Promise<ChoiceList> =>
	steps.some((step) => step.permitted && step.fields?.some((field) => field.type === 'file'))
		? choiceList(ctx, 'documents', { about: `${kind}:${id}` })
		: NO_CHOICES
