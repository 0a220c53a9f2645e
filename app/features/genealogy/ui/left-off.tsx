import { useTranslation } from 'react-i18next'
import { Note } from '#app/ui/feedback/note.tsx'
import { MOST_VALUES, type TraceList, type TraceParams } from '../trace.schema.ts'

const NAMES: Record<TraceList, string> = { status: 'table.status', item: 'filter.item', party: 'filter.party' }

/** That the address names more values than a filter takes, or some that are none, and how many are left off. */
export function LeftOff({ leftOff }: { leftOff: TraceParams['leftOff'] }) {
	const { t } = useTranslation('genealogy')
	const parts = (Object.entries(leftOff) as [TraceList, number][]).map(([name, count]) =>
		t('leftOff.part', { name: t(NAMES[name]), count }),
	)
	if (parts.length === 0) return null
	return (
		<Note tone="warn" title={t('leftOff.title')}>
			{t('leftOff.text', { parts: parts.join(t('leftOff.join')), count: MOST_VALUES })}
		</Note>
	)
}
