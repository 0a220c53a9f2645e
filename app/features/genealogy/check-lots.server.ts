import { todayIn } from '#app/core/local-date.ts'
import { lackingIdentifiers } from '#app/features/lots/missing-identifiers.queries.server.ts'
import { isLotLocked, type LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_RULES, type EventRules, KEEPS_QUANTITY } from './event-kinds.model.ts'
import type { EventPart, EventProblem, RecordEvent } from './event-request.ts'
import { firstMade } from './first-made.queries.server.ts'
import type { EventKind } from './genealogy.model.ts'
import { strictestExpiry } from './strictest-expiry.ts'

/** States in which a lot is blocked or gone, for handling that is not use: split, repack and the like. */
const OUT_OF_HAND: ReadonlySet<string> = new Set(['blocked', 'rejected', 'cancelled'])

/** The lots of an event as they are, locked. */
type EventGround = {
	parts: readonly EventPart[]
	lots: ReadonlyMap<string, LockedLot>
	/** Nodes of lots that would come to be made of themselves. */
	circle: ReadonlySet<number>
	eventTime: Date
}

/** What speaks against an event in the lots that it takes and makes: their age, state, expiry, identifiers, and circles. */
export async function checkLots(ctx: Context, event: RecordEvent, ground: EventGround): Promise<EventProblem[]> {
	return [
		...(await checkBefore(ctx, ground)),
		...checkCycle(ground),
		...(await checkLocks(ctx, EVENT_RULES[event.kind], ground)),
		...checkExpiry(event.kind, ground),
		...(await checkIdentifiers(ctx, event, ground)),
	]
}

/**
 * A lot cannot take part in anything before the day it was made; one whose day nobody gave cannot be used before the
 * event that made it.
 */
async function checkBefore(ctx: Context, { parts, lots, eventTime }: EventGround): Promise<EventProblem[]> {
	const day = todayIn(ctx.tenant.timeZone, eventTime)
	const undated = parts.flatMap(({ side, lotId }) =>
		side === 'input' && lotId && lots.get(lotId)?.manufacturedOn === null ? [lotId] : [],
	)
	// What is recorded as it happens comes after whatever was recorded before.
	const made = eventTime < ctx.now ? await firstMade(ctx, undated) : new Map<string, Date>()
	return parts.flatMap((part) => {
		const madeOn = lots.get(part.lotId ?? '')?.manufacturedOn
		if (madeOn) return day < madeOn ? [{ code: 'before-lot' as const, path: part.path, detail: madeOn }] : []
		const first = part.side === 'input' ? made.get(part.lotId ?? '') : undefined
		return first && eventTime < first
			? [{ code: 'before-lot' as const, path: part.path, detail: todayIn(ctx.tenant.timeZone, first) }]
			: []
	})
}

function checkCycle({ parts, lots, circle }: EventGround): EventProblem[] {
	return parts.flatMap((part) => {
		const lot = part.side === 'input' ? lots.get(part.lotId ?? '') : undefined
		return lot && circle.has(lot.node) ? [{ code: 'genealogy-cycle' as const, path: part.path, detail: lot.code }] : []
	})
}

async function checkLocks(ctx: Context, rules: EventRules, { parts, lots }: EventGround): Promise<EventProblem[]> {
	const problems: EventProblem[] = []
	const inputStates = new Set(
		parts.flatMap((part) => (part.side === 'input' ? (lots.get(part.lotId ?? '')?.status ?? []) : [])),
	)
	for (const part of parts) {
		const lot = lots.get(part.lotId ?? '')
		if (!lot) continue
		const locked =
			part.side === 'input' ? await isInputLocked(ctx, rules, lot) : isOutputLocked(rules, lot, inputStates)
		if (locked) problems.push({ code: 'lot-locked', path: part.path, detail: lot.status })
	}
	return problems
}

async function isInputLocked(ctx: Context, rules: EventRules, lot: LockedLot): Promise<boolean> {
	if (rules.lock === null) return false
	if (rules.lock === 'handling') return OUT_OF_HAND.has(lot.category)
	return isLotLocked(ctx, lot, rules.lock)
}

/** What was judged stays what it was: a finished lot takes nothing in, save goods that were judged just the same. */
function isOutputLocked(rules: EventRules, lot: LockedLot, inputStates: ReadonlySet<string>): boolean {
	if (!rules.link) return false
	if (OUT_OF_HAND.has(lot.category)) return true
	const alike = inputStates.size === 1 && inputStates.has(lot.status)
	return lot.category === 'done' && !(rules.lock === 'handling' && alike)
}

/** Goods that stay what they are do not keep longer under another name. */
function checkExpiry(kind: EventKind, { parts, lots }: EventGround): EventProblem[] {
	const strictest = KEEPS_QUANTITY.has(kind) ? strictestExpiry(parts, lots) : null
	if (!strictest) return []
	return parts.flatMap((part) => {
		const asked = part.newLot?.expiresOn
		return asked && asked > strictest
			? [{ code: 'expires-after-parent' as const, path: `${part.path}.newLot.expiresOn`, detail: strictest }]
			: []
	})
}

/** What arrives carries the production identifiers that its label must, whenever the item began to ask for them (UDI). */
async function checkIdentifiers(
	ctx: Context,
	{ kind, mayLackIdentifiers = false }: RecordEvent,
	{ parts, lots }: EventGround,
): Promise<EventProblem[]> {
	if (kind !== 'receive' || mayLackIdentifiers) return []
	const arriving = parts.filter((part) => lots.get(part.lotId ?? '')?.status === 'announced')
	const lacking = await lackingIdentifiers(
		ctx,
		arriving.map((part) => part.lotId ?? ''),
	)
	return arriving.flatMap(({ path, lotId }) => {
		const missing = lacking.get(lotId ?? '')
		return missing ? [{ code: 'identifiers-missing' as const, path, detail: missing.join(', ') }] : []
	})
}
