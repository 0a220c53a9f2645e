import { type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'

/** The feature's texts in the language of a request. */
export const networkText = async (request: Request) => serverText(await languageOf(request), 'network')

/** A refusal of one of the feature's use cases in words, with the next step. */
export const networkRefusal = (t: Awaited<ReturnType<typeof networkText>>, code: string): Refusal =>
	wholeRefusal(t(`problem.${code}`, { defaultValue: t('problem.other') }))
