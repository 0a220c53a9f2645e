import { decideByRules, type StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import type { ShipmentLine } from '#app/features/shipping/shipment.entity.server.ts'
import type { GuardDecision } from '#app/features/workflow/workflow.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { loadReceiptFacts, type ReceiptFacts } from './load-receipt-facts.server.ts'

/** The rule set that decides on receipts. */
export const RECEIVING_MATCH = 'receiving_match'

export type CheckedLine = { line: ShipmentLine; receipt: ReceiptFacts; decision: StoredDecision & { id: string } }

/**
 * Decides on lines of a locked delivery by the version of `receiving_match` that is active now, and stores each decision
 * on its line. Facts of all lines are loaded together.
 */
export async function checkLines(ctx: Context, lines: readonly ShipmentLine[]): Promise<CheckedLine[]> {
	await ctx.em.flush()
	const facts = await loadReceiptFacts(ctx, { lineIds: lines.map((line) => line.id) })
	const byLine = new Map(facts.map((receipt) => [receipt.lineId, receipt]))
	const checked: CheckedLine[] = []
	for (const line of lines) {
		const receipt = byLine.get(line.id)
		if (!receipt) throw new Error(`Line ${line.id} has no lot`)
		const decision = await decideByRules(ctx, {
			ruleSet: RECEIVING_MATCH,
			subject: { type: 'receipt_line', id: line.id },
			lotId: line.lotId,
			facts: receipt.facts,
			scope: receipt.scope,
		})
		if (decision.id === null) throw new Error('A decision was not stored')
		line.decisionId = decision.id
		line.decidedAt = ctx.now
		checked.push({ line, receipt, decision: { ...decision, id: decision.id } })
	}
	await ctx.em.flush()
	return checked
}

/** A decision as the guards of the workflows take it. */
export const guardOf = (decision: StoredDecision): GuardDecision => ({
	outcome: decision.outcome,
	...(decision.id ? { decisionId: decision.id } : {}),
	explanation: obstacles(decision).map((rule) => rule.message),
})
