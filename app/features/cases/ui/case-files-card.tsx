import { FileText, Paperclip } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { CASES } from '../case.model.ts'
import { attachSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'

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
			{page.files.length === 0 ? (
				<p className="p-4 text-text-3">{t('files.none')}</p>
			) : (
				<ListRows
					label={t('files.title')}
					rows={page.files.map((file) => ({
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
			{adding && <AttachDialog page={page} onClose={() => setAdding(false)} />}
		</Card>
	)
}

function AttachDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
	const { t } = useTranslation(['cases', 'common'])
	const form = useServerForm({
		schema: attachSchema,
		action: `${CASES[page.one.kind].path}/${page.one.id}`,
		defaultValues: { intent: 'attach', title: '', file: undefined },
		translate: (key) => t(key as 'problem.fileNeeded'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { done: string }).done })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('files.add')}
			description={t('files.addText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('title')} label={t('files.name')} required>
					<TextInput {...form.register('title')} />
				</Field>
				<Field {...form.field('file')} label={t('files.file')} required>
					<FileDrop note={t('files.note')} {...form.register('file')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('files.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
