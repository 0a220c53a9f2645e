import type { LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { readCase } from '../case.queries.server.ts'
import { readNotices } from '../case-notices.queries.server.ts'

const HEADS = [
	'party',
	'name',
	'country',
	'email',
	'lot',
	'shipped',
	'unit',
	'returned',
	'quarantined',
	'used',
	'destroyed',
	'unknown',
	'status',
	'sent',
	'opened',
	'answered',
	'answeredBy',
	'reminders',
	'comment',
] as const

/** Every line of every notice as a file, one row for each consignee and lot. */
export async function loader(args: LoaderFunctionArgs) {
	const file = await withContext(args, { can: ['read', 'Recall'] }, async (ctx) => {
		const recall = /^[0-9a-f-]{36}$/i.test(args.params.id ?? '') ? await readCase(ctx, args.params.id ?? '') : null
		if (!recall) return null
		const t = serverText(ctx.language, 'recall')
		const rows = (await readNotices(ctx, recall.id)).flatMap((notice) =>
			notice.lines.map((line) =>
				csvLine([
					notice.party.code,
					localized(notice.party.name, ctx.language),
					notice.party.country,
					notice.email,
					line.code,
					line.shipped,
					line.unit,
					line.answer?.returned,
					line.answer?.quarantined,
					line.answer?.used,
					line.answer?.destroyed,
					line.answer?.unknown ?? line.shipped,
					t(`notice.${notice.status}`),
					notice.sentAt,
					notice.openedAt,
					notice.answeredAt,
					notice.answeredBy,
					notice.reminders,
					notice.comment,
				]),
			),
		)
		return { name: recall.number, text: CSV_START + csvLine(HEADS.map((key) => t(`csv.${key}`))) + rows.join('') }
	})
	if (!file) throw new Response('Not Found', { status: 404 })
	return new Response(file.text, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="${file.name}-notices.csv"`,
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
