import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { span } from '#app/ui/layout/grid.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { DeliveryLine } from '../delivery.queries.server.ts'
import type { DeliveryMay, ShownDecision } from '../read-delivery-page.server.ts'
import { CountForm } from './count-form.tsx'
import { LackingNote } from './lacking-note.tsx'
import { LineActions } from './line-actions.tsx'
import { LineHeadline } from './line-headline.tsx'

export type LineCardProps = {
	line: DeliveryLine
	decision: ShownDecision | null
	may: DeliveryMay
	/** Quantity read off the label, to begin counting with. */
	scanned: string | null
	/** Receiving this lot is the main thing to do on the page. */
	main: boolean
}

/** The lot that is looked at: what its checks say, expected beside actual, and what can be done with it. */
export function LineCard({ line, decision, may, scanned, main }: LineCardProps) {
	const { t } = useTranslation(['receiving', 'common'])
	const { say } = useReader()
	const open = line.status === 'pending'
	return (
		<Card
			className={span(8)}
			padding="flush"
			title={
				<AppLink to={`/lots/${line.lotId}`} className="font-mono text-text" title={t('line.openLot')}>
					{line.lotCode}
				</AppLink>
			}
			sub={
				<>
					{say(line.itemName)}
					{line.orderedSku !== line.sku && `, ${t('line.ordered', { sku: line.orderedSku })}`}
					{line.supplierLot && line.supplierLot !== line.lotCode && (
						<>
							{' · '}
							{t('scan.supplierLot')} <span className="mono">{line.supplierLot}</span>
						</>
					)}
				</>
			}
			actions={<LineChip line={line} decision={decision} />}
		>
			<div className="px-4 py-3">
				<LineHeadline line={line} decision={decision} />
				<LackingNote line={line} mayAdd={may.check} />
				{open && may.check && <CountForm key={`${line.id} ${line.counted} ${scanned}`} line={line} scanned={scanned} />}
			</div>
			{decision && (
				<div className="border-t border-line">
					<MatchCheckTable
						key={decision.id}
						caption={t('line.caption', { lot: line.lotCode })}
						passedOpen
						checks={decision.checks.map((check) => ({
							key: check.ruleKey,
							name: say(check.label),
							rule: check.status === 'pass' ? undefined : t('line.rule', { title: say(check.ruleTitle) }),
							expected: say(check.expected),
							actual: say(check.actual),
							outcome: check.status,
						}))}
					/>
				</div>
			)}
			<LineActions line={line} decision={decision} may={may} main={main} />
		</Card>
	)
}

function LineChip({ line, decision }: { line: DeliveryLine; decision: ShownDecision | null }) {
	const { t } = useTranslation(['receiving', 'common'])
	if (line.status === 'received') return <StatusChip tone="released" label={t('lineStatus.received')} />
	if (line.status === 'held') return <StatusChip tone="hold" label={t('lineStatus.held')} />
	if (line.status === 'returned') return <StatusChip tone="rejected" label={t('lineStatus.returned')} />
	if (!decision) return <StatusChip tone="draft" label={t('lines.notCounted')} />
	const words = {
		pass: t('common:outcomePass'),
		warn: t('common:outcomeWarn'),
		block: t('common:outcomeBlock'),
		unknown: t('common:outcomeUnknown'),
	}
	return <OutcomeChip outcome={decision.status} label={words[decision.status]} />
}
