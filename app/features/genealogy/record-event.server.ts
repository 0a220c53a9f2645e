import type { Quantity } from '#app/core/quantity.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import type { LockedLot, StockChange } from '#app/features/lots/stock.queries.server.ts'
import { watchMeasurements } from '#app/features/quality/watch/watch-measurements.server.ts'
import { accountOf } from '#app/platform/auth/actor.model.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { TraceEventContainer } from './container.entity.server.ts'
import { changeContents, putInto } from './containers.queries.server.ts'
import { eventAttributes } from './event-attributes.server.ts'
import { EVENT_RULES, KEEPS_QUANTITY } from './event-kinds.model.ts'
import {
	type EventPart,
	type EventProblem,
	type EventRefusal,
	eventRefusal,
	type RecordEvent,
} from './event-request.ts'
import { followEvent } from './follow-event.server.ts'
import type { EventBalance, EventKind } from './genealogy.model.ts'
import { nodesOf } from './links.queries.server.ts'
import { type MadeLot, makeNewLots } from './make-new-lots.server.ts'
import { type PreparedEvent, prepareEvent } from './prepare-event.server.ts'
import { shareQuantities } from './share-quantity.model.ts'
import { strictestExpiry } from './strictest-expiry.ts'
import { type NewEvent, type NewLink, writeEvents } from './write-events.server.ts'

/** One lot of a recorded event: how much of it took part, and what of it is there now. */
export type RecordedLot = { lotId: string; code: string; quantity: Quantity; onHand: Quantity }

export type RecordedEvent = {
	id: string
	kind: EventKind
	eventTime: string
	inputs: RecordedLot[]
	outputs: RecordedLot[]
	decisionId: string | null
	/** Inputs against outputs and losses; null where they cannot be compared. */
	balance: EventBalance | null
}

/**
 * Records what happened to lots, all or nothing: locks the lots in the order of their ids, checks, changes stock in exact
 * decimals (units of one kind convert), makes new lots, writes the event and the links from parents to children, and
 * moves lots that are used up, received, destroyed or returned by their workflow. Children without an expiry take the
 * earliest of their parents. A match check is the caller's; its decision is passed as `decisionId`.
 * Errors, each with `path`: `forbidden`, `unknown-lot` (also of another tenant), `unknown-site`, `unknown-event`,
 * `inputs-missing`, `outputs-missing`, `unexpected-inputs`, `unexpected-outputs`, `not-a-quantity`,
 * `quantity-not-positive`, `unit-mismatch`, `invalid-time`, `time-in-future`, `before-lot` (earlier than a lot was made),
 * `duplicate-event` (one with the sender's id is there), `out-of-balance` (where the tenant refuses it),
 * `expires-after-parent`, those of containers (`container-missing`, `invalid-sscc`, `unknown-container`,
 * `container-shipped`, `container-cycle`, `packed-in-container`, `identifiers-missing` (a received device lacks what its label carries; `detail` names it), `not-in-container`, `unexpected-container`), `genealogy-cycle` (an output is among the ancestors of an input, or is it), `lot-locked` (its state forbids it; `detail`
 * is the state), `insufficient-quantity` (`detail` is what is there), `output-exceeds-input`, those of attributes
 * (`attributes.<key>`), and those of `registerLot` for new lots under `outputs.N.newLot`.
 */
