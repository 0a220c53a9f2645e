import { newId } from '#app/core/ids.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { decideByRules, type StoredDecision } from './decide-by-rules.server.ts'
import { loadNoticeFacts, type NoticeToRoute, partnerOf } from './notice-facts.queries.server.ts'
import { mergeRoutes, type NoticeRoute, routesOf } from './notice-route.model.ts'

/** The rule set that says who hears of a notice, and how. */
export const NOTIFICATION_ROUTING = 'notification_routing'

/** Where a notice goes, and the decision that says so. */
export type RoutedNotice = { routes: NoticeRoute[]; decision: StoredDecision }

/**
 * Decides by `notification_routing` who hears of a notice and by which channel: every rule that holds adds its
 * recipients. Where the set cannot tell (a fact is missing that could change the outcome), those whom the notice names are
 * told in the portal besides, so that a rule that was written badly never silences anybody. Stores the decision; reads the
 * facts in one statement.
 */
export async function routeNotice(ctx: Context, notice: NoticeToRoute): Promise<RoutedNotice> {
	const [facts = {}] = await loadNoticeFacts(ctx, [notice])
	const decision = await decideByRules(ctx, {
		ruleSet: NOTIFICATION_ROUTING,
		subject: { type: notice.about.type, id: notice.about.id ?? newId() },
		lotId: null,
		facts,
	})
	const parts = { named: notice.named, partyId: partnerOf(notice) }
	const routes = decision.rules.flatMap((rule) =>
		rule.result === true && rule.counted && rule.notify ? routesOf(rule.notify, parts) : [],
	)
	if (decision.outcome === 'unknown') routes.push(...routesOf({ to: ['named'], by: ['portal'] }, parts))
	return { routes: mergeRoutes(routes), decision }
}
