import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs } from '#app/platform/request/with-context.server.ts'

/** The feature's texts in the language of whoever sent the request. */
export async function calendarTextFor(request: Request) {
	const person = await whoIs(request)
	return serverText(await languageOf(request, { account: person?.account.language ?? null }), 'calendars')
}
