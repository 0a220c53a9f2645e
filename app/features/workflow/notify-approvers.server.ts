import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { possibleApprovers } from './approvers.queries.server.ts'
import { loadPosition } from './load-position.server.ts'
import type { MoveRequest } from './move-record.server.ts'
import type { OpenAttempt } from './open-attempt.server.ts'
import { titleOf } from './workflow.model.ts'
import type { WorkflowTransition } from './workflow.schema.ts'
import { subjectOf } from './workflow-subjects.model.ts'

/**
 * Tells those whose approval of this step would count now, after one that was just given; who is away has those told
 * who stand in. See `possibleApprovers`.
 */
export async function notifyApprovers(
	ctx: Context,
	request: MoveRequest,
	{ instance, definition }: Pick<OpenAttempt, 'instance' | 'definition'>,
	about: { transition: WorkflowTransition; have: number; need: number; occasion: string },
): Promise<void> {
	const { kind, id, label, record, covers } = request
	const { transition, have, need, occasion } = about
	if (have >= need) return
	const position = await loadPosition(ctx, {
		kind,
		instance,
		definition,
		record,
		covers: () => covers,
		transitions: [transition],
	})
	const people = await possibleApprovers(ctx, { kind, definition, record, position, transition })
	const told = people.flatMap((person) => (person.standIns.length > 0 ? person.standIns : [person]))
	if (told.length === 0) return
	const title = titleOf(transition)
	await sendNotice(
		ctx,
		{
			event: 'approval_wanted',
			title: {
				en: `${label}: “${title.en}” has ${have} of ${need} approvals and waits for yours`,
				'zh-CN': `${label}：“${title['zh-CN']}”已有 ${have}/${need} 项批准，等待您批准`,
			},
			href: `${subjectOf(kind).path}/${id}`,
			dedupeKey: `approval:${occasion}`,
			about: { type: kind, id, label },
		},
		[...new Set(told.map((person) => person.id))].map((accountId) => ({ accountId })),
	)
}
