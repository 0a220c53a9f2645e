import { Form, useNavigation } from '@remix-run/react'
import { CirclePlay } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { OrderPage } from '../read-order-page.server.ts'

/** Whether the line is free and cleared for an order that is planned; starts the order where it has to be cleared. */
export function LineCard({ page }: { page: OrderPage }) {
	const { line, may, order } = page
	const { t } = useTranslation('production')
	const { say } = useReader()
	if (!line) return null
	return (
		<Card title={t('line.title', { line: order.line })}>
			<div className="space-y-4">
				{!line.severalLots && line.busyWith && (
					<Note tone="block" title={t('line.busy', { order: line.busyWith.number })}>
						{t('line.busyText')}{' '}
						<AppLink to={`/production/${line.busyWith.id}`} className="font-mono">
							{line.busyWith.number}
						</AppLink>
					</Note>
				)}
				{!line.severalLots && !line.busyWith && line.previous && may.start && (
					<ClearanceForm previous={line.previous} stopped={page.buttons.start?.map(say).join(' ')} />
				)}
				{!line.severalLots && !line.busyWith && line.previous && !may.start && (
					<p>{t('line.before', { order: line.previous.number, lot: line.previous.lotCode ?? '–' })}</p>
				)}
				{!line.severalLots && !line.busyWith && !line.previous && <p>{t('line.free')}</p>}
				{line.severalLots && <p>{t('line.several')}</p>}
				{may.setLine && (
					<Form method="post" preventScrollReset>
						<input type="hidden" name="intent" value="line" />
						<input type="hidden" name="severalLots" value={line.severalLots ? 'no' : 'yes'} />
						<Button type="submit" size="sm">
							{t(line.severalLots ? 'line.allowOne' : 'line.allowSeveral')}
						</Button>
					</Form>
				)}
			</div>
		</Card>
	)
}

type ClearanceProps = {
	previous: NonNullable<NonNullable<OrderPage['line']>['previous']>
	/** Why the order may not start, cleared or not. */
	stopped: string | undefined
}

function ClearanceForm({ previous, stopped }: ClearanceProps) {
	const { t } = useTranslation('production')
	const [cleared, setCleared] = useState(false)
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'start'
	return (
		<Form method="post" preventScrollReset className="space-y-3">
			<input type="hidden" name="intent" value="start" />
			<p>{t('line.before', { order: previous.number, lot: previous.lotCode ?? '–' })}</p>
			<Checkbox
				name="cleared"
				label={t('line.cleared', { lot: previous.lotCode ?? previous.number })}
				hint={t('line.clearedHint')}
				checked={cleared}
				onChange={(event) => setCleared(event.target.checked)}
			/>
			<Field label={t('line.note')} name="clearanceNote">
				<TextInput name="clearanceNote" />
			</Field>
			<Button
				type="submit"
				variant="primary"
				icon={CirclePlay}
				busy={busy}
				refusedBecause={stopped || (cleared ? undefined : t('line.clearFirst'))}
				className="min-h-11! max-desk:w-full"
			>
				{t('order.start')}
			</Button>
		</Form>
	)
}

/** By whose word the line was cleared before the order started. */
export function ClearanceCard({ page }: { page: OrderPage }) {
	const { clearance } = page
	const { t } = useTranslation('production')
	const { dateTime } = useReader()
	if (!clearance) return null
	return (
		<Card title={t('clearance.title')}>
			<KeyValue
				width="wide"
				entries={[
					{ label: t('clearance.previous'), value: <span className="mono">{clearance.previousNumber}</span> },
					{ label: t('clearance.by'), value: clearance.actorName },
					{ label: t('clearance.at'), value: dateTime(clearance.clearedAt) },
					...(clearance.note ? [{ label: t('line.note'), value: clearance.note }] : []),
				]}
			/>
		</Card>
	)
}
