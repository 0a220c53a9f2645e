import { FileText, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { attachSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'
import { CaseDialog, type CaseDialogProps, useCaseForm } from './case-dialog.tsx'

/** Files of the case: photographs, letters, reports. */
export function CaseFilesCard({ page }: { page: CasePage }) {
	const { t } = useTranslation('cases')
	const { dateTime } = useReader()
	const [adding, setAdding] = useState(false)
	return (
		<Card
			title={t('files.title')}
			padding="flush"
			actions={
				page.may.attach && (
					<Button size="sm" variant="ghost" icon={Paperclip} onClick={() => setAdding(true)}>
						{t('files.add')}
					</Button>
				)
			}
		>
			{page.files.rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('files.none')}</p>
			) : (
				<ListRows
					label={t('files.title')}
					rows={page.files.rows.map((file) => ({
						key: file.id,
						icon: FileText,
						title: (
							<a href={`/documents/${file.id}/content`} className="pointer-coarse:py-2">
								{file.title}
							</a>
						),
						detail: `${file.fileName} · ${dateTime(file.addedAt)}`,
					}))}
				/>
			)}
			<ListPager name="files" page={page.files} />
			{adding && <AttachDialog page={page} onClose={() => setAdding(false)} />}
		</Card>
	)
}

function AttachDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation('cases')
	const form = useCaseForm({ page, onClose }, attachSchema, { intent: 'attach', title: '', file: undefined })
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('files.add')}
			description={t('files.addText')}
			submit={t('files.submit')}
			hidden={{ intent: 'attach' }}
		>
			<Field {...form.field('title')} label={t('files.name')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<Field {...form.field('file')} label={t('files.file')} required>
				<FileDrop note={t('files.note')} {...form.register('file')} />
			</Field>
		</CaseDialog>
	)
}
