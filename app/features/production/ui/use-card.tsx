import { Form, useNavigation } from '@remix-run/react'
import { ScanBarcode, ScanLine } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { OrderAnswer } from '../run-order-action.server.ts'
import { VerdictPanel } from './verdict-panel.tsx'

/** Where an operator scans a lot: it says at once whether the lot may be used, and takes how much of it was. */
export function UseCard({ answer, line }: { answer: OrderAnswer | undefined; line: string }) {
	const { t } = useTranslation('production')
	const { quantity } = useReader()
	const navigation = useNavigation()
	const input = useRef<HTMLInputElement>(null)
	const scanning = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'scan'
	// A hand scanner types wherever the cursor is: it belongs here again after each answer.
	useEffect(() => {
		if (answer?.intent === 'scan' && answer.ok) return
		if (window.matchMedia('(pointer: fine)').matches) input.current?.focus()
	}, [answer])
	return (
		<Card title={t('scan.title')} sub={t('scan.sub')} padding="flush">
			<div className="p-4">
				<Form method="post" preventScrollReset key={JSON.stringify(answer)} className="flex items-end gap-2">
					<input type="hidden" name="intent" value="scan" />
					<Field label={t('scan.label')} name="code" className="flex-1">
						<TextInput
							ref={input}
							name="code"
							mono
							className="min-h-11! text-14!"
							enterKeyHint="search"
							required
							trailingIcon={ScanBarcode}
						/>
					</Field>
					<Button type="submit" icon={ScanLine} busy={scanning} className="min-h-11!">
						{t('scan.submit')}
					</Button>
				</Form>
			</div>
			<div aria-live="assertive">
				{answer && !answer.ok && 'verdict' in answer && <VerdictPanel verdict={answer.verdict} />}
				{answer?.ok && answer.intent === 'scan' && (
					<VerdictPanel verdict={answer.verdict} detail={t('scan.onHand', { quantity: quantity(answer.onHand) })}>
						<ConsumeForm lotId={answer.verdict.lotId ?? ''} suggested={answer.suggested} line={line} />
					</VerdictPanel>
				)}
				{answer?.ok && answer.intent === 'consume' && (
					<Note
						tone="pass"
						role="status"
						className="m-4 mt-0"
						title={t('scan.used', { lot: answer.lot, quantity: quantity(answer.quantity) })}
					>
						{t('scan.usedNext')}
					</Note>
				)}
				{answer && !answer.ok && 'problem' in answer && (answer.intent === 'scan' || answer.intent === 'consume') && (
					<Note
						tone="block"
						role="alert"
						className="m-4 mt-0"
						title={answer.formError ?? Object.values(answer.fieldErrors ?? {})[0]}
					>
						{answer.problem === 'not-found' && t('scan.notFoundNext')}
						{answer.problem === 'several-lots' && t('scan.severalNext')}
					</Note>
				)}
			</div>
		</Card>
	)
}

function ConsumeForm({
	lotId,
	suggested,
	line,
}: {
	lotId: string
	suggested: { value: string; unit: string }
	line: string
}) {
	const { t } = useTranslation('production')
	const { unit } = useReader()
	const navigation = useNavigation()
	const busy = navigation.state !== 'idle' && navigation.formData?.get('intent') === 'consume'
	return (
		<Form method="post" preventScrollReset className="mt-3 space-y-3">
			<input type="hidden" name="intent" value="consume" />
			<input type="hidden" name="lotId" value={lotId} />
			<Field label={t('scan.quantity')} name="quantity" hint={t('output.otherUnits')} required>
				<NumberWithUnit
					autoFocus
					unit={unit(suggested.unit)}
					otherUnits
					name="quantity"
					defaultValue={suggested.value}
					required
					className="min-h-11! text-16!"
				/>
			</Field>
			<FieldGrid>
				<Field label={t('scan.equipment')} name="equipment">
					<TextInput name="equipment" defaultValue={line} />
				</Field>
				<Field label={t('scan.step')} name="step">
					<TextInput name="step" />
				</Field>
			</FieldGrid>
			<Button type="submit" variant="primary" icon={ScanLine} busy={busy} className="min-h-11! w-full">
				{t('scan.submitUse')}
			</Button>
		</Form>
	)
}
