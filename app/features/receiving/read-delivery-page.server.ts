import type { LocalizedText } from '#app/core/localized.ts'
import type { Action } from '#app/core/permission.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { readDecision } from '#app/features/rules/decision.queries.server.ts'
import { type CheckRow, canBeOverridden, listChecks, obstacles } from '#app/features/rules/decision-checks.ts'
import { readRecordPage } from '#app/features/workflow/record-page.server.ts'
import { asSubject } from '#app/platform/auth/ability.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { isOpen, settlementOf } from './delivery.model.ts'
import { type DeliveryDetail, type DeliveryLine, readDelivery, readSettledLines } from './delivery.queries.server.ts'
import { asksForMore, ownSteps, stepBeforeLines } from './delivery-steps.model.ts'
import { matchScan, type ScanReading } from './match-scan.model.ts'
import { letsIn } from './receive-line.server.ts'
import { coversOf, decisionsOf } from './step-delivery.server.ts'

/** The last decision on the line that is shown, as its table needs it. */
export type ShownDecision = {
	id: string
	version: number
	decidedAt: string
	status: StoredDecision['status']
	checks: CheckRow[]
	/** Checks that stop the line, and whether each may be passed with a signature. */
	stopping: CheckRow[]
	letsIn: boolean
	overridable: boolean
}

const BUTTONS = ['arrive', 'check', 'receive', 'hold', 'return', 'override', 'cancel', 'close'] as const
/** Which buttons the reader may use; `open` is whether the delivery can still be worked on by anybody. */
export type DeliveryMay = Record<(typeof BUTTONS)[number] | 'open', boolean> & {
	/** The step of the whole delivery that has to be taken before its lines are worked on. */
	first: LocalizedText | null
}

/**
 * Everything the receiving screen shows: the delivery, what a scanned code means, the line it or the address names (or the
 * first that needs somebody), that line's last checks, and what the reader may do. Null where there is no such delivery.
 */
export async function readDeliveryPage(
	ctx: Context,
	request: { id: string; lineId: string | null; scan: string | null },
) {
	const delivery = await readDelivery(ctx, request.id)
	if (!delivery) return null
	const reading = request.scan === null ? null : readScan(delivery, request.scan, ctx.now)
	const line = chooseLine(delivery, reading?.lineId ?? request.lineId)
	const decision = line?.check ? await readDecision(ctx, line.check.decisionId) : null
	const settled = await readSettledLines(ctx, delivery.id)
	const { id, number, partyId, siteId, status, version } = delivery
	const standing = { id, number, partyId, siteId, status, version }
	const record = await readRecordPage(ctx, 'delivery', id, standing, decisionsOf(settled), () => coversOf(settled))
	const asking = new Set(record.steps.filter(asksForMore).map((step) => step.key))
	const next = record.next.map((step) => {
		const asksMore = asking.has(step.key) || step.asked.length > 0 || step.meaning !== null || step.quorum !== null
		return { ...step, asksMore }
	})
	const first = stepBeforeLines(status, next)?.title ?? null
	return {
		delivery,
		reading,
		lineId: line?.id ?? null,
		decision: decision ? show(decision, line?.check?.decidedAt ?? '') : null,
		/** Where the whole of it stands; `steps` are those that its page offers beside the buttons of the lines. */
		record: { ...record, steps: ownSteps(record, settled) },
		lotStates: await readLotStates(ctx),
		partner: partyOf(ctx.actor) !== null,
		may: mayDo(ctx, delivery, { asking, first, closes: settlementOf(settled)?.transition ?? null }),
	}
}

export type DeliveryPage = NonNullable<Awaited<ReturnType<typeof readDeliveryPage>>>

const readScan = (delivery: DeliveryDetail, scan: string, now: Date): ScanReading =>
	matchScan(scan, delivery.lines, now)

const URGENCY = { block: 0, unknown: 1, warn: 2, pass: 3 }

/** The line that is asked for, or the open one that most needs somebody, or the first. */
function chooseLine(delivery: DeliveryDetail, lineId: string | null): DeliveryLine | undefined {
	const open = delivery.lines.filter((line) => line.status === 'pending')
	const urgent = open.toSorted((a, b) => rank(a) - rank(b))[0]
	return delivery.lines.find((line) => line.id === lineId) ?? urgent ?? delivery.lines[0]
}

/** Blocked first, then what passed and waits; what nobody has counted yet waits for its turn. */
const rank = (line: DeliveryLine): number => (line.check && line.counted !== null ? URGENCY[line.check.status] : 4)

const show = (decision: StoredDecision, decidedAt: string): ShownDecision => {
	const checks = listChecks(decision)
	const stopped = new Set(obstacles(decision).map((rule) => rule.key))
	return {
		id: decision.id ?? '',
		version: decision.version,
		decidedAt,
		status: decision.status,
		checks,
		stopping: checks.filter((check) => stopped.has(check.ruleKey)),
		letsIn: letsIn(decision),
		overridable: canBeOverridden(decision),
	}
}

/** A step that asks for more than a button gives is not the button's; `closes` is the step that the settled lines lead to. */
type WholeSteps = { asking: ReadonlySet<string>; first: LocalizedText | null; closes: string | null }

function mayDo(ctx: Context, delivery: DeliveryDetail, { asking, first, closes }: WholeSteps): DeliveryMay {
	const subject = asSubject('Delivery', { partyId: delivery.partyId })
	const open = isOpen(delivery.category)
	const can = (action: Action) => open && ctx.ability.can(action, subject)
	return {
		open,
		arrive: can('arrive') && delivery.status === 'announced' && !asking.has('arrive'),
		first,
		check: can('check') && !first,
		receive: can('receive') && !first,
		hold: can('hold') && !first,
		return: can('return') && !first,
		override: can('override') && !first,
		cancel: can('cancel') && delivery.status === 'announced' && !asking.has('cancel'),
		close: can('receive') && delivery.status === 'checking' && closes !== null && !asking.has(closes),
	}
}
