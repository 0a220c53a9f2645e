import { err, ok, type Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type Principal, principalFor } from './acting-for.server.ts'
import { fieldProblem } from './form-fields.model.ts'
import { loadContext, loadPosition } from './load-position.server.ts'
import { loadPinnedWorkflow } from './load-workflow.server.ts'
import { lockInstances } from './lock-records.queries.server.ts'
import type { MoveError, MoveRequest } from './move-record.server.ts'
import { refusalMessages } from './refusal-messages.ts'
import { WorkflowInstance } from './workflow.entity.server.ts'
import type { TransitionContext, TransitionInput, WorkflowPosition } from './workflow.model.ts'
import type { WorkflowDefinition, WorkflowTransition } from './workflow.schema.ts'
import { indexOf } from './workflow-index.ts'

/** A step that is asked for, with all that the decision looks at, under the lock of the record's instance. */
export type OpenAttempt = {
	instance: WorkflowInstance
	definition: WorkflowDefinition
	position: WorkflowPosition
	input: TransitionInput
	context: TransitionContext
	principal: Principal
}

/** Locks a record's instance and reads what a decision on one of its steps needs. */
export async function openAttempt(ctx: Context, request: MoveRequest): Promise<Result<OpenAttempt, MoveError>> {
	const { kind, id, record } = request
	await lockInstances(ctx, kind, [id])
	const instance = await ctx.em.findOneOrFail(WorkflowInstance, { subjectType: kind, subjectId: id }, { refresh: true })
	const { definition } = await loadPinnedWorkflow(ctx, instance.versionId)
	const transition = indexOf(definition).transitions.get(request.transition)
	const principal = await principalFor(ctx, kind, request.inNameOf)
	if (!principal) return err(noDelegation(transition))
	const asked = {
		kind,
		instance,
		definition,
		record,
		covers: () => request.covers,
		transitions: transition ? [transition] : [],
	}
	return ok({
		instance,
		definition,
		principal,
		position: await loadPosition(ctx, asked),
		input: inputOf(request, transition),
		context: {
			...(await loadContext(ctx, asked, principal, request.decisions ?? {})),
			...(await unknownFilesOf(ctx, request, transition)),
		},
	})
}

/** Documents that fields of the step name and that there are not for this reader. No statement where none is named. */
async function unknownFilesOf(
	ctx: Context,
	{ fields = {} }: MoveRequest,
	transition: WorkflowTransition | undefined,
): Promise<Pick<TransitionContext, 'unknownFiles'>> {
	const files = (transition?.form?.fields ?? []).filter((field) => field.type === 'file')
	const named = files
		.filter((field) => fieldProblem(field, fields[field.field]) === null)
		.map((field) => String(fields[field.field]))
	if (named.length === 0) return {}
	const rows = await ctx.em.execute<{ id: string }[]>('select id from document where id = any(?::uuid[])', [
		`{${named.join(',')}}`,
	])
	const known = new Set(rows.map((row) => row.id))
	return { unknownFiles: new Set(named.filter((id) => !known.has(id.toLowerCase()))) }
}

const noDelegation = (transition: WorkflowTransition | undefined): MoveError => ({
	code: 'transition-refused',
	refusals: [
		{
			code: 'permission',
			message: refusalMessages.noDelegation(),
			detail: { action: transition?.permission?.action ?? null, scope: transition?.permission?.scope ?? null },
		},
	],
})

function inputOf(request: MoveRequest, transition: WorkflowTransition | undefined): TransitionInput {
	const { reason, signature } = request
	const wantsCode = transition?.signature?.reauth === 'totp' || transition?.signature?.reauth === 'mfa'
	return {
		transition: request.transition,
		trigger: request.trigger ?? { type: 'user' },
		...(request.expectedVersion === undefined ? {} : { expectedVersion: request.expectedVersion }),
		...(reason === undefined ? {} : { reason }),
		fields: { ...request.fields, ...(reason ? { reason } : {}) },
		...(signature
			? {
					signature: {
						meaning: signature.meaning,
						reason: signature.reason,
						reauthenticated: !wantsCode || signature.proof.secondFactor,
					},
				}
			: {}),
	}
}
