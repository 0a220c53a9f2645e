import type { TFunction } from 'i18next'
import type { ListedAttribute } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { attributeColumn } from '#app/features/dictionary/ui/attribute-columns.tsx'
import type { DueMoments } from '#app/features/workflow/deadlines.queries.server.ts'
import { DueIn } from '#app/features/workflow/ui/due-in.tsx'
import type { Reader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import type { LotState } from '../lot-states.queries.server.ts'
import type { LotRecord } from '../lots.queries.server.ts'
import type { LotColumn, LotListParams } from '../lots.schema.ts'
import { LotStatus } from './lot-status.tsx'

type Setting = {
	t: TFunction
	reader: Reader
	states: readonly LotState[]
	due: DueMoments
	search: URLSearchParams
	params: LotListParams
	/** Those that are columns. */
	attributes: readonly ListedAttribute[]
}

/** The table's columns: lot and status always, the others as chosen. Only what the database can sort fast can be sorted. */
export function lotColumns(chosen: readonly LotColumn[], setting: Setting): Column<LotRecord>[] {
	const { t, states, due } = setting
	const optional = optionalColumns(setting)
	return [
		{
			key: 'lot',
			header: t('list.lot'),
			role: 'key',
			...sorting('code', setting),
			cell: (lot) => (
				<AppLink to={`/lots/${lot.id}`} className="mono">
					{lot.code}
				</AppLink>
			),
		},
		...chosen.filter((key) => key === 'item').map((key) => optional[key]),
		{
			key: 'status',
			header: t('list.status'),
			role: 'aside',
			cell: (lot) => (
				<>
					<LotStatus states={states} status={lot.status} />
					<DueIn at={due[lot.id]} />
				</>
			),
		},
		...chosen.filter((key) => key !== 'item').map((key) => optional[key]),
		...setting.attributes.map((attribute) => attributeColumn<LotRecord>(attribute, setting.reader)),
	]
}

const none = <span className="text-text-3">–</span>

function optionalColumns({ t, reader, ...setting }: Setting): Record<LotColumn, Column<LotRecord>> {
	const { say, date, relative, quantity, quantityAsGiven, now } = reader
	const head = (key: LotColumn) => ({ key, header: t(`list.${key}`) })
	return {
		item: {
			...head('item'),
			cell: (lot) => (
				<>
					{say(lot.item.name)}
					<CellSub mono>{lot.item.sku}</CellSub>
				</>
			),
		},
		supplier: { ...head('supplier'), cell: (lot) => (lot.supplier ? say(lot.supplier.name) : none) },
		supplierLot: {
			...head('supplierLot'),
			cell: (lot) => (lot.supplierLot ? <span className="mono">{lot.supplierLot}</span> : none),
		},
		quantity: { ...head('quantity'), align: 'end', cell: (lot) => quantityAsGiven(lot.quantity, lot.given) },
		onHand: { ...head('onHand'), align: 'end', cell: (lot) => quantity(lot.onHand) },
		madeOn: { ...head('madeOn'), cell: (lot) => (lot.manufacturedOn ? date(lot.manufacturedOn) : none) },
		expiresOn: { ...head('expiresOn'), cell: (lot) => (lot.expiresOn ? date(lot.expiresOn) : none) },
		site: { ...head('site'), cell: (lot) => (lot.site ? say(lot.site.name) : none) },
		gtin: { ...head('gtin'), cell: (lot) => (lot.gtin ? <span className="mono">{lot.gtin}</span> : none) },
		updated: {
			...head('updated'),
			...sorting('updated', { t, reader, ...setting }),
			cell: (lot) => <span className="text-text-2">{relative(lot.updatedAt, now)}</span>,
		},
	}
}

function sorting(key: 'updated' | 'code', { search, params }: Setting): Pick<Column<LotRecord>, 'sortHref' | 'sorted'> {
	const usual = key === 'code' ? 'asc' : 'desc'
	const current = (params.sort ?? 'updated') === key ? (params.direction ?? usual) : null
	const next = current === null ? usual : current === 'asc' ? 'desc' : 'asc'
	return { sortHref: listAddress(search, { sort: key, direction: next }), ...(current ? { sorted: current } : {}) }
}
