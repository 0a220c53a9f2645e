import { todayIn } from '#app/core/local-date.ts'
import { add, convert, type Quantity, roundToStored } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { isLotLocked, type LockedLot, lockLots } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_RULES, type EventRules } from './event-kinds.model.ts'
import {
	checkParts,
	type EventPart,
	type EventProblem,
	type EventRefusal,
	eventRefusal,
	partsOf,
	type RecordEvent,
} from './event-request.ts'
import { isInFuture, offsetIn, writtenOffset } from './event-time.model.ts'
import type { EventKind } from './genealogy.model.ts'
import { lockLinks, missingReferences, reachedFrom, receiptsOf } from './links.queries.server.ts'
import { type EventPlan, planEvent } from './plan-event.ts'

export type EventTimes = { eventTime: Date; timeZoneOffset: string; startedAt: Date | null; finishedAt: Date | null }

/** An event that may happen: its lots are locked, its stock worked out. */
export type PreparedEvent = {
	parts: EventPart[]
	lots: ReadonlyMap<string, LockedLot>
	plan: EventPlan
	times: EventTimes
	siteId: string | null
	/** The quantity of a part with an existing lot, in that lot's unit. */
	inLotUnit: (part: EventPart) => Quantity
	sum: (a: Quantity, b: Quantity) => Quantity
}

/** States in which a lot is blocked or gone, for handling that is not use: split, repack and the like. */
const OUT_OF_HAND: ReadonlySet<string> = new Set(['blocked', 'rejected', 'cancelled'])

/** Locks the lots of an event and finds everything that speaks against it; new lots are checked when they are made. */
export async function prepareEvent(ctx: Context, event: RecordEvent): Promise<Result<PreparedEvent, EventRefusal>> {
	const rules = EVENT_RULES[event.kind]
	const parts = partsOf(event)
	const times = readTimes(ctx, event)
	const siteId = event.siteId ?? (ctx.actor.kind === 'person' ? ctx.actor.siteId : null) ?? null
	const shape = [
		...checkParts(event, parts),
		...times.problems,
		...(await checkReferences(ctx, siteId, event.correctsId ?? null)),
	]
	const early = refusal(shape)
	if (early) return early
	if (rules.link && parts.some((part) => part.side === 'output' && part.lotId)) await lockLinks(ctx)
	const lots = new Map(
		(await lockLots(ctx, [...new Set(parts.flatMap((part) => part.lotId ?? []))])).map((lot) => [lot.id, lot]),
	)
	const unknown = parts.filter((part) => part.lotId !== null && !lots.has(part.lotId))
	const missing = refusal(unknown.map((part) => ({ code: 'unknown-lot', path: part.path })))
	if (missing) return missing
	const plan = await planOf(ctx, event.kind, parts, lots)
	const problems = [
		...checkBefore(ctx, parts, lots, times.value.eventTime),
		...(await checkCycle(ctx, rules, parts, lots)),
		...plan.problems,
		...(await checkLocks(ctx, rules, parts, lots)),
	]
	return (
		refusal(problems) ??
		ok({ parts, lots, plan, times: times.value, siteId, inLotUnit: (part) => inLotUnit(part, lots), sum: sumOf })
	)
}

function refusal([first, ...rest]: readonly EventProblem[]) {
	return first ? err(eventRefusal([first, ...rest])) : null
}

function inLotUnit(part: EventPart, lots: ReadonlyMap<string, LockedLot>): Quantity {
	const lot = lots.get(part.lotId ?? '')
	const converted = lot ? convert(part.quantity, lot.unit) : null
	return converted?.ok ? roundToStored(converted.value) : part.quantity
}

function sumOf(a: Quantity, b: Quantity): Quantity {
	const total = add(a, b)
	if (!total.ok) throw new Error('Shares of one lot are not in one unit')
	return total.value
}

function readTimes(ctx: Context, event: RecordEvent): { value: EventTimes; problems: EventProblem[] } {
	const problems: EventProblem[] = []
	const read = (path: string, given: string | Date | null | undefined): Date | null => {
		if (given === null || given === undefined || given === '') return null
		const at = new Date(given)
		if (Number.isNaN(at.getTime())) problems.push({ code: 'invalid-time', path })
		else if (isInFuture(at, ctx.now)) problems.push({ code: 'time-in-future', path })
		else return at
		return null
	}
	const eventTime = read('eventTime', event.eventTime) ?? ctx.now
	const startedAt = read('startedAt', event.startedAt)
	const finishedAt = read('finishedAt', event.finishedAt)
	if (startedAt && finishedAt && startedAt > finishedAt) problems.push({ code: 'invalid-time', path: 'finishedAt' })
	const written = typeof event.eventTime === 'string' ? writtenOffset(event.eventTime) : null
	return {
		value: { eventTime, startedAt, finishedAt, timeZoneOffset: written ?? offsetIn(ctx.tenant.timeZone, eventTime) },
		problems,
	}
}

async function checkReferences(
	ctx: Context,
	siteId: string | null,
	correctsId: string | null,
): Promise<EventProblem[]> {
	if (!siteId && !correctsId) return []
	const missing = await missingReferences(ctx, { siteId, correctsId })
	return [
		...(missing.site ? [{ code: 'unknown-site' as const, path: 'siteId' }] : []),
		...(missing.event ? [{ code: 'unknown-event' as const, path: 'correctsId' }] : []),
	]
}

async function planOf(
	ctx: Context,
	kind: EventKind,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, LockedLot>,
): Promise<EventPlan> {
	const history = kind === 'receive' ? await receiptsOf(ctx, [...lots.keys()]) : new Map<string, never>()
	const planned = [...lots.values()].map((lot) => ({
		received: '0',
		stockedAtStart: false,
		...lot,
		...history.get(lot.id),
	}))
	return planEvent(kind, parts, new Map(planned.map((lot) => [lot.id, lot])))
}

/** A lot cannot take part in anything before the day it was made. */
function checkBefore(
	ctx: Context,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, LockedLot>,
	eventTime: Date,
): EventProblem[] {
	const day = todayIn(ctx.tenant.timeZone, eventTime)
	return parts.flatMap((part) => {
		const madeOn = lots.get(part.lotId ?? '')?.manufacturedOn
		return madeOn && day < madeOn ? [{ code: 'before-lot' as const, path: part.path, detail: madeOn }] : []
	})
}

async function checkCycle(
	ctx: Context,
	rules: EventRules,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, LockedLot>,
): Promise<EventProblem[]> {
	if (!rules.link) return []
	const nodeOf = (part: EventPart) => lots.get(part.lotId ?? '')?.node
	const inputs = parts.filter((part) => part.side === 'input')
	const outputs = parts.flatMap((part) => (part.side === 'output' ? (nodeOf(part) ?? []) : []))
	if (outputs.length === 0 || inputs.length === 0) return []
	const reached = await reachedFrom(
		ctx,
		outputs,
		inputs.flatMap((part) => nodeOf(part) ?? []),
	)
	return inputs.flatMap((part) => {
		const node = nodeOf(part)
		return node !== undefined && reached.has(node)
			? [{ code: 'genealogy-cycle' as const, path: part.path, detail: lots.get(part.lotId ?? '')?.code ?? '' }]
			: []
	})
}

async function checkLocks(
	ctx: Context,
	rules: EventRules,
	parts: readonly EventPart[],
	lots: ReadonlyMap<string, LockedLot>,
): Promise<EventProblem[]> {
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
