import { z } from 'zod'
import { localized } from '#app/core/localized.ts'
import { mountRecordSteps } from '#app/features/workflow/mount-record-steps.server.ts'
import { type ApiApp, answer, mountEndpoint, notFound, pageSchema, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type DeviationRow, listDeviations, readDeviation } from '../deviations.queries.server.ts'
import { moveDeviation } from '../move-deviation.server.ts'
import { openDeviation } from '../open-deviation.server.ts'
import { SEVERITIES } from '../quality.model.ts'

const TAG = 'Deviations'
const PATH = '/deviations'

const deviationSchema = z
	.object({
		id: z.uuid(),
		number: z.string(),
		title: z.string(),
		severity: z.enum(SEVERITIES),
		status: z.string(),
		category: z.string(),
		lot: z.object({ id: z.uuid(), code: z.string(), item: z.string() }),
		openedAt: z.iso.datetime(),
		closedAt: z.iso.datetime().nullable(),
		conclusion: z.string().nullable(),
		version: z.int(),
	})
	.meta({ id: 'Deviation' })

const openSchema = z.object({
	lot: z.string().trim().min(1).max(120).meta({ description: 'Code of a lot' }),
	title: z.string().trim().min(2).max(200),
	severity: z.enum(SEVERITIES),
	reason: z.string().trim().min(3).max(1_000).meta({ description: 'How it was found' }),
})

const querySchema = z.object({
	standing: z.enum(['open', 'closed']).optional(),
	severity: z.enum(SEVERITIES).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	cursor: z.string().max(80).optional(),
})

/** `GET /deviations`, `POST /deviations`, `GET /deviations/{id}` and `POST /deviations/{id}/transitions`. */
export function mountDeviations(api: ApiApp): void {
	mountEndpoint(api, {
		method: 'get',
		path: PATH,
		tag: TAG,
		summary: 'Deviations, the latest opened first',
		can: ['read', 'Deviation'],
		query: querySchema,
		answer: pageSchema(deviationSchema),
		handle: async (ctx, { query: { standing: status, severity, cursor, limit } }) => {
			const page = await listDeviations(ctx, { status, severity, cursor }, limit)
			return answer({ items: page.items.map((row) => bodyOf(ctx, row)), nextCursor: page.nextCursor })
		},
	})
	mountEndpoint(api, {
		method: 'post',
		path: PATH,
		tag: TAG,
		summary: 'Open a deviation about a lot; while it is open the lot is not released',
		can: ['create', 'Deviation'],
		body: openSchema,
		answer: deviationSchema,
		status: 201,
		handle: async (ctx, { body: { lot, ...said } }) => {
			const opened = await openDeviation(ctx, { lot: { code: lot }, ...said })
			if (opened.ok) return (await answerDeviation(ctx, opened.value.id, 201)) ?? notFound()
			const { code } = opened.error
			if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not do that.'))
			const errors = [{ path: code === 'unknown-lot' ? '/lot' : '/reason', code, message: `There is no lot ${lot}.` }]
			return refuse(problem(422, code, 'It was not opened; see errors.', errors))
		},
	})
	mountEndpoint(api, {
		method: 'get',
		path: `${PATH}/{id}`,
		tag: TAG,
		summary: 'One deviation',
		can: ['read', 'Deviation'],
		params: z.object({ id: z.uuid() }),
		answer: deviationSchema,
		handle: async (ctx, { params }) => (await answerDeviation(ctx, params.id)) ?? notFound(),
	})
	mountRecordSteps(api, {
		kind: 'deviation',
		path: PATH,
		tag: TAG,
		subject: 'Deviation',
		schema: deviationSchema,
		move: (ctx, id, step) => moveDeviation(ctx, { deviationId: id, ...step }),
		show: answerDeviation,
	})
}

async function answerDeviation(ctx: Context, id: string, status = 200): Promise<ApiAnswer | null> {
	const one = await readDeviation(ctx, id)
	return one ? answer(bodyOf(ctx, one), { status, version: one.version }) : null
}

const bodyOf = (ctx: Context, one: DeviationRow) => ({
	id: one.id,
	number: one.number,
	title: one.title,
	severity: one.severity,
	status: one.status,
	category: one.category,
	lot: { id: one.lotId, code: one.lotCode, item: localized(one.itemName, ctx.language) },
	openedAt: one.openedAt,
	closedAt: one.closedAt,
	conclusion: one.conclusion,
	version: one.version,
})
