import { type LocalizedText, localized } from '#app/core/localized.ts'
import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import { DELIVERING_KINDS } from '#app/features/parties/party.model.ts'
import { loadActiveWorkflow } from '#app/features/workflow/load-workflow.server.ts'
import { indexOf } from '#app/features/workflow/workflow-index.ts'
import { subjectOf } from '#app/features/workflow/workflow-subjects.model.ts'
import { writeTasks } from '#app/features/workflow/write-tasks.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { ASKED_AT_FIRST, CASES } from './case.model.ts'
import { writeCase } from './write-case.server.ts'

/** How long a supplier has for its first answer. */
const ANSWER_DAYS = 14

/** The state in which a supplier begins that was approved before. */
const TAKEN_OVER = 'approved'

const ANSWER_TASK: LocalizedText = {
	en: 'Answer the questionnaire and upload the documents asked for',
	'zh-CN': '填写问卷并上传所需文件',
}

type Row = { id: string; code: string; name: LocalizedText; items: string[] }

/**
 * Opens the onboarding of suppliers that have none: of the given ones, or of up to `limit` of all. A supplier that people
 * have approved for items already is taken over as approved, so that it is asked again when its year is over; any other is
 * asked now, with a task and a notice for its people. Others among the ids are left alone. Answers how many were opened.
 */
export async function openOnboardings(
	ctx: Context,
	of: { partyIds: readonly string[] } | { limit: number },
): Promise<number> {
	await ctx.em.flush()
	const chosen = 'partyIds' in of ? 'p.id = any(?::uuid[])' : 'p.active'
	const rows = await ctx.em.execute<Row[]>(
		`select p.id, p.code, p.name, array(select a.item_id::text from approved_supplier a where a.party_id = p.id and a.status in ('approved', 'conditional')) as items
		from party p where ${chosen} and p.kind = any(?::text[])
			and not exists (select 1 from quality_case c where c.party_id = p.id and c.kind = 'supplier_onboarding')
		order by p.code limit ?`,
		[
			...('partyIds' in of ? [`{${of.partyIds.join(',')}}`] : []),
			`{${DELIVERING_KINDS.join(',')}}`,
			'partyIds' in of ? of.partyIds.length : of.limit,
		],
	)
	if (rows.length === 0) return 0
	const { definition } = await loadActiveWorkflow(ctx, subjectOf('supplier_onboarding').workflow)
	// A company may still work by a version from before there was such a state.
	const takenOver = indexOf(definition).states.has(TAKEN_OVER)
	for (const row of rows) await open(ctx, row, takenOver)
	return rows.length
}

async function open(ctx: Context, { id: partyId, code, name, items }: Row, takenOver: boolean): Promise<void> {
	const known = takenOver && items.length > 0
	const zh = ctx.tenant.language === 'zh-CN'
	const description = known
		? zh
			? '此前已由人员批准，纳入准入流程。'
			: 'Approved by people before; taken over into onboarding.'
		: zh
			? '供货前须完成准入。'
			: 'To be onboarded before it delivers.'
	const opened = await writeCase(ctx, {
		kind: 'supplier_onboarding',
		title: `${localized(name, ctx.tenant.language)} (${code})`,
		description,
		topic: known ? 'taken_over' : 'new_supplier',
		partyId,
		onboarding: { documents: [...ASKED_AT_FIRST], answers: {} },
		supplierApproval: known ? 'approved' : null,
		...(known ? { state: TAKEN_OVER } : {}),
		links: items.map((itemId) => ({ type: 'item', id: itemId, role: 'about' })),
		openedBy: accountOf(ctx.actor),
	})
	if (!known) await askSupplier(ctx, { ...opened, partyId })
}

async function askSupplier(ctx: Context, one: { id: string; number: string; partyId: string }): Promise<void> {
	const due = new Date(ctx.now)
	due.setUTCDate(due.getUTCDate() + ANSWER_DAYS)
	await writeTasks(ctx, [
		{
			title: ANSWER_TASK,
			subject: { type: 'supplier_onboarding', id: one.id, label: one.number },
			for: { role: 'supplier', partyId: one.partyId },
			dueAt: due,
			origin: 'step:start',
			instanceId: null,
		},
	])
	await sendNotice(
		ctx,
		{
			href: `${CASES.supplier_onboarding.path}/${one.id}`,
			dedupeKey: `supplier_onboarding_asked:${one.id}:start`,
			event: 'supplier_onboarding_asked',
			severity: 'info',
			about: { type: 'supplier_onboarding', id: one.id, label: one.number },
			partyId: one.partyId,
		},
		[{ role: 'supplier', partyId: one.partyId }],
	)
}
