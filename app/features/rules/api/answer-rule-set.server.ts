import type { Result } from '#app/core/result.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { RuleSetRefusal } from '../rule-set-refusal.ts'
import { refusalProblem } from './refuse-rule-set.ts'

/** What a step of a rule set answers: its result with the row's version as ETag, or the problem. */
export function answered(ctx: Context, result: Result<object, RuleSetRefusal>, status = 200): ApiAnswer {
	if (!result.ok) return refuse(refusalProblem(result.error, ctx.language))
	const version =
		'version' in result.value && typeof result.value.version === 'number' ? { version: result.value.version } : {}
	return answer(result.value, { status, ...version })
}
