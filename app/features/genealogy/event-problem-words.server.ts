import { detailInWords } from '#app/core/detail-in-words.ts'
import { type Language, localized } from '#app/core/localized.ts'
import type { LotProblemCode } from '#app/features/lots/lot.model.ts'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { EVENT_PROBLEM_TEXTS } from './event-problem-texts.ts'
import type { EventProblem } from './event-request.ts'

const isOwn = (code: string): code is keyof typeof EVENT_PROBLEM_TEXTS => Object.hasOwn(EVENT_PROBLEM_TEXTS, code)

/** A detail as people read it: a state by its title, an amount with its unit's symbol. */
function inWords({ code, detail }: EventProblem, states: readonly LotState[], language: Language): string {
	if (!detail) return ''
	if (code === 'lot-locked') return localized(lotStateLook(states, detail).title, language)
	return detailInWords(detail, language)
}

/** The sentence with what it is about before its full stop. */
const withDetail = (said: string, detail: string, language: Language): string =>
	language === 'zh-CN' ? `${said.replace(/。$/u, '')}（${detail}）。` : `${said.replace(/\.$/, '')} (${detail}).`

/** What is wrong with an event in the reader's language, problem by problem: what is not right and what it is about. */
export async function sayEventProblems(ctx: Context, problems: readonly EventProblem[]): Promise<string[]> {
	const states = problems.some(({ code }) => code === 'lot-locked') ? await readLotStates(ctx) : []
	const lotText = serverText(ctx.language, 'lots')
	return problems.map((problem) => {
		const { code } = problem
		const detail = inWords(problem, states, ctx.language)
		if (!isOwn(code)) return lotText(`problem.${code as LotProblemCode}`, { detail })
		const said = localized(EVENT_PROBLEM_TEXTS[code], ctx.language)
		return detail ? withDetail(said, detail, ctx.language) : said
	})
}
