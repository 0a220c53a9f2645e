import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { CASES } from '../case.model.ts'
import { deviateSchema, editCaseSchema, moveGoodsSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'

type Props = { page: CasePage; onClose: () => void }

const SEVERITIES = ['minor', 'major', 'critical'] as const

const actionOf = ({ one }: CasePage): string => `${CASES[one.kind].path}/${one.id}`

const saved = (onClose: () => void) => (answer: unknown) => {
	onClose()
	showToast({ tone: 'pass', title: (answer as { done: string }).done })
}

/** Changes what is said of a case, who sees to it and until when; with a reason. */
export function EditDialog({ page, onClose }: Props) {
	const { t } = useTranslation(['cases', 'common'])
	const { one } = page
	const form = useServerForm({
		schema: editCaseSchema,
		action: actionOf(page),
		defaultValues: {
			intent: 'edit',
			version: one.version,
			title: one.title,
			description: one.description,
			severity: one.severity ?? '',
			responsibleId: one.responsible?.id ?? '',
			dueOn: one.dueOn ?? '',
			reason: '',
		},
		translate: (key) => t(key as 'problem.titleNeeded'),
		onSaved: saved(onClose),
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('edit.title', { number: one.number })}
			description={t('edit.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('version')} />
				<Field {...form.field('title')} label={t('field.title')} required>
					<TextInput {...form.register('title')} />
				</Field>
				<Field {...form.field('description')} label={t('field.description')} required>
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
						<Select
							{...form.register('responsibleId')}
							placeholder={t('actions.nobody')}
							options={page.people.map((person) => ({ value: person.id, label: person.name }))}
						/>
					</Field>
					<Field {...form.field('dueOn')} label={t('field.due')}>
						<DateInput {...form.register('dueOn')} />
					</Field>
				</FieldGrid>
				<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')} required>
					<TextInput {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('edit.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}

/** Opens a deviation about one of the lots of a complaint or return. */
export function DeviateDialog({ page, onClose }: Props) {
	const { t } = useTranslation(['cases', 'common'])
	const lots = page.links.filter((link) => link.type === 'lot')
	const form = useServerForm({
		schema: deviateSchema,
		action: actionOf(page),
		defaultValues: {
			intent: 'deviate',
			lotId: lots[0]?.id ?? '',
			title: page.one.title,
			severity: (page.one.severity as 'minor' | null) ?? 'minor',
			reason: '',
		},
		translate: (key) => t(key as 'problem.titleNeeded'),
		onSaved: saved(onClose),
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('deviate.title')}
			description={t('deviate.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('lotId')} label={t('links.type.lot')} required>
					<Select {...form.register('lotId')} options={lots.map((lot) => ({ value: lot.id, label: lot.label }))} />
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
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('deviate.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}

/** Books the goods of a return out or in, every lot with its quantity. */
export function GoodsDialog({ page, onClose }: Props) {
	const { t } = useTranslation(['cases', 'common'])
	const { quantity } = useReader()
	const inward = page.one.topic === 'from_customer'
	const lots = page.links.filter((link) => link.type === 'lot' && link.quantity && link.unit)
	const form = useServerForm({
		schema: moveGoodsSchema,
		action: actionOf(page),
		defaultValues: { intent: 'move-goods', reference: '' },
		translate: (key) => t(key as 'problem.tooLong'),
		onSaved: saved(onClose),
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t(inward ? 'goods.in' : 'goods.out')}
			description={t(inward ? 'goods.inText' : 'goods.outText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<ul className="flex flex-col gap-1">
					{lots.map((lot) => (
						<li key={lot.id} className="flex justify-between gap-3">
							<span className="mono">{lot.label}</span>
							<span>{quantity({ value: lot.quantity ?? '0', unit: lot.unit ?? '' })}</span>
						</li>
					))}
				</ul>
				<Field {...form.field('reference')} label={t('goods.reference')} hint={t('goods.referenceHint')}>
					<TextInput mono {...form.register('reference')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('goods.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
