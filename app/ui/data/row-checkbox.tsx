import { useTranslation } from 'react-i18next'
import type { RowSelection } from '#app/ui/data/use-row-selection.ts'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'

/** The checkbox over a table's rows. */
export function SelectAll({ selection }: { selection: RowSelection }) {
	const { t } = useTranslation('common')
	return (
		<th scope="col" className="select w-9">
			<Checkbox
				label={t('selectAll')}
				labelHidden
				checked={selection.all === 'every'}
				indeterminate={selection.all === 'some'}
				onChange={selection.toggleAll}
			/>
		</th>
	)
}

/** The checkbox of one row. */
export function SelectRow({ selection, rowKey, name }: { selection: RowSelection; rowKey: string; name: string }) {
	const { t } = useTranslation('common')
	return (
		<td className="select w-9">
			<Checkbox
				label={t('selectRow', { name })}
				labelHidden
				checked={selection.has(rowKey)}
				onChange={() => selection.toggle(rowKey)}
			/>
		</td>
	)
}
