import type { LocalizedText } from '#app/core/localized.ts'
import { type CaseKind, isCaseKind } from '#app/features/cases/case.model.ts'
import { type NewLink, writeCase } from '#app/features/cases/write-case.server.ts'
import { writeDeviation } from '#app/features/quality/write-deviation.server.ts'
import { accountOf, partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { partnerOf } from './run-notices.server.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'

/** The step of a record that another record comes from. */
export type FromStep = {
	kind: RecordKind
	id: string
	label: string
	record: Record<string, unknown>
	reason: string | null
}

/** The kinds of record that a step of another one can begin; each is linked with where it came from. */
const BEGUN: ReadonlySet<RecordKind> = new Set(['capa', 'change', 'complaint', 'return', 'deviation'])

/**
 * The kind of record that a workflow moves, where a step can begin one by itself; null for the others, which need what a
 * step does not say (a delivery its lines, a recall its scope), and for steps of a partner, who writes nothing of the house.
 */
export function kindBegunBy(ctx: Context, workflow: string): RecordKind | null {
	if (partyOf(ctx.actor)) return null
	const kinds = Object.keys(WORKFLOW_RECORDS) as RecordKind[]
	return kinds.find((kind) => WORKFLOW_RECORDS[kind].workflow === workflow && BEGUN.has(kind)) ?? null
}

const NAMES: Record<Exclude<CaseKind, 'supplier_onboarding'>, LocalizedText> = {
	capa: { en: 'CAPA', 'zh-CN': 'CAPA' },
	change: { en: 'Change', 'zh-CN': '变更' },
	complaint: { en: 'Complaint', 'zh-CN': '投诉' },
	return: { en: 'Return', 'zh-CN': '退货' },
}

/** Topic of a CAPA by the kind of record it comes from. */
const CAPA_TOPIC = { deviation: 'deviation', complaint: 'complaint' } as const

/**
 * Opens the record that a step asks for, about the same lots, linked both ways, its title saying where it comes from.
 * Answers its id and number; null where that cannot be (a deviation of a record without a lot).
 */
export async function openFromStep(
	ctx: Context,
	kind: RecordKind,
	step: FromStep,
): Promise<{ id: string; number: string } | null> {
	const links = await linksOf(ctx, step)
	if (kind === 'deviation') return deviationFor(ctx, step, links)
	// A supplier's onboarding begins with the supplier, not with a step of something else.
	if (!isCaseKind(kind) || kind === 'supplier_onboarding') return null
	const from = NAMES[kind][ctx.language]
	const title = ctx.language === 'zh-CN' ? `${from}：来自 ${step.label}` : `${from} from ${step.label}`
	const partyId = partnerOf(step.record)
	return writeCase(ctx, {
		kind,
		title,
		description: step.reason ?? title,
		topic: kind === 'capa' ? (CAPA_TOPIC[step.kind as 'deviation'] ?? 'other') : null,
		partyId: kind === 'capa' ? null : partyId,
		links,
		openedBy: accountOf(ctx.actor),
		reason: step.reason,
	})
}

/** A deviation about the first lot of a case; its other lots are on the case, which links to it. */
async function deviationFor(ctx: Context, step: FromStep, links: readonly NewLink[]) {
	const lotId = links.find((link) => link.type === 'lot')?.id
	const [lot] = lotId
		? await ctx.em.execute<{ id: string; code: string }[]>('select id, code from lot where id = ?', [lotId])
		: []
	if (!lot) return null
	const title = ctx.language === 'zh-CN' ? `${step.label} 流程异常` : `Found by the workflow of ${step.label}`
	const opened = await writeDeviation(ctx, {
		lot,
		title,
		severity: 'major',
		reason: step.reason ?? title,
		openedBy: accountOf(ctx.actor),
	})
	if (isCaseKind(step.kind))
		await ctx.em.execute(
			`insert into quality_case_link (id, tenant_id, case_id, role, subject_type, subject_id) values (gen_random_uuid(), ?, ?, 'result', 'deviation', ?)`,
			[ctx.tenant.id, step.id, opened.id],
		)
	return opened
}

/** Where it comes from, and the lots of that. */
async function linksOf(ctx: Context, step: FromStep): Promise<NewLink[]> {
	const lotOf: Partial<Record<RecordKind, string>> = {
		deviation: 'select lot_id as id from deviation where id = ?',
		order: 'select id from lot where order_id = ? order by created_at limit 50',
		delivery: 'select distinct lot_id as id from shipment_line where shipment_id = ? and lot_id is not null limit 50',
	}
	const ofCase = `select subject_id as id from quality_case_link where case_id = ? and subject_type = 'lot' order by id limit 50`
	const sql = isCaseKind(step.kind) ? ofCase : lotOf[step.kind]
	const lots = sql ? await ctx.em.execute<{ id: string }[]>(sql, [step.id]) : []
	if (step.kind === 'lot') return [{ type: 'lot', id: step.id, role: 'origin' }]
	const type = isCaseKind(step.kind) ? ('case' as const) : step.kind
	return [
		...(type === 'deviation' || type === 'delivery' || type === 'recall' || type === 'order' || type === 'case'
			? [{ type, id: step.id, role: 'origin' as const }]
			: []),
		...lots.map(({ id }) => ({ type: 'lot' as const, id, role: 'about' as const })),
	]
}
