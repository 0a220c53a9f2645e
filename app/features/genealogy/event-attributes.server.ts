import { err, ok, type Result } from '#app/core/result.ts'
import { AT_ONCE, type AttributeValues } from '#app/features/dictionary/attribute.model.ts'
import { dictionaryDay, loadAttributes } from '#app/features/dictionary/dictionary.queries.server.ts'
import { readAttributes } from '#app/features/dictionary/read-attributes.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { EventProblem, RecordEvent } from './event-request.ts'

/**
 * The attributes of an event as they are stored, by the data dictionary as the actor sees it; null where it has none. What
 * is required is asked for of people and programs that tell of an event, not of the portal's own.
 * Errors: the problems of the values, each under `attributes.<key>`.
 */
export async function eventAttributes(
	ctx: Context,
	given: RecordEvent['attributes'],
): Promise<Result<AttributeValues | null, EventProblem[]>> {
	if (!given) return ok(null)
	const { values, problems } = readAttributes(given, {
		attributes: await loadAttributes(ctx, 'event'),
		today: dictionaryDay(ctx),
		itemKind: null,
		at: [AT_ONCE],
	})
	if (problems.length > 0)
		return err(
			problems.map(({ key, code, detail }) => ({ code, path: `attributes.${key}`, ...(detail ? { detail } : {}) })),
		)
	return ok(Object.keys(values).length > 0 ? values : null)
}
