import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import type { ReplayView } from '../../replay/replay.queries.server.ts'
import { useReplayWords } from './replay-words.ts'

type Props = {
	ruleKey: string
	draft: { id: string; contentHash: string }
	replay: ReplayView | null
}

/** What the last replay of a draft found; that there was none, or that the draft has changed since. */
export function LastReplayNote({ ruleKey, draft, replay }: Props) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const words = useReplayWords()
	if (!replay)
		return (
			<Note
				tone="quarantine"
				title={t('replay.never')}
				actions={<AppLink to={`/rules/${ruleKey}/replay?draft=${draft.id}`}>{t('replay.go')}</AppLink>}
			/>
		)
	const isStale = replay.candidate.hash !== draft.contentHash
	return (
		<Note
			tone={isStale || replay.status !== 'done' ? 'quarantine' : 'waiting'}
			title={t('replay.lastOne', { words: words.outcome(replay) })}
			actions={<AppLink to={`/rules/${ruleKey}/replay?run=${replay.id}`}>{t('replay.lastOpen')}</AppLink>}
		>
			{isStale ? t('replay.stale') : `${dateTime(replay.createdAt)} · ${words.scope(replay)}`}
		</Note>
	)
}
