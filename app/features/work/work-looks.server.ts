import { readStatusLooks, type StatusLooks } from '#app/features/home/status-looks.server.ts'
import { isRecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { statusOf } from './work.model.ts'
import type { Work } from './work.queries.server.ts'

/** How the statuses in a list of work are named and coloured, by the kind of record: of the kinds that it has. */
export async function readWorkLooks(ctx: Context, work: Work): Promise<Record<string, StatusLooks>> {
	const kinds = new Set(work.flatMap(({ items }) => items.map(statusOf)))
	const looks: Record<string, StatusLooks> = {}
	for (const kind of kinds)
		if (kind && isRecordKind(kind)) looks[kind] = await readStatusLooks(ctx, subjectOf(kind).workflow)
	return looks
}
