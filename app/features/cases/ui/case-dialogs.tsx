import { useTranslation } from 'react-i18next'
import type { Choice } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { deviateSchema, editCaseSchema, moveGoodsSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'
import { CaseDialog, type CaseDialogProps, useCaseForm } from './case-dialog.tsx'
import { DESCRIPTION_LABELS } from './description-label.ts'

const SEVERITIES = ['minor', 'major', 'critical'] as const

/** Changes what is said of a case, who sees to it and until when; with a reason. */
export function EditDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation('cases')
	const { one } = page
	const form = useCaseForm({ page, onClose }, editCaseSchema, {
		intent: 'edit',
		version: one.version,
		title: one.title,
		description: one.description,
		severity: one.severity ?? '',
		responsibleId: one.responsible?.id ?? '',
		dueOn: one.dueOn ?? '',
		reason: '',
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('edit.title', { number: one.number })}
			description={t('edit.text')}
			submit={t('edit.submit')}
			hidden={{ intent: 'edit', version: one.version }}
		>
			<Field {...form.field('title')} label={t('field.title')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<Field {...form.field('description')} label={t(DESCRIPTION_LABELS[one.kind])} required>
				<Textarea rows={4} {...form.register('description')} />
			</Field>
			<FieldGrid>
				{one.severity !== null && (
					<Field {...form.field('severity')} label={t('field.severity')}>
						<Select
							{...form.register('severity')}
							options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
						/>
					</Field>
				)}
				<Field {...form.field('responsibleId')} label={t('field.responsible')}>
					<FormChooser
						control={form.control}
						name="responsibleId"
						list={page.people}
						placeholder={t('actions.nobody')}
					/>
				</Field>
				<Field {...form.field('dueOn')} label={t('field.due')}>
					<DateInput {...form.register('dueOn')} />
				</Field>
			</FieldGrid>
			<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')} required>
				<TextInput {...form.register('reason')} />
			</Field>
		</CaseDialog>
	)
}

/** The lot that is chosen at first, by its code. */
const firstOf = (page: CasePage): Choice[] =>
	page.lots.rows.slice(0, 1).map((lot) => ({ value: lot.id, code: lot.label, name: '', detail: null, unit: null }))

/** Opens a deviation about one of the lots of a complaint or return. */
export function DeviateDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation('cases')
	const form = useCaseForm({ page, onClose }, deviateSchema, {
		intent: 'deviate',
		lotId: page.lots.rows[0]?.id ?? '',
		title: page.one.title,
		severity: (page.one.severity as 'minor' | null) ?? 'minor',
		reason: '',
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('deviate.title')}
			description={t('deviate.text')}
			submit={t('deviate.submit')}
			hidden={{ intent: 'deviate' }}
		>
			<Field {...form.field('lotId')} label={t('links.type.lot')} required>
				<FormChooser control={form.control} name="lotId" list={{ ...page.lotChoices, chosen: firstOf(page) }} />
			</Field>
			<Field {...form.field('title')} label={t('field.title')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<Field {...form.field('severity')} label={t('field.severity')} required>
				<Select
					{...form.register('severity')}
					options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
				/>
			</Field>
			<Field {...form.field('reason')} label={t('deviate.reason')} required>
				<Textarea rows={3} {...form.register('reason')} />
			</Field>
		</CaseDialog>
	)
}

/** Books the goods of a return out or in, every lot with its quantity. */
export function GoodsDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation('cases')
	const { quantity, number } = useReader()
	const inward = page.one.topic === 'from_customer'
	const { rows, more } = page.lots
	const lots = rows.filter((link) => link.quantity && link.unit)
	const form = useCaseForm({ page, onClose }, moveGoodsSchema, { intent: 'move-goods', reference: '' })
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t(inward ? 'goods.in' : 'goods.out')}
			description={t(inward ? 'goods.inText' : 'goods.outText')}
			submit={t('goods.submit')}
			hidden={{ intent: 'move-goods' }}
		>
			<ul className="flex flex-col gap-1">
				{lots.map((lot) => (
					<li key={lot.id} className="flex justify-between gap-3">
						<span className="mono">{lot.label}</span>
						<span>{quantity({ value: lot.quantity ?? '0', unit: lot.unit ?? '' })}</span>
					</li>
				))}
			</ul>
			{more > 0 && <p className="text-text-2">{t('goods.more', { more: number(more) })}</p>}
			<Field {...form.field('reference')} label={t('goods.reference')} hint={t('goods.referenceHint')}>
				<TextInput mono {...form.register('reference')} />
			</Field>
		</CaseDialog>
	)
}
