import { Form, useNavigation } from '@remix-run/react'
import { Check, OctagonPause, Signature, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { span } from '#app/ui/layout/grid.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import type { DeliveryMay, ShownDecision } from '../read-delivery-page.server.ts'
import type { DeliveryLine } from '../receiving.queries.server.ts'
import { CountForm } from './count-form.tsx'
import { countWords, momentWords, shortMoment } from './delivery-words.ts'
import { OverrideDialog } from './override-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

export type LineCardProps = {
	line: DeliveryLine
	decision: ShownDecision | null
	may: DeliveryMay
	/** Quantity read off the label, to begin counting with. */
	scanned: string | null
}

/** The lot that is looked at: what its checks say, expected beside actual, and what can be done with it. */
export function LineCard({ line, decision, may, scanned }: LineCardProps) {
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
				</>
			}
			actions={<LineChip line={line} decision={decision} />}
		>
			<div className="px-4 py-3">
				<Headline line={line} decision={decision} />
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
							rule: check.status === 'pass' ? undefined : t('line.rule', { key: check.ruleKey }),
							expected: say(check.expected),
							actual: say(check.actual),
							outcome: check.status,
						}))}
					/>
				</div>
			)}
			<LineActions line={line} decision={decision} may={may} />
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

const Big = ({ children }: { children: ReactNode }) => <p className="text-16 font-semibold">{children}</p>

/** What the checks come to, in one line, and what to do about each that is not passed. */
function Headline({ line, decision }: { line: DeliveryLine; decision: ShownDecision | null }) {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const { say } = reader
	const time = line.settledAt ? momentWords(t, reader, line.settledAt) : ''
	const amount = reader.quantity({ value: line.counted ?? line.quantity, unit: line.unit })
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
	const wanting = decision.letsIn ? decision.checks.filter((check) => check.status === 'warn') : decision.stopping
	if (wanting.length === 0) return <Big>{t('line.can')}</Big>
	const checks = wanting.map((check) => say(check.label)).join(t('line.joinChecks'))
	return (
		<>
			<Big>{t(decision.letsIn ? 'line.canWarn' : 'line.cannot', { checks })}</Big>
			<p className="mt-0.5 text-text-2">{[...new Set(wanting.map((check) => say(check.message)))].join(' ')}</p>
		</>
	)
}

type Asked = 'hold' | 'return' | 'override' | null

function LineActions({ line, decision, may }: Omit<LineCardProps, 'scanned'>) {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const navigation = useNavigation()
	const [asked, setAsked] = useState<Asked>(null)
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'receive'
	const counts = decision ? tally(decision) : {}
	const refused = refusal(line, decision, may, t, counts)
	const settled = line.status === 'received' || line.status === 'returned' || line.status === 'shipped'
	const locked =
		decision?.checks.filter(
			(check) => (check.status === 'block' || check.status === 'unknown') && !check.overridable,
		) ?? []
	const overrideRefused = may.override
		? locked.length > 0
			? t('line.notOverridable', { checks: locked.map((check) => reader.say(check.label)).join(t('line.joinChecks')) })
			: undefined
		: t('line.mayNotReceive')
	return (
		<div className="no-print mt-auto flex flex-wrap items-center gap-2 border-t border-line px-4 py-3">
			{!settled && (
				<>
					<Form method="post" preventScrollReset className="contents">
						<input type="hidden" name="intent" value="receive" />
						<input type="hidden" name="lineId" value={line.id} />
						<Button
							type="submit"
							icon={Check}
							busy={busy}
							variant={refused ? 'secondary' : 'primary'}
							refusedBecause={refused}
							className="max-desk:flex-1"
						>
							{t('line.receive')}
						</Button>
					</Form>
					{line.status === 'pending' && (
						<Button
							icon={OctagonPause}
							variant="hold"
							refusedBecause={may.hold ? undefined : t('line.mayNotReceive')}
							onClick={() => setAsked('hold')}
							className="max-desk:flex-1"
						>
							{t('line.hold')}
						</Button>
					)}
					<Button
						icon={Undo2}
						variant="danger"
						refusedBecause={may.return ? undefined : t('line.mayNotReceive')}
						onClick={() => setAsked('return')}
						className="max-desk:flex-1"
					>
						{t('line.return')}
					</Button>
					<span className="flex-1 max-desk:hidden" />
					{line.status === 'pending' && decision && !decision.letsIn && (
						<Button
							icon={Signature}
							refusedBecause={overrideRefused}
							onClick={() => setAsked('override')}
							className="max-desk:w-full"
						>
							{t('line.override')}
						</Button>
					)}
				</>
			)}
			{decision && (
				<p className="w-full text-12 text-text-3">
					{!settled && !decision.letsIn && `${t('line.refused', { counts: countWords(t, counts) })} `}
					{t('line.decided', {
						ruleSet: decision.ruleSet,
						version: decision.version,
						time: shortMoment(reader, decision.decidedAt),
					})}{' '}
					<AppLink to={`/decisions/${decision.id}`}>{t('line.decision')}</AppLink>
				</p>
			)}
			{(asked === 'hold' || asked === 'return') && (
				<ReasonDialog intent={asked} lineId={line.id} name={line.lotCode} onClose={() => setAsked(null)} />
			)}
			{asked === 'override' && decision && (
				<OverrideDialog line={line} decision={decision} onClose={() => setAsked(null)} />
			)}
		</div>
	)
}

const tally = (decision: ShownDecision) => ({
	block: decision.checks.filter((check) => check.status === 'block').length,
	unknown: decision.checks.filter((check) => check.status === 'unknown').length,
})

function refusal(
	line: DeliveryLine,
	decision: ShownDecision | null,
	may: DeliveryMay,
	t: Parameters<typeof countWords>[0],
	counts: Parameters<typeof countWords>[1],
): string | undefined {
	if (!may.receive) return t('line.mayNotReceive')
	if (line.status === 'held') return line.lotStatus === 'on_hold' ? t('line.heldText') : undefined
	if (!decision) return t('line.notCheckedText')
	return decision.letsIn ? undefined : t('line.refused', { counts: countWords(t, counts) })
}
