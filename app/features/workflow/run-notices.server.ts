import { ROLE_KEYS, type RoleKey } from '#app/core/permission.ts'
import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import { type NamedRecipient, noticeSeverity } from '#app/features/rules/notice-route.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowAction } from './workflow.schema.ts'
import { type RecordKind, WORKFLOW_RECORDS } from './workflow-subjects.model.ts'

type Subject = { kind: RecordKind; id: string; label: string; record: Record<string, unknown> }

const isRole = (name: string): name is RoleKey => (ROLE_KEYS as readonly string[]).includes(name)

const partnerOf = (record: Record<string, unknown>): string | undefined => {
	const id = record.supplierId ?? record.partyId
	return typeof id === 'string' ? id : undefined
}

/**
 * Sends the notices of a step; the workflow names a role, or the people of the record's own partner, and the routing
 * rules have the last word. `occasion` keeps one step from telling anyone twice.
 */
export async function runNotices(
	ctx: Context,
	subject: Subject,
	actions: readonly WorkflowAction[],
	occasion: string,
): Promise<void> {
	const partyId = partnerOf(subject.record)
	for (const action of actions) {
		if (action.type !== 'notify') continue
		const named = action.to.flatMap((recipient): NamedRecipient[] => {
			const [kind, name = ''] = recipient.split(':')
			if (kind === 'role' && isRole(name)) return [{ role: name }]
			return kind === 'party' && isRole(name) && partyId ? [{ role: name, partyId }] : []
		})
		if (named.length === 0) continue
		await sendNotice(
			ctx,
			{
				href: `${WORKFLOW_RECORDS[subject.kind].path}/${subject.id}`,
				dedupeKey: `${action.template}:${subject.id}:${occasion}`,
				event: action.template,
				severity: noticeSeverity(action.template),
				about: { type: subject.kind, id: subject.id, label: subject.label },
				...(subject.kind === 'lot' ? { lotId: subject.id } : {}),
				...(typeof subject.record.siteId === 'string' ? { siteId: subject.record.siteId } : {}),
				...(partyId ? { partyId } : {}),
			},
			named,
		)
	}
}
