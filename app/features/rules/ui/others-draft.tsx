import { useTranslation } from 'react-i18next'
import { useAbility } from '#app/shell/use-ability.ts'
import { Note } from '#app/ui/feedback/note.tsx'

type Props = {
	kind: 'RuleSet' | 'Workflow'
	page: { shown: { status: string; author: { name: string } | null }; isOwn: boolean }
}

/** Why somebody who may edit cannot change this draft, and the way on: it is another person's. */
export function OthersDraft({ kind, page: { shown, isOwn } }: Props) {
	const { t } = useTranslation('rules')
	const ability = useAbility()
	if (shown.status !== 'draft' || isOwn || !ability.can('create', kind)) return null
	return (
		<Note tone="waiting" title={t('page.othersDraft', { who: shown.author?.name ?? t('editor.someone') })}>
			{t('page.othersDraftText')}
		</Note>
	)
}
