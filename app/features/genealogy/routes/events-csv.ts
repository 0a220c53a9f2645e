import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type ListedEvent, listEvents } from '../event-list.queries.server.ts'
import { eventListSchema } from '../event-list.schema.ts'

const NEEDS = { can: ['read', 'TraceEvent'] } as const
/** Events of one unit of work; a reader that stops taking them stops the reading too. */
const PAGE = 100
/** A file leaves no lot of an event out; a call has at most 5,000 on each side. */
const LOTS = 10_000
const HEADS = [
	'time',
	'kind',
	'lot',
	'role',
	'quantity',
	'unit',
	'site',
	'reference',
	'actor',
	'recorded',
	'mark',
	'id',
]

/** The whole result of the list as a file, one row for each lot of an event, page by page. */
export async function loader(args: LoaderFunctionArgs) {
	const { cursor: _cursor, ...filter } = eventListSchema.parse(
		Object.fromEntries([...new URL(args.request.url).searchParams].filter(([, value]) => value !== '')),
	)
	const first = await withContext(args, NEEDS, async (ctx) => ({
		language: ctx.language,
		page: await listEvents(ctx, filter, { limit: PAGE, lots: LOTS }),
	}))
	const t = serverText(first.language, 'genealogy')
	const rows = (event: ListedEvent) =>
		event.lots
			.map((lot) =>
				csvLine([
					event.eventTime,
					t(`kind.${event.kind}`),
					lot.code,
					t(`role.${lot.role}`),
					lot.quantity.value,
					lot.quantity.unit,
					event.siteName ? localized(event.siteName, first.language) : '',
					event.reference,
					event.actorName,
					event.recordedAt,
					event.corrected ? t('mark.corrected') : event.reconstructed ? t('mark.reconstructed') : '',
					event.id,
				]),
			)
			.join('')
	async function* lines() {
		yield CSV_START + csvLine(HEADS.map((key) => t(`events.${key}`)))
		let page = first.page
		while (true) {
			yield page.items.map(rows).join('')
			const cursor = page.nextCursor
			if (!cursor) return
			page = await withContext(args, NEEDS, (ctx) => listEvents(ctx, filter, { cursor, limit: PAGE, lots: LOTS }))
		}
	}
	return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="events.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}
