import { type CSSProperties, memo, type ReactNode, useId, useRef } from 'react'
import { cx } from '#app/ui/cx.ts'
import { ColumnHead } from '#app/ui/data/column-head.tsx'
import { SelectAll, SelectRow } from '#app/ui/data/row-checkbox.tsx'
import type { RowSelection } from '#app/ui/data/use-row-selection.ts'
import { useRowsInSight } from '#app/ui/data/use-rows-in-sight.ts'
import { type Tone, toneClass } from '#app/ui/status/tone.ts'

export interface Column<Row> {
	readonly key: string
	/** The head; plain text, as it also labels the value on a phone. */
	readonly header: string
	readonly cell: (row: Row) => ReactNode
	/** In a `long` table: what stands there in words while the row is far out of sight, in place of controls. */
	readonly rest?: ((row: Row) => ReactNode) | undefined
	/** `end` for numbers. */
	readonly align?: 'start' | 'end' | undefined
	/** Where a press on the head leads: the same list in the other order. */
	readonly sortHref?: string | undefined
	readonly sorted?: 'asc' | 'desc' | undefined
	/** `key` is the row's name (one column), `aside` stands beside it on a phone (status or the row's button), `plain` falls out there. */
	readonly role?: 'key' | 'aside' | 'plain' | undefined
	/** The head is read out but not seen, as over buttons. */
	readonly headerHidden?: boolean | undefined
	/** A class for width: `w-40`. */
	readonly className?: string | undefined
	/** In a `long` table: its least width in rem and its share of what is left over, 0 for none. */
	readonly width?: readonly [leastRem: number, share: number] | undefined
}

export interface RowGroup<Row> {
	readonly key: string
	readonly title: ReactNode
	readonly tone?: Tone | undefined
	readonly rows: readonly Row[]
}

export interface DataTableProps<Row> {
	/** What the table shows; read out, not seen. */
	readonly caption: string
	readonly columns: readonly Column<Row>[]
	readonly rows?: readonly Row[] | undefined
	/** In place of `rows`. */
	readonly groups?: readonly RowGroup<Row>[] | undefined
	readonly rowKey: (row: Row) => string
	/** The row that is open beside the table. */
	readonly currentKey?: string | undefined
	/** Rows can be chosen for a bulk action. */
	readonly selection?: RowSelection | undefined
	/** What a row is called when its checkbox is read out. */
	readonly rowName?: ((row: Row) => string) | undefined
	/** Filters, columns, export: usually `<TableToolbar>`. */
	readonly toolbar?: ReactNode
	/** In place of the toolbar while rows are chosen: usually `<BulkBar>`. */
	readonly bulk?: ReactNode
	/** Below: usually `<Pager>`. */
	readonly pager?: ReactNode
	/** In place of the table when there is nothing: `<EmptyState>`. */
	readonly empty?: ReactNode
	/**
	 * Hundreds of rows: each stands by itself in columns of the `width` given, is laid out and painted only in sight, and has
	 * its controls once it came near.
	 */
	readonly long?: boolean | undefined
	/** Keeps the table's form on a phone and lets it scroll. */
	readonly scroll?: boolean | undefined
	readonly className?: string | undefined
}

