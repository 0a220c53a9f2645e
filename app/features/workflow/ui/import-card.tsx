import { useFetcher } from '@remix-run/react'
import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'

export type ImportAnswer = {
	ok: false
	formError: string
	problems: readonly { path: string; message: string }[]
}

/** Takes a workflow from a file as a draft; a file with errors is refused with each place and reason. */
export function ImportWorkflow() {
	const { t } = useTranslation('workflow')
	const fetcher = useFetcher<ImportAnswer>()
	const file = useRef<HTMLInputElement>(null)
	return (
		<>
			<Button icon={FileUp} busy={fetcher.state !== 'idle'} onClick={() => file.current?.click()}>
				{t('import.go')}
			</Button>
			<input
				ref={file}
				type="file"
				accept="application/json,.json"
				className="hidden"
				aria-label={t('import.go')}
				onChange={async (event) => {
					const chosen = event.target.files?.[0]
					event.target.value = ''
					if (chosen)
						fetcher.submit({ content: await chosen.text() }, { method: 'post', encType: 'multipart/form-data' })
				}}
			/>
			{fetcher.data && fetcher.state === 'idle' && <Refused answer={fetcher.data} />}
		</>
	)
}

function Refused({ answer }: { answer: ImportAnswer }) {
	const { t } = useTranslation('workflow')
	return (
		<Note tone="rejected" role="alert" title={answer.formError} className="basis-full">
			{answer.problems.length > 0 && (
				<div className="mt-2 max-h-80 overflow-y-auto rounded-2 bg-surface">
					<ListRows
						label={t('problems.title')}
						rows={answer.problems.map(({ path, message }, index) => ({
							key: `${index} ${path}`,
							title: message,
							detail: <code>{path || '/'}</code>,
						}))}
					/>
				</div>
			)}
		</Note>
	)
}
