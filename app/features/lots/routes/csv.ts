import { Readable } from 'node:stream'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { CSV_START, csvLine } from '#app/core/csv-line.ts'
import { localized } from '#app/core/localized.ts'
import { type ListedAttribute, readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { valueText } from '#app/features/dictionary/public-attributes.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { lotStateLook } from '../lot-state-look.ts'
import { type LotState, readLotStates } from '../lot-states.queries.server.ts'
import { type LotRecord, listLots } from '../lots.queries.server.ts'
import { MOST_FILTERED, readLotList } from '../lots.schema.ts'
import { mayOpenLots } from '../may-open-lots.ts'

const NEEDS = { can: ['read', 'Lot'] } as const
/** Rows of one unit of work. A reader that stops taking them stops the reading too. */
const PAGE = 500

/** The whole result of the list as a file, with the attributes that the reader may see, page by page, so that a million lots need no more memory than 500. */
export async function loader(args: LoaderFunctionArgs) {
	const params = readLotList(new URL(args.request.url).searchParams)
	if (params.leftOff > 0) {
		const t = serverText(await languageOf(args.request), 'lots')
		throw new Response(t('list.leftOff', { count: params.leftOff, most: MOST_FILTERED }), { status: 422 })
	}
	const first = await withContext(args, NEEDS, async (ctx) => {
		if (!mayOpenLots(ctx)) throw new Response('Forbidden', { status: 403 })
		const page = await listLots(ctx, { ...params, cursor: undefined, limit: PAGE })
		return {
			language: ctx.language,
			states: await readLotStates(ctx),
			attributes: (await readListAttributes(ctx, 'lot')).filter((one) => one.deprecatedOn === null),
			page,
		}
	})
	const t = serverText(first.language, 'lots')
	const say = (text: { en: string; 'zh-CN': string }) => localized(text, first.language)
	const line = (lot: LotRecord) =>
		csvLine([...cellsOf(lot, first.states, say), ...attributeCells(lot, first.attributes, say)])
	const heads = [
		'lot',
		'sku',
		'item',
		'status',
		'supplier',
		'supplierLot',
		'quantity',
		'onHand',
		'unit',
		'madeOn',
		'expiresOn',
		'site',
		'gtin',
		'updated',
	]
	async function* lines() {
		yield CSV_START +
			csvLine([...heads.map((key) => t(`list.${key}`)), ...first.attributes.map((one) => say(one.label))])
		let page = first.page
		while (true) {
			yield page.items.map(line).join('')
			const cursor = page.nextCursor
			if (!cursor) return
			page = await withContext(args, NEEDS, (ctx) => listLots(ctx, { ...params, cursor, limit: PAGE }))
		}
	}
	return new Response(createReadableStreamFromReadable(Readable.from(lines())), {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': 'attachment; filename="lots.csv"',
			'Cache-Control': 'no-store',
			'X-Content-Type-Options': 'nosniff',
		},
	})
}

const attributeCells = (
	lot: LotRecord,
	attributes: readonly ListedAttribute[],
	say: (text: { en: string; 'zh-CN': string }) => string,
) =>
	attributes.map((attribute) => {
		const value = lot.attributes[attribute.key]
		return value === undefined ? '' : say(valueText(attribute, value))
	})

const cellsOf = (
	lot: LotRecord,
	states: readonly LotState[],
	say: (text: { en: string; 'zh-CN': string }) => string,
) => [
	lot.code,
	lot.item.sku,
	say(lot.item.name),
	say(lotStateLook(states, lot.status).title),
	lot.supplier ? say(lot.supplier.name) : '',
	lot.supplierLot,
	lot.quantity.value,
	lot.onHand.value,
	lot.quantity.unit,
	lot.manufacturedOn,
	lot.expiresOn,
	lot.site ? say(lot.site.name) : '',
	lot.gtin,
	lot.updatedAt,
]
