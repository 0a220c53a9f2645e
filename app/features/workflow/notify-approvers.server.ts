import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowTransition } from './workflow.schema.ts'
import { type RecordKind, subjectOf } from './workflow-subjects.model.ts'

/** Tells those whose approval is still missing; without roles of its own, a step tells nobody. */
export async function notifyApprovers(
	ctx: Context,
	record: { kind: RecordKind; id: string; label: string },
	about: { transition: WorkflowTransition; have: number; need: number; occasion: string },
): Promise<void> {
	const { transition, have, need, occasion } = about
	if (have >= need) return
	const { sequence, roles = [] } = transition.approval ?? {}
	const next = sequence?.[have] ? [sequence[have]] : roles
	const title = titleOf(transition)
	const notice = {
		title: {
			en: `${record.label}: “${title.en}” has ${have} of ${need} approvals and waits for yours`,
			'zh-CN': `${record.label}：“${title['zh-CN']}”已有 ${have}/${need} 项批准，等待您批准`,
		},
		href: `${subjectOf(record.kind).path}/${record.id}`,
		dedupeKey: `approval:${occasion}`,
	}
	for (const role of next) await notifyRole(ctx, role, notice)
}
