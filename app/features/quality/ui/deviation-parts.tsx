import { ArrowRight, Circle, Signature } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SignatureVoid } from '#app/features/workflow/ui/signature-void.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { DeviationPage } from '../deviation-page.server.ts'
import { type DeviationStep, DeviationStepDialog } from './deviation-step-dialog.tsx'

/** The steps that the reader may take, the one that leads on first among equals and primary. */
export function DeviationActions({ page }: { page: DeviationPage }) {
	const { say } = useReader()
	const [taking, setTaking] = useState<DeviationStep | null>(null)
	const mine = page.steps.filter((step) => step.mine)
	const todo = page.lifecycle.find((one) => one.status === 'todo')?.state
	const main = mine.find((step) => step.to.key === todo) ?? null
	const ordered = [...mine.filter((step) => step !== main), ...(main ? [main] : [])]
	return (
		<>
			{ordered.map((step) => (
				<Button
					key={step.key}
					{...(step === main ? { variant: 'primary' as const } : {})}
					refusedBecause={step.blockers.map(say).join(' ') || undefined}
					onClick={() => setTaking(step)}
				>
					{say(step.title)}
				</Button>
			))}
			{taking && <DeviationStepDialog deviation={page.deviation} step={taking} onClose={() => setTaking(null)} />}
		</>
	)
}

/** What is asked now, of whom, and until when. */
export function DeviationNext({ page }: { page: DeviationPage }) {
	const { t } = useTranslation('quality')
	const { say, dateTime } = useReader()
	const roles = (step: DeviationStep) => step.roles.map((role) => say(role.title)).join(t('page.and'))
	return (
		<Card
			title={t('page.next')}
			padding="flush"
			sub={page.dueAt && page.deviation.isOpen ? t('page.due', { at: dateTime(page.dueAt) }) : undefined}
		>
			{page.steps.length === 0 ? (
				<p className="p-4 text-text-3">{t('page.nothingNext')}</p>
			) : (
				<ListRows
					rows={page.steps.map((step) => ({
						key: step.key,
						icon: ArrowRight,
						title: say(step.title),
						detail: [
							t('page.asked', { roles: roles(step) }),
							...(step.asks.conclusion ? [t('page.needsConclusion')] : []),
							...(step.meaningTitle ? [t('page.needsSignature', { meaning: say(step.meaningTitle) })] : []),
						].join(' · '),
					}))}
				/>
			)}
		</Card>
	)
}

/** What happened, the latest first, with who signed what. */
export function DeviationHistory({ page }: { page: DeviationPage }) {
	const { t } = useTranslation('quality')
	const { say, dateTime } = useReader()
	return (
		<Card title={t('page.history')}>
			<Timeline
				label={t('page.history')}
				entries={page.history.map((entry) => ({
					key: entry.key,
					title: say(entry.title),
					detail: (
						<>
							{entry.signature
								? t('page.signedBy', { name: entry.signature.name, meaning: say(entry.signature.meaning) })
								: entry.actor}
							{entry.signature && <SignatureVoid standing={entry.signature.standing} />}
							{entry.reason && <span className="block wrap-anywhere">{entry.reason}</span>}
						</>
					),
					time: dateTime(entry.at),
					dateTime: entry.at,
					icon: entry.signature ? Signature : Circle,
				}))}
			/>
		</Card>
	)
}
