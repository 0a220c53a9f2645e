import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { outcomeName } from '../../sentence.ts'
import { outcomeTone } from '../outcome-tone.ts'

/** From what to what an outcome goes. */
export function OutcomeChange({ before, after }: { before: string; after: string }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	return (
		<span className="inline-flex items-center gap-1.5 whitespace-nowrap">
			<StatusText tone={outcomeTone(before)} label={say(outcomeName(before))} />
			<ArrowRight aria-label={t('replay.becomes')} className="size-3.5! text-text-3" />
			<StatusText tone={outcomeTone(after)} label={say(outcomeName(after))} />
		</span>
	)
}
