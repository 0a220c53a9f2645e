import { useFetcher } from '@remix-run/react'
import { FileUp, OctagonX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import type { FileRefusal } from '../edit/draft-answer.model.ts'

const SHOWN = 50

/** Takes a rule set over from a file: as a draft, of a rule set that is there or of a new one. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
	const { t } = useTranslation(['rules', 'common'])
	const fetcher = useFetcher<FileRefusal>()
	const [chosen, setChosen] = useState(false)
	const refusal = fetcher.state === 'idle' ? fetcher.data : undefined
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('import.title')}
			description={t('import.text')}
			keepOpenOnOutside
		>
			<fetcher.Form method="post" action="/rules" encType="multipart/form-data" className="flex flex-col gap-4">
				{refusal && <Refusal refusal={refusal} />}
				<Field name="file" label={t('import.file')} required>
					<FileDrop
						name="file"
						accept="application/json,.json"
						note={t('import.fileNote')}
						onFiles={(files) => setChosen(files.length > 0)}
					/>
				</Field>
				<DialogFooter>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button
						type="submit"
						variant="primary"
						icon={FileUp}
						busy={fetcher.state !== 'idle'}
						refusedBecause={chosen ? undefined : t('import.noFile')}
					>
						{t('import.do')}
					</Button>
				</DialogFooter>
			</fetcher.Form>
		</Dialog>
	)
}

function Refusal({ refusal: { formError, problems } }: { refusal: FileRefusal }) {
	const { t } = useTranslation('rules')
	return (
		<Note tone="rejected" role="alert" title={formError}>
			{problems.length > 0 && (
				<div className="max-h-60 overflow-y-auto">
					<ListRows
						label={t('problems.title')}
						rows={problems.slice(0, SHOWN).map(({ path, code, message }) => ({
							key: `${path} ${code} ${message}`,
							title: message,
							detail: (
								<span className="mono wrap-anywhere whitespace-normal!">
									{path === '' ? t('import.wholeFile') : path}
								</span>
							),
							icon: OctagonX,
							tone: 'block' as const,
						}))}
					/>
					{problems.length > SHOWN && (
						<p className="px-4 py-2 text-12">{t('editor.moreProblems', { count: problems.length - SHOWN })}</p>
					)}
				</div>
			)}
		</Note>
	)
}
