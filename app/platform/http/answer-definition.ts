import type { Language } from '#app/core/localized.ts'
import type { Result } from '#app/core/result.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { answer, refuse } from './api-app.server.ts'
import type { ApiAnswer } from './endpoint.ts'
import type { Problem } from './problem.ts'

/** What a step of a rule set or workflow answers: its result, with the row's version as ETag, or the problem. */
export const answerDefinition =
	<E>(problemOf: (error: E, language: Language) => Problem) =>
	(ctx: Context, result: Result<object, E>, status = 200): ApiAnswer => {
		if (!result.ok) return refuse(problemOf(result.error, ctx.language))
		const version =
			'version' in result.value && typeof result.value.version === 'number' ? { version: result.value.version } : {}
		return answer(result.value, { status, ...version })
	}
