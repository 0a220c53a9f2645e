import { type LocalizedText, localized } from '#app/core/localized.ts'
import { holdLots } from '#app/features/lots/hold-lots.server.ts'
import { answer, refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { type CorrectEventError, correctEvent } from '../correct-event.server.ts'
import { CORRECTION_TEXTS } from '../correction-texts.ts'
import { readEvent } from '../event-page.queries.server.ts'
import { eventRefusal } from '../event-request.ts'
import { newestHoldEvent } from '../hold-event.queries.server.ts'
import { refuseEvent } from './event-answers.ts'
import type { ReadEvent } from './read-event-call.server.ts'

/** The places of a call that the errors of a correction speak of. */
const PATHS: Partial<Record<CorrectEventError['code'], string>> = { 'reason-missing': '/note' }

/** A correction that was refused, with code, place and reason. */
export function refuseCorrection(ctx: Context, { code, detail }: CorrectEventError): ApiAnswer {
	if (code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
	const message = localized(CORRECTION_TEXTS[code], ctx.language)
	return refuse(
		problem(422, code, 'Nothing was corrected; see errors.', [
			{ path: PATHS[code] ?? '/corrects', code, message, ...(detail ? { detail } : {}) },
		]),
	)
}

/** Takes an event back; the answer is the correction, with what came back into stock and what went out of it. */
export async function correctByCall(ctx: Context, event: ReadEvent): Promise<ApiAnswer> {
	const corrected = await correctEvent(ctx, { eventId: event.correctsId ?? '', reason: event.note ?? '' })
	return corrected.ok ? answerEvent(ctx, corrected.value.correctionId) : refuseCorrection(ctx, corrected.error)
}

const NOT_HELD: Record<'forbidden' | 'unknown-lot', LocalizedText> = {
	forbidden: { en: 'This key may not hold this lot.', 'zh-CN': '此密钥无权冻结该批次。' },
	'unknown-lot': { en: 'There is no such lot.', 'zh-CN': '没有此批次。' },
}

/** Places a hold on lots, for the reason in `note`; the answer is the event of the last of them. */
export async function holdByCall(ctx: Context, event: ReadEvent): Promise<ApiAnswer> {
	const lotIds = event.inputs.map(({ lotId }) => lotId)
	if (lotIds.length === 0) return refuseEvent(ctx, eventRefusal([{ code: 'inputs-missing', path: 'inputs' }]))
	const held = await holdLots(ctx, { lotIds, reason: event.note ?? '' })
	if (!held.ok) {
		const errors = held.error.lots.map(({ lotId, error }) => ({
			path: `/inputs/${lotIds.indexOf(lotId)}/lot`,
			code: error.code,
			message:
				error.code === 'transition-refused'
					? error.refusals.map((refusal) => localized(refusal.message, ctx.language)).join(' ')
					: localized(NOT_HELD[error.code === 'forbidden' ? 'forbidden' : 'unknown-lot'], ctx.language),
		}))
		const missing = {
			path: '/note',
			code: 'reason-missing',
			message: localized(CORRECTION_TEXTS['reason-missing'], ctx.language),
		}
		return refuse(
			problem(422, held.error.code, 'Nothing was held; see errors.', errors.length > 0 ? errors : [missing]),
		)
	}
	return answerEvent(ctx, await newestHoldEvent(ctx, lotIds))
}

async function answerEvent(ctx: Context, id: string): Promise<ApiAnswer> {
	const event = await readEvent(ctx, id)
	if (!event) throw new Error('An event that was just written is not to be read')
	const of = (role: string) =>
		event.lots
			.filter((lot) => lot.role === role)
			.map(({ id: lot, code, quantity }) => ({ lot, code, quantity, onHand: event.onHand[lot] ?? quantity }))
	return answer(
		{
			id: event.id,
			kind: event.kind,
			eventTime: event.eventTime,
			inputs: [...of('input'), ...of('subject')],
			outputs: of('output'),
		},
		{ status: 201 },
	)
}
