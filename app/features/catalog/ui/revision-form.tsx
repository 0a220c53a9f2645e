import { Plus, Trash2 } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import type { ItemDetail } from '../catalog.queries.server.ts'
import { revisionSchema } from '../catalog.schema.ts'
import type { Revision } from '../revisions.queries.server.ts'
import { ParameterFields } from './parameter-fields.tsx'
import { unitOptions } from './unit-options.ts'

/** `before`: of a new revision, the one whose components and parameters it begins with. */
type Props = {
	item: ItemDetail
	revision: Revision | null
	before: Revision | null
	choices: ChoiceList
	today: string
}

const defaults = (revision: Revision | null, before: Revision | null, today: string) => ({
	code: revision?.code ?? '',
	effectiveFrom: revision?.effectiveFrom ?? today,
	effectiveTo: revision?.effectiveTo ?? '',
	changeReference: revision?.changeReference ?? '',
	parameters: ((revision ?? before)?.parameters ?? []).map(
		({ id: _id, name, step, target, minimum, maximum, ...rest }) => ({
			...rest,
			nameEn: name.en,
			nameZh: name['zh-CN'],
			step: step ?? '',
			target: target ?? '',
			minimum: minimum ?? '',
			maximum: maximum ?? '',
		}),
	),
	components: ((revision ?? before)?.components ?? []).map(({ itemId, quantity, unit, tolerancePercent }) => ({
		componentItemId: itemId,
		quantity,
		unit,
		tolerancePercent,
	})),
})

/** A revision with what one unit of the item is made of. Posts JSON, since its list has any length. */
export function RevisionForm({ item, revision, before, choices, today }: Props) {
	const { t } = useTranslation('catalog')
	const { unit } = useReader()
	const form = useServerForm({
		schema: revisionSchema,
		encoding: 'json',
		defaultValues: defaults(revision, before, today),
		translate: t as (key: string) => string,
	})
	const one = unit(item.unit)
	return (
		<form {...form.formProps}>
			<Card padding="flush">
				<div className="flex flex-col gap-4 p-4">
					<ErrorSummary {...form.summary} />
					{before && <Note tone="draft">{t('revision.begunWith', { code: before.code })}</Note>}
					<FieldGrid>
						<Field {...form.field('code')} label={t('revision.code')} required>
							<TextInput mono {...form.register('code')} />
						</Field>
						<Field {...form.field('changeReference')} label={t('revision.change')}>
							<TextInput mono {...form.register('changeReference')} />
						</Field>
						<Field {...form.field('effectiveFrom')} label={t('revision.from')} required>
							<DateInput {...form.register('effectiveFrom')} />
						</Field>
						<Field {...form.field('effectiveTo')} label={t('revision.to')} hint={t('revision.toHint')}>
							<DateInput {...form.register('effectiveTo')} />
						</Field>
					</FieldGrid>
				</div>
				<Components form={form} choices={choices} one={one} sku={item.sku} />
				<ParameterFields form={form} />
				<FormActions sticky>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
					<ButtonLink to={`/items/${item.id}`}>{t('form.cancel')}</ButtonLink>
				</FormActions>
			</Card>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

export type RevisionFormControl = ReturnType<
	typeof useServerForm<import('zod').input<typeof revisionSchema>, import('zod').output<typeof revisionSchema>>
>

function Components({
	form,
	choices,
	one,
	sku,
}: {
	form: RevisionFormControl
	choices: ChoiceList
	one: string
	sku: string
}) {
	const { t } = useTranslation('catalog')
	const { language } = useReader()
	const list = useFieldArray({ control: form.control, name: 'components' })
	const units = unitOptions(language)
	return (
		<CardSection
			title={t('revision.components', { unit: one })}
			actions={
				<Button
					size="sm"
					icon={Plus}
					onClick={() => list.append({ componentItemId: '', quantity: '', unit: '', tolerancePercent: '0' })}
				>
					{t('revision.add')}
				</Button>
			}
		>
			<p className="mb-3 text-12 text-text-3">
				{list.fields.length > 0 ? t('revision.componentsHint', { unit: one, sku }) : t('revision.none')}
			</p>
			<ol className="flex flex-col gap-3">
				{list.fields.map((field, index) => {
					const name = `components.${index}` as const
					return (
						<li
							key={field.id}
							className="grid items-start gap-3 not-first:border-t not-first:border-line not-first:pt-3 desk:grid-cols-[minmax(0,1fr)_120px_160px_110px_auto]"
						>
							<Field {...form.field(`${name}.componentItemId`)} label={t('revision.component')} required>
								<FormChooser
									control={form.control}
									name={`${name}.componentItemId`}
									list={choices}
									placeholder={t('edit.choose')}
									onChoose={(_value, choice) => choice?.unit && form.setValue(`${name}.unit`, choice.unit)}
								/>
							</Field>
							<Field {...form.field(`${name}.quantity`)} label={t('revision.quantity')} required>
								<TextInput inputMode="decimal" className="num" {...form.register(`${name}.quantity`)} />
							</Field>
							<Field {...form.field(`${name}.unit`)} label={t('revision.unit')} required>
								<Select placeholder={t('edit.choose')} options={units} {...form.register(`${name}.unit`)} />
							</Field>
							<Field {...form.field(`${name}.tolerancePercent`)} label={t('revision.tolerance')}>
								<TextInput inputMode="decimal" className="num" {...form.register(`${name}.tolerancePercent`)} />
							</Field>
							<div className="desk:pt-6">
								<IconButton
									icon={Trash2}
									variant="ghost"
									label={t('revision.remove', { number: index + 1 })}
									onClick={() => list.remove(index)}
								/>
							</div>
						</li>
					)
				})}
			</ol>
		</CardSection>
	)
}