export async function recordEvent(ctx: Context, event: RecordEvent): Promise<Result<RecordedEvent, EventRefusal>> {
	if (!ctx.ability.can('create', 'TraceEvent')) return err(eventRefusal([{ code: 'forbidden', path: '' }]))
	const attributes = await eventAttributes(ctx, event.attributes)
	if (!attributes.ok) return refuse(attributes.error)
	const prepared = await prepareEvent(ctx, event)
	if (!prepared.ok) return prepared
	const made = await makeNewLots(ctx, event, prepared.value)
	if (!made.ok) return refuse(made.error)
	const { plan, lots, times } = prepared.value
	const lines = [
		...plan.lines,
		...made.value.map((lot) => ({
			lotId: lot.id,
			role: 'output' as const,
			quantity: lot.quantity,
			unit: lot.unit,
			given: lot.given,
		})),
	]
	const stored: NewEvent = {
		kind: event.kind,
		lots: lines,
		...times,
		siteId: prepared.value.siteId,
		orderId: event.orderId ?? null,
		shipmentId: event.shipmentId ?? null,
		partyId: event.partyId ?? null,
		step: event.step ?? null,
		equipment: event.equipment ?? null,
		reference: event.reference ?? null,
		parameters: event.parameters ?? null,
		note: event.note ?? null,
		decisionId: event.decisionId ?? null,
		correctsId: event.correctsId ?? null,
		externalId: event.externalId ?? null,
		containerId: prepared.value.container?.id ?? null,
		balance: prepared.value.balance,
		attributes: attributes.value,
	}
	const [eventId] = await writeEvents(ctx, [stored], {
		stock: stockOf(event.kind, prepared.value),
		mayOverdraw: prepared.value.mayOverdraw,
		links: await linksOf(ctx, event.kind, prepared.value, made.value),
	})
	if (!eventId) throw new Error('An event was not written')
	if (prepared.value.container) await moveContents(ctx, event.kind, prepared.value, eventId)
	await followEvent(ctx, event.kind, { plan, lots })
	if (event.parameters) await watchMeasurements(ctx, { events: [eventId] })
	note(ctx, event, eventId, lines, prepared.value, made.value)
	return ok(answer(event, eventId, prepared.value, made.value))
}

const refuse = ([first, ...rest]: readonly EventProblem[]) => {
	if (!first) throw new Error('A refusal without a problem')
	return err(eventRefusal([first, ...rest]))
}

async function moveContents(
	ctx: Context,
	kind: EventKind,
	{ container, inner, plan }: PreparedEvent,
	eventId: string,
): Promise<void> {
	if (!container) return
	if (inner.length > 0) {
		const ids = inner.map(({ id }) => id)
		await ctx.em.insertMany(
			TraceEventContainer,
			ids.map((containerId) => ({ tenantId: ctx.tenant.id, eventId, containerId })),
		)
		return putInto(ctx, ids, kind === 'pack' ? container.id : null)
	}
	const sign = kind === 'pack' ? '' : '-'
	await changeContents(
		ctx,
		container.id,
		plan.lines.map((line) => ({ lotId: line.lotId, quantity: `${sign}${line.quantity}`, unit: line.unit })),
	)
}

const isOutputOf = (parts: readonly EventPart[], lotId: string) =>
	parts.some((part) => part.side === 'output' && part.lotId === lotId)
const inherits = (kind: EventKind, parts: readonly EventPart[], lotId: string) =>
	EVENT_RULES[kind].link !== null && isOutputOf(parts, lotId)

/** The stock of the lots that the event changes, and the expiry that children take from their parents. */
const stockOf = (kind: EventKind, { plan, parts, lots }: PreparedEvent): StockChange[] =>
	plan.stock.flatMap((stock) => {
		const expiresOn = inherits(kind, parts, stock.lotId) ? strictestExpiry(parts, lots) : null
		const own = lots.get(stock.lotId)?.expiresOn ?? null
		const inherited = expiresOn !== null && (own === null || (KEEPS_QUANTITY.has(kind) && expiresOn < own))
		return stock.changed || inherited ? [{ ...stock, expiresOn: inherited ? expiresOn : null }] : []
	})

