import { Columns3, Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { buttonClass } from '#app/ui/actions/button-class.ts'
import { cx } from '#app/ui/cx.ts'
import { ChoiceMenu, type ChoiceMenuItem } from '#app/ui/data/choice-menu.tsx'
import type { RowSelection } from '#app/ui/data/use-row-selection.ts'

export interface TableToolbarProps {
	/** `<FilterMenu>`, `<FilterLink>`, a search field. */
	readonly children?: ReactNode
	/** Which columns are shown; each leads to the list with it shown or not. */
	readonly columns?: readonly ChoiceMenuItem[] | undefined
	/** The whole result as a file, not the page. */
	readonly exportHref?: string | undefined
	readonly exportLabel?: string | undefined
	/** Before the columns and the export: "sorted by due date". */
	readonly note?: ReactNode
	readonly className?: string | undefined
}

/** What narrows a list, and what is done with all of it. */
export function TableToolbar({ children, columns, exportHref, exportLabel, note, className }: TableToolbarProps) {
	const { t } = useTranslation('common')
	return (
		<div className={cx('no-print flex flex-wrap items-center gap-2 border-b border-line py-2 pr-3 pl-4', className)}>
			{children}
			{(note || columns || exportHref) && <span className="flex-1" />}
			{note && <span className="text-12 text-text-3">{note}</span>}
			{columns && (
				<ChoiceMenu
					label={t('columns')}
					items={columns}
					multiple
					trigger={
						<Button variant="ghost" size="sm" icon={Columns3}>
							{t('columns')}
						</Button>
					}
				/>
			)}
			{exportHref && (
				<a href={exportHref} download className={buttonClass({ variant: 'ghost', size: 'sm' })}>
					<Download aria-hidden="true" className="size-3.5!" />
					{exportLabel ?? t('export')}
				</a>
			)}
		</div>
	)
}

/** What can be done with the chosen rows; stands in place of the toolbar. */
export function BulkBar({
	selection,
	label,
	children,
}: {
	selection: RowSelection
	label?: string | undefined
	children: ReactNode
}) {
	const { t } = useTranslation('common')
	return (
		<div className="no-print flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft py-2 pr-3 pl-4">
			<span role="status" className="font-medium text-accent">
				{label ?? t('chosen', { count: selection.count })}
			</span>
			{children}
			<span className="flex-1" />
			<Button variant="ghost" size="sm" onClick={selection.clear}>
				{t('clearChoice')}
			</Button>
		</div>
	)
}
