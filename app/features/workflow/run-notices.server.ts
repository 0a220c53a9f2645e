import { sendNotice } from '#app/features/identity/notify-people.server.ts'
import { type NamedRecipient, noticeSeverity } from '#app/features/rules/notice-route.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import type { WorkflowAction } from './workflow.schema.ts'
import type { RecordKind } from './workflow-subjects.model.ts'

/** What people are told of: a record, or the first of many that went the same way. */
export type News = {
	kind: RecordKind
	/** The record's id, its name, and its columns that permissions look at. */
	id: string
	label: string
	record: Record<string, unknown>
	href: string
	actions: readonly WorkflowAction[]
	/** Keeps one step from telling anyone twice. */
	occasion: string
}

/** The partner whose people `party:` speaks of. */
export const partnerOf = (record: Record<string, unknown>): string | null => {
	const id = record.supplierId ?? record.partyId
	return typeof id === 'string' ? id : null
}

/**
 * Sends the notices of a step; the workflow names a role (the tenant's own too), a person, or the people of the record's own partner, and the routing rules have the last word.
 */
export async function runNotices(ctx: Context, news: News): Promise<void> {
	const { kind, id, label, record } = news
	const partyId = partnerOf(record)
	for (const action of news.actions) {
		if (action.type !== 'notify') continue
		const named = action.to.flatMap((recipient): NamedRecipient[] => {
			const [who, name = ''] = recipient.split(':')
			if (who === 'role') return [{ role: name }]
			if (who === 'person') return [{ accountId: name }]
			return who === 'party' && partyId ? [{ role: name, partyId }] : []
		})
		if (named.length === 0) continue
		await sendNotice(
			ctx,
			{
				href: news.href,
				dedupeKey: `${action.template}:${id}:${news.occasion}`,
				event: action.template,
				severity: noticeSeverity(action.template),
				about: { type: kind, id, label },
				...(kind === 'lot' ? { lotId: id } : {}),
				...(typeof record.siteId === 'string' ? { siteId: record.siteId } : {}),
				...(partyId ? { partyId } : {}),
			},
			named,
		)
	}
}