async function linksOf(
	ctx: Context,
	kind: EventKind,
	prepared: PreparedEvent,
	made: readonly MadeLot[],
): Promise<NewLink[]> {
	const { link } = EVENT_RULES[kind]
	if (!link) return []
	const idOf = (part: EventPart) => part.lotId ?? made.find((lot) => lot.path === part.path)?.id ?? ''
	const inputs = prepared.parts.filter((part) => part.side === 'input')
	const outputs = prepared.parts.filter((part) => part.side === 'output')
	const fresh = await nodesOf(
		ctx,
		made.map((lot) => lot.id),
	)
	const nodeOf = (part: EventPart) => (prepared.lots.get(idOf(part))?.node ?? fresh.get(idOf(part))) as number
	const inLotUnits = inputs.map((part) => prepared.inLotUnit(part))
	const links = new Map<string, { parentNode: number; childNode: number; quantity: Quantity }>()
	const shares = shareQuantities(
		inLotUnits,
		outputs.map((part) => part.quantity),
	)
	for (const share of shares) {
		const parentNode = nodeOf(inputs[share.input] as EventPart)
		const childNode = nodeOf(outputs[share.output] as EventPart)
		const key = `${parentNode} ${childNode}`
		const before = links.get(key)?.quantity ?? { value: '0', unit: share.unit }
		links.set(key, {
			parentNode,
			childNode,
			quantity: prepared.sum(before, { value: share.quantity, unit: share.unit }),
		})
	}
	return [...links.values()].map(({ quantity, ...nodePair }) => ({
		...nodePair,
		kind: link,
		quantity: quantity.value,
		unit: quantity.unit,
		eventTime: prepared.times.eventTime,
	}))
}

function note(
	ctx: Context,
	event: RecordEvent,
	id: string,
	lines: readonly { lotId: string; role: string; quantity: string; unit: string }[],
	prepared: PreparedEvent,
	made: readonly MadeLot[],
): void {
	const codeOf = (lotId: string) =>
		prepared.lots.get(lotId)?.code ?? made.find((lot) => lot.id === lotId)?.code ?? lotId
	const label = event.reference ?? event.kind
	ctx.audit.record({
		action: `event.${event.kind}`,
		subject: { type: 'event', id, label },
		after: {
			eventTime: prepared.times.eventTime.toISOString(),
			lots: lines.map((line) => ({
				id: line.lotId,
				code: codeOf(line.lotId),
				role: line.role,
				quantity: `${line.quantity} ${line.unit}`,
			})),
			...(event.orderId ? { orderId: event.orderId } : {}),
			...(event.shipmentId ? { shipmentId: event.shipmentId } : {}),
			...(prepared.container ? { container: prepared.container.sscc } : {}),
			...(prepared.inner.length > 0 ? { containers: prepared.inner.map(({ sscc }) => sscc) } : {}),
			...(prepared.balance && !prepared.balance.within ? { balance: prepared.balance } : {}),
			by: accountOf(ctx.actor),
		},
		reason: event.note ?? null,
	})
}

function answer(event: RecordEvent, id: string, prepared: PreparedEvent, made: readonly MadeLot[]): RecordedEvent {
	const onHand = new Map(prepared.plan.stock.map((stock) => [stock.lotId, stock.onHand]))
	const toRecorded = (part: EventPart): RecordedLot => {
		const fresh = made.find((lot) => lot.path === part.path)
		if (fresh) {
			const quantity = { value: fresh.quantity, unit: fresh.unit }
			return { lotId: fresh.id, code: fresh.code, quantity, onHand: quantity }
		}
		const lot = prepared.lots.get(part.lotId ?? '') as LockedLot
		return {
			lotId: lot.id,
			code: lot.code,
			quantity: part.quantity,
			onHand: { value: onHand.get(lot.id) ?? lot.onHand, unit: lot.unit },
		}
	}
	return {
		id,
		kind: event.kind,
		eventTime: prepared.times.eventTime.toISOString(),
		inputs: prepared.parts.filter((part) => part.side === 'input').map(toRecorded),
		outputs: prepared.parts.filter((part) => part.side === 'output').map(toRecorded),
		decisionId: event.decisionId ?? null,
		balance: prepared.balance,
	}
}
