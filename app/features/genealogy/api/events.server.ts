import { z } from 'zod'
import { askedAttributes } from '#app/features/dictionary/attribute-query.schema.ts'
import { refuseUnread } from '#app/features/dictionary/refuse-unread.server.ts'
import { type ApiApp, answer, mountEndpoint, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { correctEvent } from '../correct-event.server.ts'
import { type ListedEvent, listEvents } from '../event-list.queries.server.ts'
import { type EventPage, readEvent } from '../event-page.queries.server.ts'
import { recordEvent } from '../record-event.server.ts'
import { consumeByCall } from './consume-by-call.server.ts'
import { correctByCall, holdByCall, refuseCorrection } from './correct-by-call.server.ts'
import { refuseEvent, toEventBody } from './event-answers.ts'
import {
	eventCallSchema,
	eventDetailSchema,
	eventQuerySchema,
	eventSchema,
	listedEventSchema,
} from './event-schemas.ts'
import { type ReadEvent, readEventCall } from './read-event-call.server.ts'
import { shipByCall } from './ship-by-call.server.ts'

/** `POST /events`, `GET /events`, `GET /events/{id}`. */
export function mountEvents(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/events',
		tag: 'Events',
		summary:
			'Record what happened to lots, all or nothing; consume runs the match check first, ship the shipping checks (party and site needed), correct takes an event back',
		can: ['create', 'TraceEvent'],
		body: eventCallSchema,
		answer: eventSchema,
		status: 201,
		// A match check that stops a lot stays on record; with a correction before it, nothing stays.
		keepOnRefusal: ({ body }) => body.kind === 'consume' && !body.corrects,
		handle: async (ctx, { body }) => {
			const read = await readEventCall(ctx, body)
			if (!read.ok)
				return refuse(
					problem(
						422,
						'gtin-mismatch',
						'The event was refused and nothing of it was recorded; see errors.',
						read.error,
					),
				)
			if (body.kind === 'correct') return correctByCall(ctx, read.value)
			if (body.kind === 'hold') return holdByCall(ctx, read.value)
			return (await takeBackFirst(ctx, read.value)) ?? recordByCall(ctx, read.value)
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/events',
		tag: 'Events',
		summary: 'Events, latest first, narrowed by kind, time, site, lot, actor and attributes',
		can: ['read', 'TraceEvent'],
		query: eventQuerySchema,
		answer: z.object({ items: z.array(listedEventSchema), nextCursor: z.string().nullable() }),
		handle: async (ctx, { query: { limit, cursor, attribute, ...filter } }) => {
			const attributes = askedAttributes(attribute)
			const refused = await refuseUnread(ctx, 'event', attributes)
			if (refused) return refused
			const page = await listEvents(ctx, { ...filter, attributes }, { limit, cursor })
			return answer({ items: page.items.map(toListed), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: '/events/{id}',
		tag: 'Events',
		summary: 'One event with its lots, links and corrections',
		can: ['read', 'TraceEvent'],
		params: z.object({ id: z.uuid() }),
		answer: eventDetailSchema,
		handle: async (ctx, { params }) => {
			const event = await readEvent(ctx, params.id)
			return event ? answer(toDetail(event)) : refuse(problem(404, 'not-found', 'There is no such event.'))
		},
	})
}

/** What a corrected event should have been is recorded after the wrong one is taken back, or neither is. */
async function takeBackFirst(ctx: Context, event: ReadEvent): Promise<ApiAnswer | null> {
	if (!event.correctsId || event.kind === 'adjust') return null
	const corrected = await correctEvent(ctx, { eventId: event.correctsId, reason: event.note ?? '' })
	return corrected.ok ? null : refuseCorrection(ctx, corrected.error)
}

async function recordByCall(ctx: Context, event: ReadEvent): Promise<ApiAnswer> {
	if (event.kind === 'consume') return consumeByCall(ctx, event)
	if (event.kind === 'ship') return shipByCall(ctx, event)
	const { order: _order, ...rest } = event
	const recorded = await recordEvent(ctx, rest)
	return recorded.ok ? answer(toEventBody(recorded.value), { status: 201 }) : refuseEvent(ctx, recorded.error)
}

const toListed = ({ actorName, siteId, siteName: _name, correctsId, lots, ...event }: ListedEvent) => ({
	...event,
	actor: actorName,
	site: siteId,
	corrects: correctsId,
	lots: lots.map(({ id: lot, ...part }) => ({ lot, ...part })),
})

const toDetail = (event: EventPage) => ({
	id: event.id,
	kind: event.kind,
	eventTime: event.eventTime,
	recordedAt: event.recordedAt,
	actor: event.actorName,
	reference: event.reference,
	corrected: event.correctedBy.some((other) => other.kind === 'correct'),
	reconstructed: event.reconstructed,
	balance: event.balance,
	lotCount: event.lotCount,
	lots: event.lots.map(({ id: lot, code, role, quantity, given }) => ({
		lot,
		code,
		role,
		quantity,
		...(given ? { given } : {}),
	})),
	step: event.step,
	equipment: event.equipment,
	startedAt: event.startedAt,
	finishedAt: event.finishedAt,
	note: event.note,
	externalId: event.externalId,
	attributes: event.attributes,
	container: event.container?.sscc ?? null,
	containers: event.inner.map(({ sscc }) => sscc),
	order: event.order?.number ?? null,
	parameters: event.parameters,
	corrects: event.corrects?.id ?? null,
	correctedBy: event.correctedBy.map((other) => other.id),
	links: event.links.map(({ parentId, childId, kind, quantity, void: isVoid }) => ({
		parent: parentId,
		child: childId,
		kind,
		quantity,
		void: isVoid,
	})),
})
