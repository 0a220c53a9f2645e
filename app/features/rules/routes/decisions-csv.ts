import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readDecisionFilter } from '../decisions/decision-filter.schema.ts'
import { type DecisionRow, listDecisions } from '../decisions/decision-log.queries.server.ts'
import { outcomeName } from '../sentence.ts'

const NEEDS = { can: ['read', 'Decision'] } as const
/** Rows of one unit of work. A reader that stops taking them stops the reading too. */
const PAGE = 500

/** The whole result of the decision log as a file, page by page. */
export async function loader(args: LoaderFunctionArgs) {
	const filter = readDecisionFilter(new URL(args.request.url).searchParams)
	const first = await withContext(args, NEEDS, async (ctx) => ({
		language: ctx.language,
		page: await listDecisions(ctx, filter, { limit: PAGE }),
	}))
	const t = serverText(first.language, 'rules')
	const line = (row: DecisionRow) =>
		csvLine([
			row.id,
			row.decidedAt,
			row.decidedBy,
			row.lot?.code,
			row.ruleSet,
			row.version,
			localized(outcomeName(row.outcome), first.language),
			row.because.map((title) => localized(title, first.language)).join('; '),
			row.missingFacts.join('; '),
		])
	const heads = ['id', 'when', 'by', 'lot', 'ruleSet', 'version', 'outcome', 'because', 'missing']
	async function* lines() {
		yield CSV_START + csvLine(heads.map((key) => t(`decisions.csv.${key}`)))
		let { page } = first
		while (true) {
			yield page.items.map(line).join('')
			const cursor = page.nextCursor
			if (!cursor) return
			page = await withContext(args, NEEDS, (ctx) => listDecisions(ctx, filter, { limit: PAGE, cursor }))
		}
	}
	return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="decisions.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
