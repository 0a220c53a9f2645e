import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { DefinitionKind } from './definition.entity.server.ts'
import { type DefinitionContent, readDefinition } from './definitions.queries.server.ts'

type Asked = { draftId: string; expectedVersion?: number | undefined }

/**
 * A step of a draft that one signature takes whether somebody has approved the draft before or not: where nobody has, the
 * approval is made and signed and the step follows; otherwise the step itself is signed.
 * Errors: `unknown-draft`, and those of `approve`, `step` and `sign`.
 */
export async function approveAndStep<S extends { version: number }, E>(
	ctx: Context,
	kind: DefinitionKind,
	asked: Asked,
	by: {
		approve: () => Promise<Result<{ version: number }, E>>
		step: (expectedVersion: number | undefined) => Promise<Result<S, E>>
		sign: (draft: DefinitionContent) => Promise<Result<unknown, E>>
	},
): Promise<Result<S, E | { code: 'unknown-draft' }>> {
	const draft = await readDefinition(ctx, kind, { id: asked.draftId })
	if (!draft) return err({ code: 'unknown-draft' })
	const approved = draft.status === 'in_review' ? await by.approve() : null
	if (approved && !approved.ok) return approved
	const taken = await by.step(approved ? approved.value.version : asked.expectedVersion)
	if (!taken.ok || approved) return taken
	const signed = await by.sign({ ...draft, version: taken.value.version })
	return signed.ok ? ok(taken.value) : signed
}
