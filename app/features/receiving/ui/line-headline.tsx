import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import type { ShownDecision } from '../read-delivery-page.server.ts'
import { momentWords, takenWords } from './delivery-words.ts'

const Big = ({ children }: { children: ReactNode }) => <p className="text-16 font-semibold">{children}</p>

/** What the checks come to, in one line, and what to do about each that is not passed. */
export function LineHeadline({ line, decision }: { line: DeliveryLine; decision: ShownDecision | null }) {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const { say } = reader
	const time = line.settledAt ? momentWords(t, reader, line.settledAt) : ''
	const amount = takenWords(reader, line)
	if (line.status === 'received') {
		return (
			<>
				<Big>{t('line.received', { time, quantity: amount })}</Big>
				{line.override && <p className="mt-0.5 text-text-2">{t('line.receivedOverride', line.override)}</p>}
			</>
		)
	}
	if (line.status === 'held') {
		return (
			<>
				<Big>{t('line.held', { time })}</Big>
				<p className="mt-0.5 text-text-2">{t('line.heldText')}</p>
			</>
		)
	}
	if (line.status === 'returned') return <Big>{t('line.returned', { time })}</Big>
	if (!decision) {
		return (
			<>
				<Big>{t('line.notChecked')}</Big>
				<p className="mt-0.5 text-text-2">{t('line.notCheckedText')}</p>
			</>
		)
	}
	const blocking = decision.stopping.filter((check) => check.status === 'block')
	// Where something blocks, what is not known yet only follows from it or can wait.
	const stopping = blocking.length > 0 ? blocking : decision.stopping
	const wanting = decision.letsIn ? decision.checks.filter((check) => check.status === 'warn') : stopping
	if (wanting.length === 0) return <Big>{t('line.can')}</Big>
	const checks = wanting.map((check) => say(check.label)).join(t('line.joinChecks'))
	return (
		<>
			<Big>{t(decision.letsIn ? 'line.canWarn' : 'line.cannot', { checks })}</Big>
			<p className="mt-0.5 text-text-2">{[...new Set(wanting.map((check) => say(check.message)))].join(' ')}</p>
		</>
	)
}
