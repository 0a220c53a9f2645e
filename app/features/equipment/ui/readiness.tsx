import { useTranslation } from 'react-i18next'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ReadinessProblem } from '../equipment.model.ts'

/** Whether a piece of equipment may be worked with, and if not why. */
export function Readiness({ problems }: { problems: readonly ReadinessProblem[] }) {
	const { t } = useTranslation('equipment')
	if (problems.length === 0) return <StatusText tone="released" label={t('ready')} />
	return (
		<StatusText
			tone={problems.includes('inactive') ? 'draft' : 'hold'}
			label={problems.map((problem) => t(`problem.${problem}`)).join(t('and'))}
		/>
	)
}
