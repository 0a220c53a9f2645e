import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { type LocalizedText, localized } from '#app/core/localized.ts'
import type { AttributeValue } from '#app/features/dictionary/attribute.model.ts'
import { type ListedAttribute, readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { valueText } from '#app/features/dictionary/public-attributes.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type ListedEvent, listEvents } from '../event-list.queries.server.ts'
import { readEventList } from '../event-list.schema.ts'

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

/** The whole result of the list as a file, one row for each lot of an event, page by page, with the attributes that the reader may see. */
export async function loader(args: LoaderFunctionArgs) {
	const { cursor: _cursor, ...filter } = readEventList(new URL(args.request.url).searchParams)
	const first = await withContext(args, NEEDS, async (ctx) => ({
		language: ctx.language,
		attributes: (await readListAttributes(ctx, 'event')).filter((one) => one.deprecatedOn === null),
		page: await listEvents(ctx, filter, { limit: PAGE, lots: LOTS }),
	}))
	const t = serverText(first.language, 'genealogy')
	const say = (text: LocalizedText) => localized(text, first.language)
	const cell = (attribute: ListedAttribute, value: AttributeValue | undefined) =>
		value === undefined ? '' : say(valueText(attribute, value))
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
					...first.attributes.map((one) => cell(one, event.attributes[one.key])),
				]),
			)
			.join('')
	async function* lines() {
		yield CSV_START +
			csvLine([...HEADS.map((key) => t(`events.${key}`)), ...first.attributes.map((one) => say(one.label))])
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
