import { amountInWords } from '#app/core/amount-in-words.ts'
import { localized } from '#app/core/localized.ts'
import type { LotProblemCode } from '#app/features/lots/lot.model.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import type { Refusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_PROBLEM_TEXTS } from './event-problem-texts.ts'
import type { EventProblem } from './event-request.ts'

const isOwn = (code: string): code is keyof typeof EVENT_PROBLEM_TEXTS => Object.hasOwn(EVENT_PROBLEM_TEXTS, code)

/** What the form asks of a new lot, beside its row. */
const OF_NEW_LOT = /^(outputs\.\d+)\.newLot\.(revision|line|manufacturedOn|expiresOn|attributes\..+)$/

/** Where the form asks for what a place of an event is about. */
const fieldOf = (path: string): string =>
	path
		.replace(OF_NEW_LOT, '$1.$2')
		.replace(/^outputs\.\d+\.newLot\.siteId$/, 'siteId')
		.replace(/^(outputs\.\d+)\.newLot\..*$/, '$1.lot')
		.replace(/^(inputs|outputs)\.(\d+)$/, '$1.$2.lot')
		.replace(/^(inputs|outputs)$/, '$1.0.lot')
		.replace(/^containers\.\d+$/, 'containers')
		.replace(/^attributes\./, 'dictionary.')

/** A detail as people read it: a state by its title, an amount with its unit's symbol. */
function inWords(ctx: Context, { code, detail }: EventProblem, states: readonly LotState[]): string {
	if (code === 'lot-locked') return localized(lotStateLook(states, detail ?? '').title, ctx.language)
	return amountInWords(detail ?? '', ctx.language)
}

/** The problems of an event beside the fields of its form, in the reader's language; the first of each field. */
export async function refuseEventForm(ctx: Context, problems: readonly EventProblem[]): Promise<Refusal> {
	const lotText = serverText(ctx.language, 'lots')
	const states = problems.some(({ code }) => code === 'lot-locked') ? await readLotStates(ctx) : []
	const fieldErrors: Record<string, string> = {}
	const whole: string[] = []
	for (const problem of problems) {
		const { code, path } = problem
		const detail = inWords(ctx, problem, states)
		const said = isOwn(code)
			? localized(EVENT_PROBLEM_TEXTS[code], ctx.language)
			: lotText(`problem.${code as LotProblemCode}`, { detail })
		const message = detail && isOwn(code) ? `${said} (${detail})` : said
		if (path === '') whole.push(message)
		else fieldErrors[fieldOf(path)] ??= message
	}
	return { ok: false, fieldErrors, ...(whole.length > 0 ? { formError: whole.join(' ') } : {}) }
}
