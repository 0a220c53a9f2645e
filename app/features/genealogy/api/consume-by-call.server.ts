import { localizeDeep } from '#app/core/localize-deep.ts'
import { localized } from '#app/core/localized.ts'
import { type RecordConsumptionError, recordConsumption } from '#app/features/production/record-consumption.server.ts'
import type { StoredDecision } from '#app/features/rules/decide-by-rules.server.ts'
import { obstacles } from '#app/features/rules/decision-checks.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { eventRefusal } from '../event-request.ts'
import { refuseEvent, toEventBody } from './event-answers.ts'
import type { ReadEvent } from './read-event-call.server.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Records a consumption after the match check of each lot; a check that stops one is kept and answered with 422. */
export async function consumeByCall(ctx: Context, event: ReadEvent): Promise<ApiAnswer> {
	const { order, kind: _kind, ...rest } = event
	const by = order === null ? {} : UUID.test(order) ? { orderId: order } : { orderNumber: order }
	const consumed = await recordConsumption(ctx, { ...rest, ...by })
	if (!consumed.ok) return refuseConsumption(ctx, consumed.error)
	const decisions = consumed.value.decisions.map((decision) => localizeDeep(decision, ctx.language))
	return answer(
		{ ...toEventBody(consumed.value.event), ...(decisions.length > 0 ? { decision: decisions[0], decisions } : {}) },
		{ status: 201 },
	)
}

const ORDER_NEEDED = {
	en: 'Name a running order by its id or number.',
	'zh-CN': '请用 id 或编号指明进行中的生产订单。',
}

async function refuseConsumption(ctx: Context, error: RecordConsumptionError): Promise<ApiAnswer> {
	if (error.code === 'event-refused') return refuseEvent(ctx, error.refusal)
	if (error.code === 'unknown-lot') return refuseEvent(ctx, eventRefusal([{ code: 'unknown-lot', path: error.path }]))
	if (error.code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
	if (error.code === 'match-blocked') return blocked(ctx, error.decision, error.path)
	return refuse(
		problem(422, error.code, 'There is no such order, or nothing may be used for it now.', [
			{ path: '/order', code: error.code, message: localized(ORDER_NEEDED, ctx.language) },
		]),
	)
}

function blocked(ctx: Context, decision: StoredDecision, path: string): ApiAnswer {
	const errors = obstacles(decision).map((rule) => ({
		path: `/${path.replaceAll('.', '/')}`,
		code: rule.key,
		message: localized(rule.message, ctx.language),
	}))
	const body = problem(
		422,
		'match-blocked',
		'The match check stopped the lot; nothing was recorded but the decision.',
		errors,
	)
	return refuse({ ...body, decision: localizeDeep(decision, ctx.language) } as typeof body)
}
