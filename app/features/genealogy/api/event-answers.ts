import { refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { sayEventProblems } from '../event-problem-words.server.ts'
import type { EventRefusal } from '../event-request.ts'
import type { RecordedEvent, RecordedLot } from '../record-event.server.ts'

const toLot = ({ lotId, code, quantity, onHand }: RecordedLot) => ({ lot: lotId, code, quantity, onHand })

/** A recorded event in the interface's shape. */
export const toEventBody = ({ id, kind, eventTime, inputs, outputs, balance }: RecordedEvent) => ({
	id,
	kind,
	eventTime,
	inputs: inputs.map(toLot),
	outputs: outputs.map(toLot),
	balance,
})

/** Paths of `RecordEvent` as JSON pointers into the call. */
const pointer = (path: string): string =>
	`/${path.replace('newLot', 'lot').replace('siteId', 'site').replace('supplierId', 'supplier').replace('correctsId', 'corrects').replace('externalId', 'id').replaceAll('.', '/')}`

/** A refused event: 403 for `forbidden`, else 422 with every problem; `code` is that of the first. */
export async function refuseEvent(ctx: Context, refusal: EventRefusal): Promise<ApiAnswer> {
	if (refusal.code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
	const said = await sayEventProblems(ctx, refusal.problems)
	const errors = refusal.problems.map(({ code, path, detail }, index) => ({
		path: pointer(path),
		code,
		message: said[index] ?? '',
		...(detail ? { detail } : {}),
	}))
	return refuse(problem(422, refusal.code, 'The event was refused and nothing of it was recorded; see errors.', errors))
}
