import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'

/** Says that what was typed before has been put back, and offers to start empty. */
export function DraftNote({ restored, onDiscard }: { restored: boolean; onDiscard: () => void }) {
	const { t } = useTranslation('common')
	if (!restored) return null
	return (
		<Note
			tone="draft"
			role="status"
			actions={
				<Button size="sm" onClick={onDiscard}>
					{t('restoredDiscard')}
				</Button>
			}
		>
			{t('restoredText')}
		</Note>
	)
}
