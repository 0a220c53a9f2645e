import type { LocalizedText } from '#app/core/localized.ts'
import { titleOf } from '#app/features/workflow/workflow.model.ts'
import { isRecordKind, subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { actionWords } from './action-words.ts'

type Entry = { action: string; subject: { type: string; id: string } }
/** An entry, and what was done in words. */
export type InWords<E> = E & { title: LocalizedText | null }
type Step = { kind: string; workflow: string; step: string; subject: string }

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The step of a workflow that an entry tells of and the portal has no words for; null where it tells of none. */
function ownStep({ action, subject }: Entry): Step | null {
	const [kind = '', step = ''] = action.split('.')
	if (kind !== subject.type || !isRecordKind(kind) || !UUID.test(subject.id) || !/^\w+$/.test(step)) return null
	return actionWords(action) ? null : { kind, workflow: subjectOf(kind).workflow, step, subject: subject.id }
}

const listOf = (steps: readonly Step[], part: keyof Step): string => `{${steps.map((one) => one[part]).join(',')}}`

/**
 * Entries with what was done in words: the portal's own, or else the title that the step has in the version its record
 * follows, or in the newest published one that has it; null where nobody has words for it. One statement, none where all
 * entries are of the portal's own.
 */
export async function inWords<E extends Entry>(ctx: Context, entries: readonly E[]): Promise<InWords<E>[]> {
	const own = entries.flatMap((entry) => ownStep(entry) ?? [])
	const titles = new Map<string, LocalizedText>()
	if (own.length > 0) {
		const rows = await ctx.em.execute<{ subject: string; part: { key: string; title?: LocalizedText } }[]>(
			`with asked as (select distinct * from unnest(?::text[], ?::text[], ?::text[], ?::uuid[]) a (kind, workflow, step, subject))
			select distinct on (a.subject, a.step) a.subject, t.part
			from asked a
			join definition_version d on d.kind = 'workflow' and d.key = a.workflow and d.number is not null
			cross join lateral jsonb_array_elements(d.content->'transitions') t (part)
			left join workflow_instance i on i.subject_type = a.kind and i.subject_id = a.subject and i.version_id = d.id
			where t.part->>'key' = a.step
			order by a.subject, a.step, i.version_id nulls last, d.number desc`,
			[listOf(own, 'kind'), listOf(own, 'workflow'), listOf(own, 'step'), listOf(own, 'subject')],
		)
		for (const { subject, part } of rows) titles.set(`${subject} ${part.key}`, titleOf(part))
	}
	return entries.map((entry) => ({
		...entry,
		title: actionWords(entry.action) ?? titles.get(`${entry.subject.id} ${entry.action.split('.')[1]}`) ?? null,
	}))
}
