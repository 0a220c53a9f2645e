import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog } from '#app/ui/actions/dialog.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import type { StoredInspection } from '../import-record.model.ts'

interface RereadDialogProps {
	readonly open: boolean
	readonly onOpenChange: (open: boolean) => void
	readonly inspection: StoredInspection
	readonly busy: boolean
	readonly onRead: (layout: { sheet?: string; headerRow?: string }) => void
}

/** Another sheet, or another row as the header. */
export function RereadDialog({ open, onOpenChange, inspection, busy, onRead }: RereadDialogProps) {
	const { t } = useTranslation('intake')
	const { t: common } = useTranslation('common')
	const [sheet, setSheet] = useState(inspection.sheet ?? '')
	const [headerRow, setHeaderRow] = useState(String(inspection.headerRow ?? 0))
	const choices = inspection.sheets.filter((one) => !one.hidden)
	const submit = () => onRead({ ...(sheet ? { sheet } : {}), ...(headerRow === '' ? {} : { headerRow }) })
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			width="sm"
			title={t('file.rereadTitle')}
			description={t('file.rereadText')}
			footer={
				<>
					<Button onClick={() => onOpenChange(false)}>{common('cancel')}</Button>
					<Button variant="primary" busy={busy} onClick={submit}>
						{t('file.rereadDo')}
					</Button>
				</>
			}
		>
			{choices.length > 1 && (
				<Field label={t('file.sheet')}>
					<Select
						value={sheet}
						onChange={(event) => setSheet(event.target.value)}
						options={choices.map(({ name }) => ({ value: name, label: name }))}
					/>
				</Field>
			)}
			<Field label={t('file.rereadHeader')} hint={t('file.rereadHeaderHint')}>
				<TextInput
					type="number"
					inputMode="numeric"
					min={0}
					max={1000}
					value={headerRow}
					onChange={(event) => setHeaderRow(event.target.value)}
				/>
			</Field>
		</Dialog>
	)
}
