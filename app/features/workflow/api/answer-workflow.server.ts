import type { Result } from '#app/core/result.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowRefusal } from '../drafts/workflow-refusal.ts'
import { workflowProblem } from './refuse-workflow.ts'

/** The answer to a step of a draft: what became of it with its version, or why it was refused. */
export function answered(ctx: Context, result: Result<object, WorkflowRefusal>, status = 200): ApiAnswer {
	if (!result.ok) return refuse(workflowProblem(result.error, ctx.language))
	const version =
		'version' in result.value && typeof result.value.version === 'number' ? { version: result.value.version } : {}
	return answer(result.value, { status, ...version })
}
