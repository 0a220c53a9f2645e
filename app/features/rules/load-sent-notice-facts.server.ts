import {
	readSentNotices,
	type SentNotice,
	type SentScope,
} from '#app/features/notifications/sent-notices.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadNoticeFacts } from './notice-facts.queries.server.ts'
import { noticeSeverity } from './notice-route.model.ts'
import type { FactTree } from './read-facts.ts'

/** A notice that was sent, with the facts of the subject `notice` as they stand now. */
export type SentNoticeFacts = { notice: SentNotice; facts: FactTree }

/**
 * The facts of the subject `notice` for notices that were sent. Those who got one stand for those whom it named. A fixed
 * number of statements, whatever the number of notices.
 */
export async function loadSentNoticeFacts(ctx: Context, scope: SentScope): Promise<SentNoticeFacts[]> {
	const sent = await readSentNotices(ctx, scope)
	const facts = await loadNoticeFacts(
		ctx,
		sent.map((notice) => ({
			event: notice.event,
			severity: noticeSeverity(notice.event),
			about: { type: notice.subjectType ?? 'other', id: notice.subjectId, label: notice.label },
			named: [{ role: 'quality_reviewer' as const, partyId: notice.toPartner ? notice.partyId : null }],
			lotId: notice.lotId,
			siteId: notice.siteId,
			partyId: notice.partyId,
		})),
	)
	return sent.map((notice, index) => ({ notice, facts: facts[index] ?? {} }))
}
