import type { Language } from '#app/core/localized.ts'
import { loadPinnedWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import type { Refusal } from '#app/features/workflow/workflow.model.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { askedDocuments } from './asked-documents.queries.server.ts'
import type { CaseRecord } from './case.model.ts'
import { untrained } from './cases.queries.server.ts'

/** Names that one refusal lists. */
const NAMED = 5

/**
 * What keeps a case from a step whatever its workflow says: it is not settled while a measure is open, and a change does
 * not take effect on people who have not been trained in its procedures although the step says that they have. A supplier's
 * answers go off with every document asked for.
 */
export async function unmetConditions(
	ctx: Context,
	one: Pick<CaseRecord, 'id' | 'kind' | 'change' | 'partyId' | 'onboarding'>,
	step: { transition: string; fields: Record<string, unknown>; answers: boolean },
): Promise<Refusal[]> {
	const [row] = await ctx.em.execute<{ version_id: string; open: number }[]>(
		`select w.version_id, (select count(*)::int from quality_case_action x where x.case_id = w.subject_id and x.done_at is null) as open
		from workflow_instance w where w.subject_type = ? and w.subject_id = ?`,
		[one.kind, one.id],
	)
	if (!row) return []
	const { states, transitions } = indexOf((await loadPinnedWorkflow(ctx, row.version_id)).definition)
	const to = states.get(transitions.get(step.transition)?.to ?? '')
	const refusals: Refusal[] = []
	if (to?.category === 'done' && row.open > 0) refusals.push(openMeasures(row.open))
	if (one.kind === 'change' && step.fields.trained === 'yes') refusals.push(...(await trainingGaps(ctx, one)))
	if (step.answers) refusals.push(...(await missingDocuments(ctx, one)))
	return refusals
}

/** A case is not settled while measures are open. */
export const openMeasures = (open: number): Refusal => ({
	code: 'field',
	message: {
		en: `${open} measure${open === 1 ? ' is' : 's are'} still open. Finish ${open === 1 ? 'it' : 'them'} first.`,
		'zh-CN': `还有 ${open} 项措施未完成，请先完成。`,
	},
	detail: { field: 'actions', problem: 'missing' },
})

/** A supplier's answer is complete once every document asked for is there and in force. */
async function missingDocuments(ctx: Context, one: Pick<CaseRecord, 'partyId' | 'onboarding'>): Promise<Refusal[]> {
	const asked = await askedDocuments(ctx, one)
	const missing = asked.filter(({ state }) => state === 'missing' || state === 'expired')
	if (missing.length === 0) return []
	const named = (language: Language) =>
		missing.map(({ kind }) => serverText(language, 'documents')(`kinds.${kind}`)).join(language === 'en' ? ', ' : '、')
	return [
		{
			code: 'field',
			message: {
				en: `Upload what is missing or has run out first: ${named('en')}.`,
				'zh-CN': `请先上传缺少或已过期的文件：${named('zh-CN')}。`,
			},
			detail: { field: 'documents', problem: 'missing' },
		},
	]
}

async function trainingGaps(ctx: Context, one: Pick<CaseRecord, 'change'>): Promise<Refusal[]> {
	const gaps = await untrained(ctx, one.change?.procedures ?? [])
	return [...Map.groupBy(gaps, (gap) => gap.code)].map(([course, people]) => {
		const names = people.slice(0, NAMED).map((person) => person.name)
		const more = people.length - names.length
		return {
			code: 'training' as const,
			message: {
				en: `${course}: not acknowledged yet by ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
				'zh-CN': `${course}：${names.join('、')}${more > 0 ? `等 ${people.length} 人` : ''}尚未确认。`,
			},
			detail: { course, lapsedOn: null, outdated: false },
		}
	})
}
