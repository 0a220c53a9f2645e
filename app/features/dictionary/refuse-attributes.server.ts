import { notFound, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { SetAttributesError } from './set-record-attributes.server.ts'

/** A refused change of a record's attributes as a call answers it: 403, 404, 412, or 422 with every problem by its key. */
export function refuseAttributes(ctx: Context, error: SetAttributesError | { code: 'stale' }): ApiAnswer {
	if (error.code === 'not-found') return notFound()
	if (error.code === 'not-allowed') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
	if (!('problems' in error))
		return refuse(problem(412, 'stale', 'The record was changed after the version named in If-Match. Read it again.'))
	const t = serverText(ctx.language, 'dictionary')
	return refuse(
		problem(
			422,
			error.problems[0]?.code ?? error.code,
			'The attributes were refused; see errors.',
			error.problems.map(({ key, code, detail }) => ({
				path: `/attributes/${key}`,
				code,
				message: t(`problem.${code}`, { detail: detail ?? '' }),
				...(detail ? { detail } : {}),
			})),
		),
	)
}
