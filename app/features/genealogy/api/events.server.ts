import { type ApiApp, answer, mountEndpoint, refuse } from '#app/platform/http/api-app.server.ts'
import { problem } from '#app/platform/http/problem.ts'
import { recordEvent } from '../record-event.server.ts'
import { consumeByCall } from './consume-by-call.server.ts'
import { refuseEvent, toEventBody } from './event-answers.ts'
import { eventCallSchema, eventSchema } from './event-schemas.ts'
import { readEventCall } from './read-event-call.server.ts'
import { shipByCall } from './ship-by-call.server.ts'

/** `POST /events`. */
export function mountEvents(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'post',
		path: '/events',
		tag: 'Events',
		summary:
			'Record what happened to lots, all or nothing; consume runs the match check first, ship the shipping checks (party and site needed)',
		can: ['create', 'TraceEvent'],
		body: eventCallSchema,
		answer: eventSchema,
		status: 201,
		// A match check that stops a lot stays on record.
		keepOnRefusal: ({ body }) => body.kind === 'consume',
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
			if (body.kind === 'consume') return consumeByCall(ctx, read.value)
			if (body.kind === 'ship') return shipByCall(ctx, read.value)
			const { order: _order, ...event } = read.value
			const recorded = await recordEvent(ctx, event)
			return recorded.ok
				? answer(toEventBody(recorded.value), { status: 201 })
				: refuseEvent(recorded.error, ctx.language)
		},
	})
}
