import type { Refusal } from '#app/platform/http/form-refusal.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { sayEventProblems } from './event-problem-words.server.ts'
import type { EventProblem } from './event-request.ts'

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

/** The problems of an event beside the fields of its form, in the reader's language; the first of each field. */
export async function refuseEventForm(ctx: Context, problems: readonly EventProblem[]): Promise<Refusal> {
	const said = await sayEventProblems(ctx, problems)
	const fieldErrors: Record<string, string> = {}
	const whole: string[] = []
	for (const [index, { path }] of problems.entries()) {
		const message = said[index] ?? ''
		if (path === '') whole.push(message)
		else fieldErrors[fieldOf(path)] ??= message
	}
	return { ok: false, fieldErrors, ...(whole.length > 0 ? { formError: whole.join(' ') } : {}) }
}
