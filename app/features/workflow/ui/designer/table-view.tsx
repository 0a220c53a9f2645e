import { useTranslation } from 'react-i18next'
import { StatesTable } from './states-table.tsx'
import { TransitionsTable } from './transitions-table.tsx'

/** The same workflow as two tables, with every command: for keyboard, screen reader and phone. */
export function TableView() {
	const { t } = useTranslation('workflow')
	return (
		<div className="flex flex-col gap-2 pb-3">
			<p className="px-4 pt-3 text-12 text-text-3">{t('design.tableHelp')}</p>
			<StatesTable />
			<TransitionsTable />
		</div>
	)
}