/** A real data table. Sorting, filtering and paging are links: the server does the work, the URL keeps the view. */
export function DataTable<Row>(props: DataTableProps<Row>) {
	const { caption, columns, rows, rowKey, rowName, currentKey, selection, toolbar, bulk, pager, empty } = props
	const { long, scroll, className } = props
	const groups = props.groups ?? [{ key: 'all', title: null, rows: rows ?? [] }]
	const count = groups.reduce((sum, group) => sum + group.rows.length, 0)
	const captionId = useId()
	const table = useRef<HTMLTableElement>(null)
	const isWhole = useRowsInSight(table, long ?? false)
	const width = columns.length + (selection ? 1 : 0)
	return (
		<div className={cx('min-w-0', className)}>
			{selection && selection.count > 0 && bulk ? bulk : toolbar}
			{count === 0 && empty ? (
				empty
			) : (
				<TableFrame scroll={scroll} captionId={captionId}>
					<table
						ref={table}
						className={cx('data-table', !scroll && 'cards', long && 'long')}
						style={long ? widthsOf(columns) : undefined}
					>
						<caption id={captionId} className="sr-only">
							{caption}
						</caption>
						<thead>
							<tr>
								{selection && <SelectAll selection={selection} />}
								{columns.map((column) => (
									<ColumnHead key={column.key} column={column} />
								))}
							</tr>
						</thead>
						{groups.map((group) => (
							<tbody key={group.key}>
								{group.title !== null && (
									<tr className={cx('group', group.tone && toneClass(group.tone))}>
										<th colSpan={width} scope="rowgroup">
											{group.title}
										</th>
									</tr>
								)}
								{group.rows.map((row, index) => {
									const key = rowKey(row)
									const isCurrent = key === currentKey
									return (
										<TableRow
											key={key}
											row={row}
											rowKey={key}
											columns={columns}
											isCurrent={isCurrent}
											rests={!isCurrent && !isWhole(key, index)}
											selection={selection}
											name={selection && (rowName?.(row) ?? key)}
										/>
									)
								})}
							</tbody>
						))}
					</table>
				</TableFrame>
			)}
			{pager}
		</div>
	)
}

function widthsOf<Row>(columns: readonly Column<Row>[]): CSSProperties {
	const widths = columns.map(({ width = [8, 1] }) => width)
	const tracks = widths.map(([least, share]) => (share > 0 ? `minmax(${least}rem, ${share}fr)` : `${least}rem`))
	const least = widths.reduce((sum, [one]) => sum + one, 0)
	return { '--columns': tracks.join(' '), '--least': `${least}rem` } as CSSProperties
}

/** What scrolls keeps its form on a phone and can be reached by keyboard; otherwise rows become cards there. */
function TableFrame({
	scroll,
	captionId,
	children,
}: {
	scroll: boolean | undefined
	captionId: string
	children: ReactNode
}) {
	if (!scroll) return <div className="overflow-x-auto max-desk:overflow-visible">{children}</div>
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
		<section className="overflow-x-auto" aria-labelledby={captionId} tabIndex={0}>
			{children}
		</section>
	)
}

type TableRowProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'selection'> & {
	row: Row
	rowKey: string
	isCurrent: boolean
	rests: boolean
	name: string | undefined
}

/** Drawn again only where its row, or what all rows have, is another one: see `useSteadyRows`. */
const TableRow = memo(function TableRow<Row>(props: TableRowProps<Row>) {
	const { row, rowKey, columns, isCurrent, rests, selection, name } = props
	const chosen = selection?.has(rowKey) ?? false
	return (
		<tr
			className={selection && 'selectable'}
			data-rests={rests ? rowKey : undefined}
			data-current={isCurrent || chosen ? '' : undefined}
			aria-current={isCurrent ? 'true' : undefined}
		>
			{selection && <SelectRow selection={selection} rowKey={rowKey} name={name ?? rowKey} />}
			{columns.map((column) => {
				const { role, align, className } = column
				const content = rests && column.rest ? column.rest(row) : column.cell(row)
				const classes = cx(role, align === 'end' && 'num', className)
				if (role === 'key')
					return (
						<th key={column.key} scope="row" className={classes}>
							{content}
						</th>
					)
				return (
					<td
						key={column.key}
						className={classes || undefined}
						data-label={role || column.headerHidden ? undefined : column.header}
					>
						{content}
					</td>
				)
			})}
		</tr>
	)
}) as <Row>(props: TableRowProps<Row> & { key: string }) => ReactNode

/** A second, quieter line under a cell's value. */
export function CellSub({ children, mono }: { children: ReactNode; mono?: boolean | undefined }) {
	return <span className={cx('block text-12 font-normal text-text-3', mono && 'font-mono')}>{children}</span>
}
