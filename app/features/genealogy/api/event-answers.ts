import { type Language, localized } from '#app/core/localized.ts'
import type { LotProblemCode } from '#app/features/lots/lot.model.ts'
import { refuse } from '#app/platform/http/api-app.server.ts'
import type { ApiAnswer } from '#app/platform/http/endpoint.ts'
import { problem } from '#app/platform/http/problem.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { EVENT_PROBLEM_TEXTS } from '../event-problem-texts.ts'
import type { EventProblemCode, EventRefusal } from '../event-request.ts'
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

const own = (code: EventProblemCode): code is Exclude<EventProblemCode, LotProblemCode> =>
	Object.hasOwn(EVENT_PROBLEM_TEXTS, code)

const textOf = (code: EventProblemCode, detail: string, language: Language): string =>
	own(code)
		? localized(EVENT_PROBLEM_TEXTS[code], language)
		: serverText(language, 'lots')(`problem.${code}`, { detail })

/** Paths of `RecordEvent` as JSON pointers into the call. */
const pointer = (path: string): string =>
	`/${path.replace('newLot', 'lot').replace('siteId', 'site').replace('supplierId', 'supplier').replace('correctsId', 'corrects').replace('externalId', 'id').replaceAll('.', '/')}`

/** A refused event: 403 for `forbidden`, else 422 with every problem; `code` is that of the first. */
export function refuseEvent(refusal: EventRefusal, language: Language): ApiAnswer {
	if (refusal.code === 'forbidden') return refuse(problem(403, 'not-allowed', 'This key may not record that.'))
	const errors = refusal.problems.map(({ code, path, detail }) => ({
		path: pointer(path),
		code,
		message: textOf(code, detail ?? '', language),
		...(detail ? { detail } : {}),
	}))
	return refuse(problem(422, refusal.code, 'The event was refused and nothing of it was recorded; see errors.', errors))
}
