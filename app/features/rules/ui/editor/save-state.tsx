import { Check, CloudOff, CopyPlus, Download, RefreshCw, Save } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import type { Saving } from './use-draft-saving.ts'

/**
 * Whether what is typed is on the server, and the button that puts it there. It stays in view below whatever is edited,
 * and has room for the longest of its words from the start: nothing moves under a pointer while its state changes.
 */
export function SaveBar({ saving, broken }: { saving: Saving; broken: boolean }) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { state, isDraft, savedAt } = saving
	const isSaved = state === 'saved'
	const words = {
		saved: savedAt ? t('editor.savedAt', { time: dateTime(savedAt) }) : t('page.saved'),
		unsaved: t(isDraft ? 'editor.savingSoon' : 'editor.notKept'),
		saving: t('editor.saving'),
		offline: t('editor.offline'),
		refused: t('page.unsaved'),
		conflict: t('page.unsaved'),
	}
	const brokenText = t('editor.brokenNotSaved')
	const Icon = state === 'offline' ? CloudOff : isSaved ? Check : Save
	return (
		<FormActions
			sticky
			note={
				<span role="status" className="flex items-center gap-1.5">
					<Icon aria-hidden="true" className="size-3.5!" />
					<OneOf texts={[...Object.values(words), t('editor.notKept'), brokenText]}>
						{broken ? brokenText : words[state]}
					</OneOf>
				</span>
			}
		>
			<Button
				variant={isSaved || isDraft ? 'secondary' : 'primary'}
				icon={Save}
				busy={state === 'saving'}
				refusedBecause={broken ? brokenText : isSaved ? t('page.nothingToSave') : undefined}
				onClick={saving.save}
			>
				<OneOf texts={[t('page.save'), t('page.saveAsDraft')]}>{t(isDraft ? 'page.save' : 'page.saveAsDraft')}</OneOf>
			</Button>
		</FormActions>
	)
}

/** One of several texts, in the room that the largest of them takes. */
function OneOf({ texts, children }: { texts: readonly string[]; children: string }) {
	return (
		<span className="grid items-center [&>*]:[grid-area:1/1]">
			<span>{children}</span>
			{[...new Set(texts.filter((text) => text !== children))].map((text) => (
				<span key={text} aria-hidden="true" className="invisible">
					{text}
				</span>
			))}
		</span>
	)
}

/** Why nothing was saved. After a conflict: who has the last word there, and the ways on, none of which loses anything. */
export function SaveTrouble({ saving, content, name }: { saving: Saving; content: unknown; name: string }) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const { conflict, refusal, state } = saving
	if (state !== 'conflict' && state !== 'refused') return null
	if (!conflict)
		return (
			<Note tone="rejected" role="alert" title={t('editor.notSaved')}>
				{refusal}
			</Note>
		)
	return (
		<Note
			tone="hold"
			role="alert"
			title={t('editor.conflict', { who: conflict.who ?? t('editor.someone'), time: dateTime(conflict.at) })}
			actions={
				<>
					<Button variant="primary" icon={CopyPlus} onClick={saving.saveApart}>
						{t('editor.keepApart')}
					</Button>
					<Button icon={Download} onClick={() => download(content, `${name}-mine.json`)}>
						{t('editor.exportOwn')}
					</Button>
					<Button icon={RefreshCw} onClick={() => location.reload()}>
						{t('editor.reload')}
					</Button>
				</>
			}
		>
			{refusal} {t('editor.conflictText')}
		</Note>
	)
}

function download(content: unknown, name: string): void {
	const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
	const link = document.createElement('a')
	link.href = url
	link.download = name
	link.click()
	URL.revokeObjectURL(url)
}
