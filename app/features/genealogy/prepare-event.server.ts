import { add, convert, type Quantity, roundToStored } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { LockedLot } from '#app/features/lots/stock.queries.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { checkPacked, openContainer } from './check-containers.server.ts'
import { checkLots } from './check-lots.server.ts'
import type { LockedContainer } from './containers.queries.server.ts'
import { balanceEvent, scrapOf } from './event-balance.model.ts'
import { EVENT_RULES } from './event-kinds.model.ts'
import { type EventPolicy, isEventIdTaken } from './event-policy.queries.server.ts'
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
import type { EventBalance, EventKind } from './genealogy.model.ts'
import { lockEventLots, missingReferences, receiptsOf } from './links.queries.server.ts'
import { openNested } from './nested-containers.server.ts'
import { partsInOwnUnits } from './parts-in-own-units.server.ts'
import { type EventPlan, planEvent } from './plan-event.ts'

export type EventTimes = { eventTime: Date; timeZoneOffset: string; startedAt: Date | null; finishedAt: Date | null }

/** An event that may happen: its lots are locked, its stock worked out. */
export type PreparedEvent = {
	parts: EventPart[]
	lots: ReadonlyMap<string, LockedLot>
	plan: EventPlan
	times: EventTimes
	siteId: string | null
	container: LockedContainer | null
	/** Containers that go into it or come out of it. */
	inner: LockedContainer[]
	balance: EventBalance | null
	/** Lots may end below nothing: the tenant allows it, and it is flagged. */
	mayOverdraw: boolean
	/** The quantity of a part with an existing lot, in that lot's unit. */
	inLotUnit: (part: EventPart) => Quantity
	sum: (a: Quantity, b: Quantity) => Quantity
}

/** Locks the lots of an event and finds everything that speaks against it; new lots are checked when they are made. */
export async function prepareEvent(ctx: Context, event: RecordEvent): Promise<Result<PreparedEvent, EventRefusal>> {
	const rules = EVENT_RULES[event.kind]
	const said = partsOf(event)
	const times = readTimes(ctx, event)
	const siteId = event.siteId ?? (ctx.actor.kind === 'person' ? ctx.actor.siteId : null) ?? null
	const shape = [
		...checkParts(event, said),
		...times.problems,
		...(await checkReferences(ctx, siteId, event.correctsId ?? null)),
	]
	const early = refusal(shape)
	if (early) return early
	if (event.externalId && (await isEventIdTaken(ctx, event.externalId)))
		return err(eventRefusal([{ code: 'duplicate-event', path: 'externalId', detail: event.externalId }]))
	const container = await openContainer(ctx, event, siteId)
	if (!container.ok) return err(eventRefusal([container.error]))
	const nested = await openNested(ctx, event, container.value)
	if (!nested.ok) return err(eventRefusal([nested.error]))
	const asked = nested.value?.parts ?? said
	const { policy, ...ground } = await lockEventLots(
		ctx,
		[...new Set(asked.flatMap((part) => part.lotId ?? []))],
		rules.link ? { outputs: idsOf(asked, 'output'), inputs: idsOf(asked, 'input') } : { outputs: [], inputs: [] },
	)
	const lots = new Map(ground.lots.map((lot) => [lot.id, lot]))
	const unknown = asked.filter((part) => part.lotId !== null && !lots.has(part.lotId))
	const missing = refusal(unknown.map((part) => ({ code: 'unknown-lot', path: part.path })))
	if (missing) return missing
	const parts = await partsInOwnUnits(ctx, asked, lots, times.value.eventTime)
	const plan = await planOf(ctx, event.kind, parts, lots, policy)
	const balance = balanceOf(event, parts, policy)
	const pathOf = (lotId: string) => parts.find((part) => part.lotId === lotId)?.path ?? ''
	const problems = [
		...(await checkLots(ctx, event, { parts, lots, circle: new Set(ground.circle), eventTime: times.value.eventTime })),
		...plan.problems,
		// Lots that move with their container stay in it: nothing more is packed, nothing less is free.
		...(nested.value
			? []
			: await checkPacked(ctx, event, { plan, lots, pathOf, packed: ground.packed }, container.value)),
		...checkBalance(balance, policy),
	]
	return (
		refusal(problems) ??
		ok({
			parts,
			lots,
			plan,
			times: times.value,
			siteId,
			container: container.value,
			inner: nested.value?.inner ?? [],
			balance,
			mayOverdraw: policy.allowNegativeStock,
			inLotUnit: (part) => inLotUnit(part, lots),
			sum: sumOf,
		})
	)
}

function balanceOf(event: RecordEvent, parts: readonly EventPart[], policy: EventPolicy): EventBalance | null {
	const of = (side: EventPart['side']) => parts.filter((part) => part.side === side).map((part) => part.quantity)
	const amounts = { inputs: of('input'), outputs: of('output'), scrap: scrapOf(event.parameters) }
	return balanceEvent(event.kind, amounts, policy.balanceTolerance)
}

const checkBalance = (balance: EventBalance | null, policy: EventPolicy): EventProblem[] =>
	balance && !balance.within && policy.balanceRule === 'refuse'
		? [
				{
					code: 'out-of-balance',
					path: 'outputs',
					detail: `${balance.input} ${balance.unit} → ${balance.output} + ${balance.scrap} ${balance.unit}, ${balance.differencePercent} %`,
				},
			]
		: []

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
	policy: EventPolicy,
): Promise<EventPlan> {
	const history = kind === 'receive' ? await receiptsOf(ctx, [...lots.keys()]) : new Map<string, never>()
	const planned = [...lots.values()].map((lot) => ({
		received: '0',
		stockedAtStart: false,
		...lot,
		...history.get(lot.id),
	}))
	return planEvent(kind, parts, new Map(planned.map((lot) => [lot.id, lot])), {
		allowNegative: policy.allowNegativeStock,
	})
}

const idsOf = (parts: readonly EventPart[], side: EventPart['side']): string[] =>
	parts.flatMap((part) => (part.side === side ? (part.lotId ?? []) : []))
