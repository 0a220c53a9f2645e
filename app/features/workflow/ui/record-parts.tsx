import { ArrowRight, Circle, Signature } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { RecordPage } from '../record-page.server.ts'
import type { StepOffer } from '../step-offers.model.ts'
import { Deadlines } from './deadlines.tsx'
import { SignatureVoid } from './signature-void.tsx'
import { TransitionDialog } from './transition-dialog.tsx'

type ActionsProps = {
	page: Pick<RecordPage, 'steps' | 'lifecycle' | 'delegators' | 'documents'>
	record: { label: string; version: number; action: string }
	/** What the record has already for fields of a step, and which of them take several lines. */
	values?: Readonly<Record<string, string | null>>
	long?: readonly string[]
}

/** The steps that the reader may take, the one that leads on last and primary; what keeps one from it is said. */
export function RecordActions({ page, record, values, long }: ActionsProps) {
	const { say } = useReader()
	const [taking, setTaking] = useState<StepOffer | null>(null)
	const todo = page.lifecycle.find((one) => one.status === 'todo')?.state
	const main = page.steps.find((step) => step.to.key === todo) ?? null
	const ordered = [...page.steps.filter((step) => step !== main), ...(main ? [main] : [])]
	return (
		<>
			{ordered.map((step) => (
				<Button
					key={step.key}
					{...(step === main ? { variant: 'primary' as const } : {})}
					refusedBecause={step.obstacles.map((one) => say(one.message)).join(' ') || undefined}
					onClick={() => setTaking(step)}
				>
					{say(step.title)}
				</Button>
			))}
			{taking && (
				<TransitionDialog
					record={record}
					step={taking}
					delegators={page.delegators}
					documents={page.documents}
					values={values}
					long={long}
					onClose={() => setTaking(null)}
				/>
			)}
		</>
	)
}

/** The course a record takes, with where it is now. */
export function RecordLifecycle({ page, label }: { page: Pick<RecordPage, 'lifecycle'>; label: string }) {
	const { t } = useTranslation('workflow')
	const { say, dateTime } = useReader()
	return (
		<Stepper
			label={t('record.lifecycle', { label })}
			steps={page.lifecycle.map((step) => ({
				key: step.state,
				label: say(step.title),
				state: step.status === 'todo' ? 'next' : step.status,
				tone: step.tone,
				...(step.enteredAt ? { detail: dateTime(step.enteredAt) } : {}),
			}))}
		/>
	)
}

/** What is asked now, of whom, with what, and until when. */
export function RecordNext({ page }: { page: Pick<RecordPage, 'next' | 'deadlines' | 'now'> }) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const join = (parts: readonly string[]) => parts.join(t('record.and'))
	return (
		<Card title={t('record.next')} padding="flush">
			{page.deadlines.length > 0 && (
				<div className="px-4 pt-3">
					<Deadlines deadlines={page.deadlines} now={page.now} />
				</div>
			)}
			{page.next.length === 0 ? (
				<p className="p-4 text-text-3">{t('record.nothing')}</p>
			) : (
				<ListRows
					label={t('record.next')}
					rows={page.next.map((step) => ({
						key: step.key,
						icon: ArrowRight,
						...(step.obstacles.length > 0
							? { tone: 'block' as const }
							: step.warnings.length > 0
								? { tone: 'warn' as const }
								: {}),
						title: say(step.title),
						detail: (
							<>
								{[
									t('record.asked', { roles: join(step.roles.map((role) => say(role.title))) }),
									...(step.asked.length > 0 ? [t('record.needs', { fields: join(step.asked.map(say)) })] : []),
									...(step.quorum ? [t('record.quorum', { count: step.quorum })] : []),
									...(step.meaning ? [t('record.signed', { meaning: say(step.meaning) })] : []),
								].join(' · ')}
								{[...step.obstacles, ...step.warnings].map((one) => (
									<span key={one.en} className="block text-c-fg">
										{say(one)}
									</span>
								))}
							</>
						),
					}))}
				/>
			)}
		</Card>
	)
}

/** What happened, the latest first, with who signed what and what was filled in. */
export function RecordHistory({ page }: { page: Pick<RecordPage, 'history' | 'earlier'> }) {
	const { t } = useTranslation('workflow')
	const { say, dateTime, number } = useReader()
	const inNameOf = (who: string, name: string | null) => (name ? t('record.inNameOf', { who, name }) : who)
	const who = ({ delegate, actor }: RecordPage['history'][number]) => (delegate ? inNameOf(delegate, actor) : actor)
	return (
		<Card title={t('record.history')}>
			<Timeline
				label={t('record.history')}
				entries={page.history.map((entry) => ({
					key: entry.key,
					title: say(entry.title),
					detail: (
						<>
							{entry.signature
								? t('record.signedBy', {
										name: inNameOf(entry.signature.name, entry.signature.inNameOf),
										meaning: say(entry.signature.meaning),
									})
								: who(entry)}
							{entry.signature && <SignatureVoid standing={entry.signature.standing} />}
							{entry.reason && <span className="block wrap-anywhere">{entry.reason}</span>}
							{entry.withdrawn !== null && (
								<span className="block wrap-anywhere">{t('record.takenBack', { why: entry.withdrawn })}</span>
							)}
							{entry.fields.map((field) => (
								<span key={say(field.label)} className="block wrap-anywhere">
									{say(field.label)}: <FilledValue field={field} />
								</span>
							))}
						</>
					),
					time: dateTime(entry.at),
					dateTime: entry.at,
					icon: entry.signature ? Signature : Circle,
				}))}
			/>
			{page.earlier && (
				<p className="mt-3 text-text-2">
					{t('record.earlier', { shown: number(page.history.length), count: page.earlier.count })}{' '}
					{page.earlier.to && <AppLink to={page.earlier.to}>{t('record.earlierLink')}</AppLink>}
				</p>
			)}
		</Card>
	)
}

/** What was filled in; a document leads to its file. */
function FilledValue({ field }: { field: RecordPage['history'][number]['fields'][number] }) {
	const { say, quantity, date } = useReader()
	const text = typeof field.value === 'string' ? field.value : say(field.value)
	const value = field.unit ? quantity({ value: text, unit: field.unit }) : field.date ? date(text) : text
	if (!field.file) return value
	return (
		<AppLink to={`/documents/${field.file}/content`} reloadDocument className="underline">
			{value}
		</AppLink>
	)
}
