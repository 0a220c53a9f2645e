import { refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { AttributeSubject } from './attribute.model.ts'
import { readAttributeFilters } from './attribute-filter.model.ts'
import { loadAttributes } from './dictionary.queries.server.ts'

/** The refusal of a call that narrows by what the dictionary, as its caller sees it, does not have; null where it has all. */
export async function refuseUnread(
	ctx: Context,
	subject: AttributeSubject,
	asked: Readonly<Record<string, string>>,
): Promise<ApiAnswer | null> {
	if (Object.keys(asked).length === 0) return null
	const { unread } = readAttributeFilters(await loadAttributes(ctx, subject), asked)
	return unread.length > 0
		? refuse(problem(400, 'unknown-attribute', `The dictionary has nothing to filter by as ${unread.join(', ')}.`))
		: null
}
