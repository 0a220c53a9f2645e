import { todayIn } from '#app/core/local-date.ts'
import { localized } from '#app/core/localized.ts'
import { err, ok, type Result } from '#app/core/result.ts'
import { ssccProblem } from '#app/features/lots/check-registration.model.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { type CreateShipmentError, createShipment } from '#app/features/shipping/create-shipment.server.ts'
import { type ShipShipmentError, shipShipment } from '#app/features/shipping/ship-shipment.server.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { type ProblemItem, problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { allContentsOf, bareSscc, lockContainer, markShipped, readSscc } from '../containers.queries.server.ts'
import { type EventProblem, eventRefusal } from '../event-request.ts'
import { refuseEvent, toEventBody } from './event-answers.ts'
import type { ReadEvent } from './read-event-call.server.ts'
import { AS_EVENT, SHIP_REFUSALS } from './ship-refusal-texts.ts'

const refused = (code: string, errors: ProblemItem[]): ApiAnswer =>
	refuse(problem(422, code, 'The event was refused and nothing of it was recorded; see errors.', errors))

/** What a shipment needs besides lots: whom it goes to, and from where. */
function missing({ language }: Context, { partyId, siteId }: ReadEvent): ProblemItem[] {
	const lacks = (path: string, code: 'party-missing' | 'site-missing') => ({
		path,
		code,
		message: localized(SHIP_REFUSALS[code], language),
	})
	return [...(partyId ? [] : [lacks('/party', 'party-missing')]), ...(siteId ? [] : [lacks('/site', 'site-missing')])]
}

/**
 * Sends lots to a customer as the shipping screen does: plans the shipment, decides on each lot by `shipment_gate`, books
 * it out, lets the customer see it, and mails them. All or nothing.
 * Errors: 403; 422 with `party-missing`, `site-missing`, those of `createShipment`, `gate-blocked` with what stops each
 * lot, and those of `recordEvent`.
 */
export async function shipByCall(ctx: Context, event: ReadEvent): Promise<ApiAnswer> {
	if (event.outputs.length > 0)
		return refuseEvent(ctx, eventRefusal([{ code: 'unexpected-outputs', path: 'outputs.0' }]))
	const opened = await openShipped(ctx, event)
	if (!opened.ok) return refuseEvent(ctx, eventRefusal([opened.error]))
	return opened.value ? sendLots(ctx, opened.value.event, opened.value.containerId) : sendLots(ctx, event, null)
}

type Opened = { event: ReadEvent; containerId: string } | null

/** A container that is shipped stands for what is inside; it is named alone. */
async function openShipped(ctx: Context, event: ReadEvent): Promise<Result<Opened, EventProblem>> {
	if (!event.container) return ok(null)
	const sscc = readSscc(event.container)
	if (!sscc) return err(ssccProblem(bareSscc(event.container), 'container'))
	if (event.inputs.length > 0) return err({ code: 'unexpected-inputs', path: 'inputs' })
	const container = await lockContainer(ctx, sscc)
	if (!container) return err({ code: 'unknown-container', path: 'container' })
	if (container.shippedAt) return err({ code: 'container-shipped', path: 'container', detail: sscc })
	if (container.parentId) return err({ code: 'packed-in-container', path: 'container', detail: sscc })
	const inputs = (await allContentsOf(ctx, container.id)).map(({ lotId, value, unit }) => ({
		lotId,
		quantity: { value, unit },
	}))
	return ok({ event: { ...event, inputs, container: null }, containerId: container.id })
}

async function sendLots(ctx: Context, event: ReadEvent, containerId: string | null): Promise<ApiAnswer> {
	const { partyId, siteId } = event
	if (!partyId || !siteId) {
		const errors = missing(ctx, event)
		return refused(errors[0]?.code ?? 'party-missing', errors)
	}
	const planned = await createShipment(
		ctx,
		{
			partyId,
			siteId,
			expectedOn: '',
			reference: event.reference ?? '',
			carrier: '',
			lines: event.inputs.map(({ lotId, quantity }) => ({ lotId, quantity: quantity.value, unit: quantity.unit })),
		},
		dayOf(ctx, event.eventTime),
	)
	if (!planned.ok) return refuseCreation(ctx, planned.error)
	if (containerId) await markShipped(ctx, containerId, planned.value.id)
	const sent = await shipShipment(ctx, { shipmentId: planned.value.id, eventTime: event.eventTime })
	return sent.ok ? answer(toEventBody(sent.value.event), { status: 201 }) : refuseSending(ctx, event, sent.error)
}

/** Conversions hold from a day to a day: those of the event's day count. */
function dayOf(ctx: Context, eventTime: ReadEvent['eventTime']): string {
	const at = new Date(eventTime ?? ctx.now)
	return todayIn(ctx.tenant.timeZone, Number.isNaN(at.getTime()) ? ctx.now : at)
}

const PATHS: Record<string, string> = { partyId: '/party', siteId: '/site', lines: '/inputs' }

const isOfEvent = (code: CreateShipmentError['code']): code is (typeof AS_EVENT)[number] =>
	AS_EVENT.some((one) => one === code)

async function refuseCreation(ctx: Context, { code, path, detail }: CreateShipmentError): Promise<ApiAnswer> {
	if (isOfEvent(code)) {
		const place = path.replace('lines', 'inputs').replace('.lotId', '')
		return refuseEvent(ctx, eventRefusal([{ code, path: place, ...(detail ? { detail } : {}) }]))
	}
	if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
	const pointer = PATHS[path] ?? `/${path.replace('lines', 'inputs').replace('lotId', 'lot').replaceAll('.', '/')}`
	const message = localized(SHIP_REFUSALS[code], ctx.language)
	return refused(code, [{ path: pointer, code, message, ...(detail ? { detail } : {}) }])
}

async function refuseSending(ctx: Context, event: ReadEvent, error: ShipShipmentError): Promise<ApiAnswer> {
	if (error.code === 'event-refused') return refuseEvent(ctx, error.refusal)
	if (error.code === 'gate-blocked')
		return refused(
			'gate-blocked',
			error.lots.flatMap(({ lotId, decision }) =>
				obstacles(decision).map((rule) => ({
					path: `/inputs/${event.inputs.findIndex((input) => input.lotId === lotId)}/lot`,
					code: rule.key,
					message: localized(rule.message, ctx.language),
				})),
			),
		)
	if (error.code === 'transition-refused')
		return refused(
			'transition-refused',
			error.refusals.map(({ code, message }) => ({ path: '', code, message: localized(message, ctx.language) })),
		)
	return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
}
