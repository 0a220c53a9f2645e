import { Decimal } from 'decimal.js'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError, FieldGrid } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { NoticePage } from '../notice-page.queries.server.ts'
import { reconcile } from '../recall.model.ts'
import { recallAnswerSchema } from '../recall.schema.ts'
import { ReconciliationBars } from './reconciliation-bars.tsx'

/** What goods may have become, in the order of the form. */
const GIVEN = ['quarantined', 'returned', 'used', 'destroyed'] as const
type Input = z.input<typeof recallAnswerSchema>
type Form = ServerForm<Input, z.output<typeof recallAnswerSchema>>
type LotLine = NoticePage['lots'][number]

const amount = (text: string | undefined): Decimal => {
	const trimmed = (text ?? '').trim()
	return /^\d{1,15}(\.\d{1,6})?$/.test(trimmed) ? new Decimal(trimmed) : new Decimal(0)
}

/** What is left to explain of a lot with what is typed now; negative when it is more than was shipped. */
const leftOf = (lot: LotLine, typed: Input['lots'][number] | undefined): Decimal =>
	GIVEN.reduce((left, key) => left.minus(amount(typed?.[key])), new Decimal(lot.shipped))

/** A consignee's answer: what became of each lot. What is not explained is shown, and may be sent as it is. */
export function AnswerForm({
	notice,
	defaultName = '',
	onSaved,
}: {
	notice: NoticePage
	defaultName?: string
	onSaved?: () => void
}) {
	const { t } = useTranslation('recall')
	const { say } = useReader()
	const form = useServerForm({
		schema: recallAnswerSchema,
		encoding: 'json',
		draftKey: `recall-answer-${notice.id}`,
		defaultValues: {
			answeredBy: notice.answeredBy ?? defaultName,
			comment: notice.comment ?? '',
			acknowledged: (notice.answeredAt !== null) as true,
			lots: notice.lots.map(({ lotId, answer }) => ({
				lotId,
				returned: answer?.returned ?? '0',
				quarantined: answer?.quarantined ?? '0',
				used: answer?.used ?? '0',
				destroyed: answer?.destroyed ?? '0',
			})),
		},
		translate: (message) => t(message as 'answer.notANumber'),
		...(onSaved ? { onSaved } : {}),
	})
	const typed = form.watch('lots')
	const lefts = notice.lots.map((lot, index) => leftOf(lot, typed[index]))
	const open = lefts.filter((left) => left.greaterThan(0)).length
	return (
		<form {...form.formProps} id="answer">
			<Card
				title={t('answer.title')}
				padding="flush"
				actions={<span className="text-12 text-text-2">{t('answer.for', { party: say(notice.party.name) })}</span>}
			>
				<div className="flex flex-col gap-3 p-4 empty:hidden">
					<ErrorSummary {...form.summary} />
					<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				</div>
				<AnswerLots notice={notice} form={form} lefts={lefts} />
				<div className="border-t border-line p-4">
					<ReconciliationBars
						form="thin"
						rows={reconcile(
							notice.lots.map((lot, index) => ({
								shipped: lot.shipped,
								unit: lot.unit,
								answer: answerOf(lot, typed[index]),
							})),
						)}
					/>
				</div>
				<div className="flex flex-col gap-4 border-t border-line p-4">
					<FieldGrid>
						<Field {...form.field('answeredBy')} label={t('answer.name')} required>
							<TextInput autoComplete="name" {...form.register('answeredBy')} />
						</Field>
						<Field {...form.field('comment')} label={t('answer.comment')} hint={t('answer.commentHint')}>
							<TextInput {...form.register('comment')} />
						</Field>
					</FieldGrid>
					<div className="flex flex-col gap-1">
						<Checkbox
							id="field-acknowledged"
							label={t('answer.acknowledge')}
							{...form.register('acknowledged')}
							aria-invalid={Boolean(form.field('acknowledged').error)}
						/>
						{form.field('acknowledged').error && <FieldError>{form.field('acknowledged').error}</FieldError>}
					</div>
				</div>
				<div className="flex flex-wrap items-center gap-3 border-t border-line px-4 py-3">
					<p className="min-w-0 flex-1 text-12 text-text-3 max-desk:basis-full">
						{open > 0 ? t('answer.partial', { count: open }) : t('answer.complete')}
					</p>
					<Button type="submit" variant="primary" icon={Check} busy={form.busy} className="max-desk:flex-1">
						{t(notice.answeredAt ? 'answer.resend' : 'answer.send')}
					</Button>
				</div>
			</Card>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

function answerOf(lot: LotLine, typed: Input['lots'][number] | undefined) {
	const left = leftOf(lot, typed)
	const given = Object.fromEntries(GIVEN.map((key) => [key, amount(typed?.[key]).toFixed()])) as Record<
		(typeof GIVEN)[number],
		string
	>
	return { ...given, unknown: Decimal.max(left, 0).toFixed() }
}

/** One line a lot: a table on a wide screen, a card each on a phone. */
function AnswerLots({ notice, form, lefts }: { notice: NoticePage; form: Form; lefts: readonly Decimal[] }) {
	const { t } = useTranslation('recall')
	const { say, quantity } = useReader()
	return (
		<div>
			<div
				aria-hidden="true"
				className="hidden items-center gap-3 border-y border-line bg-surface-2 px-4 py-1.5 text-12 font-medium text-text-2 desk:grid desk:grid-cols-[minmax(0,1fr)_110px_repeat(4,88px)_130px] [&>*:not(:first-child)]:text-right"
			>
				<span>{t('answer.lot')}</span>
				<span>{t('answer.shipped')}</span>
				{GIVEN.map((key) => (
					<span key={key}>{t(`fate.${key}`)}</span>
				))}
				<span>{t('answer.open')}</span>
			</div>
			{notice.lots.map((lot, index) => (
				<fieldset
					key={lot.lotId}
					className="grid grid-cols-2 items-start gap-x-3 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 desk:grid-cols-[minmax(0,1fr)_110px_repeat(4,88px)_130px] desk:items-center"
				>
					<legend className="sr-only">{lot.code}</legend>
					<div className="min-w-0">
						<span className="mono block">{lot.code}</span>
						<span className="block text-12 text-text-3">{say(lot.item)}</span>
					</div>
					<div className="text-right font-semibold max-desk:order-none">
						<span className="font-normal desk:hidden">{t('answer.shipped')} </span>
						{quantity({ value: lot.shipped, unit: lot.unit })}
					</div>
					{GIVEN.map((key) => {
						const name = `lots.${index}.${key}` as const
						const label = t(`fate.${key}`)
						return (
							<Field
								key={key}
								{...form.field(name)}
								label={<span className="desk:sr-only">{label}</span>}
								className="desk:[&>div:first-child]:hidden"
							>
								<TextInput
									inputMode="decimal"
									className="text-right"
									aria-label={`${lot.code}: ${label}`}
									{...form.register(name)}
								/>
							</Field>
						)
					})}
					<div className="col-span-2 text-right desk:col-span-1">
						<Left left={lefts[index] ?? new Decimal(0)} unit={lot.unit} />
					</div>
				</fieldset>
			))}
		</div>
	)
}

function Left({ left, unit }: { left: Decimal; unit: string }) {
	const { t } = useTranslation('recall')
	const { quantity } = useReader()
	if (left.isNegative() && !left.isZero())
		return (
			<StatusText
				tone="block"
				label={t('answer.tooMuch', { quantity: quantity({ value: left.abs().toFixed(), unit }) })}
			/>
		)
	return (
		<StatusText
			tone={left.isZero() ? 'pass' : 'warn'}
			label={t('answer.left', { quantity: quantity({ value: left.toFixed(), unit }) })}
		/>
	)
}
