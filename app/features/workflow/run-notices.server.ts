import { ROLE_KEYS, type RoleKey } from '#app/core/permission.ts'
import { notifyRole } from '#app/features/identity/notify-people.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { noticeTitle } from './notice-templates.model.ts'
import type { WorkflowAction } from './workflow.schema.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'

type Subject = { kind: RecordKind; id: string; label: string; record: Record<string, unknown> }

const isRole = (name: string): name is RoleKey => (ROLE_KEYS as readonly string[]).includes(name)

const partnerOf = (record: Record<string, unknown>): string | undefined => {
	const id = record.supplierId ?? record.partyId
	return typeof id === 'string' ? id : undefined
}

/**
 * Puts the notices of a step before those whom the workflow names: a role, or the people of the record's own partner.
 * `occasion` keeps one step from telling anyone twice.
 */
export async function runNotices(
	ctx: Context,
	subject: Subject,
	actions: readonly WorkflowAction[],
	occasion: string,
): Promise<void> {
	for (const action of actions) {
		if (action.type !== 'notify') continue
		const notice = {
			title: noticeTitle(action.template, subject.label),
			href: `${WORKFLOW_RECORDS[subject.kind].path}/${subject.id}`,
			dedupeKey: `${action.template}:${subject.id}:${occasion}`,
		}
		for (const recipient of action.to) {
			const [kind, name = ''] = recipient.split(':')
			const partyId = partnerOf(subject.record)
			if (kind === 'role' && isRole(name)) await notifyRole(ctx, name, notice)
			else if (kind === 'party' && isRole(name) && partyId) await notifyRole(ctx, name, notice, { partyId })
		}
	}
}
