import { localized } from '#app/core/localized.ts'
import { answer, notFound } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { readCase } from '../case.queries.server.ts'
import { readNotices } from '../case-notices.queries.server.ts'
import { readScope, scopeTotals } from '../case-scope.queries.server.ts'
import { readClosingFacts } from '../closing.queries.server.ts'
import { closingNeeds, type Reconciliation } from '../recall.model.ts'
import type { RecallRow } from '../recall.queries.server.ts'

/** Lots listed in one answer; `complete` says whether that is all. */
const LOTS = 5_000

/** A recall as the interface answers it; 404 when there is none. */
export async function answerRecallCase(
	ctx: Context,
	id: string,
	status = 200,
	also: Record<string, unknown> = {},
): Promise<ApiAnswer> {
	const recall = await readCase(ctx, id)
	if (!recall) return notFound()
	const say = (text: { en: string; 'zh-CN': string }) => localized(text, ctx.language)
	const scope = await readScope(ctx, id, LOTS)
	const count = (await scopeTotals(ctx, id)).reduce((sum, total) => sum + total.lots, 0)
	const facts = await readClosingFacts(ctx, id)
	const body = {
		id: recall.id,
		number: recall.number,
		title: recall.title,
		class: recall.recallClass,
		reason: recall.reason,
		instructions: recall.instructions,
		status: recall.status,
		category: recall.category,
		seeds: recall.seeds.map((lot) => ({ id: lot.id, code: lot.code })),
		openedAt: recall.openedAt,
		notifiedAt: recall.notifiedAt,
		reportDueAt: recall.reportDueAt,
		closedAt: recall.closedAt,
		traceMs: recall.traceMs,
		scope: {
			count,
			complete: count <= scope.length,
			lots: scope.map((lot) => ({
				id: lot.id,
				code: lot.code,
				item: { sku: lot.sku, name: say(lot.item) },
				depth: lot.depth,
				statusBefore: lot.stateBefore,
				status: lot.status,
				onHand: { value: lot.onHandNow, unit: lot.unit },
				shipped: { value: lot.shipped, unit: lot.unit },
			})),
		},
		notices: (await readNotices(ctx, id)).map((notice) => ({
			id: notice.id,
			party: { id: notice.party.id, code: notice.party.code, name: say(notice.party.name) },
			email: notice.email,
			status: notice.status,
			sentAt: notice.sentAt,
			openedAt: notice.openedAt,
			answeredAt: notice.answeredAt,
			answeredBy: notice.answeredBy,
			reminders: notice.reminders,
			lots: notice.lines.map((line) => ({
				id: line.lotId,
				code: line.code,
				shipped: { value: line.shipped, unit: line.unit },
				answer: line.answer,
			})),
		})),
		reconciliation: facts.reconciliation satisfies Reconciliation[],
		closing: closingNeeds(facts).map((need) => ({ need: need.key, met: need.met, missing: need.missing })),
		version: recall.version,
		...also,
	}
	return answer(body, { status, version: recall.version })
}

/** A recall in a list. */
export const recallRowBody = (row: RecallRow) => ({
	id: row.id,
	number: row.number,
	title: row.title,
	class: row.recallClass,
	status: row.status,
	category: row.category,
	openedAt: row.openedAt,
	reportDueAt: row.reportDueAt,
	closedAt: row.closedAt,
	lots: row.lots,
	notices: row.notices,
	answered: row.answered,
})
