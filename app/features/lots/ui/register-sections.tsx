import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { timeIn, todayIn } from '#app/core/local-date.ts'
import { UNITS } from '#app/core/unit-table.ts'
import { unitOf } from '#app/core/units.ts'
import { fitsPattern } from '#app/features/lot-codes/match-code.ts'
import { partsOf, renderCode } from '#app/features/lot-codes/render-code.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useNamedChoice } from '#app/ui/forms/use-named-choices.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { RegisterItem, RegisterOptions } from '../register-options.queries.server.ts'
import { CERTIFICATE_CHOICES } from './certificate-choices.ts'
import { ContainerFields, RevisionField, SupplierLotField } from './code-fields.tsx'
import type { RegisterForm } from './use-register-form.ts'

type Props = {
	form: RegisterForm
	options: RegisterOptions
	item: RegisterItem | undefined
	/** What the item asks for did not come. */
	failed?: boolean
	partner: boolean
}

/** Says that a field may stay empty for now, and until when. */
function Later({ until }: { until: 'receiving' | 'release' }) {
	const { t } = useTranslation('lots')
	return <Tag>{t(`register.later.${until}`)}</Tag>
}

const needs = (item: RegisterItem, kind: 'site' | 'line'): boolean =>
	partsOf(item.codes.pattern).some((part) => part.kind === kind)

/** Our lot code, with an example of what the pattern gives and a word at once where a typed one is otherwise. */
function CodeField({ form, options, item, partner }: Props) {
	const { t } = useTranslation('lots')
	const { now, timeZone } = useReader()
	const site = useNamedChoice(options.sites, form.watch('siteId') ?? '')?.code ?? undefined
	const label = t(partner ? 'register.theirCode' : 'register.code')
	const input = (
		<TextInput mono autoComplete="off" placeholder={t('register.givenByPattern')} {...form.register('code')} />
	)
	if (!item) {
		return (
			<Field {...form.field('code')} label={label} hint={t('register.codeHintAny')}>
				{input}
			</Field>
		)
	}
	const parts = partsOf(item.codes.pattern)
	const typed = form.watch('code')?.trim() ?? ''
	const line = form.watch('line')?.trim() || undefined
	const at = new Date(now)
	const example = renderCode(
		parts,
		{
			date: todayIn(timeZone, at),
			time: timeIn(timeZone, at),
			sku: item.sku,
			site: site ?? options.sites.all?.[0]?.code ?? 'S1',
			line: line ?? 'L1',
		},
		1,
	)
	const off = typed !== '' && item.codes.typed !== 'off' && !fitsPattern(parts, typed, { sku: item.sku, site, line })
	const hint = off ? (item.codes.typed === 'refuse' ? 'register.codeRefused' : 'register.codeOff') : 'register.codeHint'
	return (
		<Field {...form.field('code')} label={label} hint={t(hint, { example })}>
			{input}
		</Field>
	)
}

/** Which material: item, revision, codes, who made it. */
export function MaterialSection({ form, options, item, failed, partner }: Props) {
	const { t } = useTranslation('lots')
	return (
		<Card title={t('register.material')} sub={t('register.materialSub')}>
			<FieldGrid>
				<Field
					{...form.field('item')}
					label={t('register.item')}
					hint={failed ? t('register.itemFailed') : undefined}
					required
					full
				>
					<FormChooser control={form.control} name="item" list={options.choices} placeholder={t('register.choose')} />
				</Field>
				<RevisionField form={form} revisions={item?.revisions ?? []} aside={<Later until="receiving" />} />
				<SupplierLotField form={form} partner={partner} />
				<CodeField form={form} item={item} options={options} partner={partner} />
				{item && needs(item, 'line') && (
					<Field {...form.field('line')} label={t('register.line')} hint={t('register.lineHint')} required>
						<TextInput mono autoComplete="off" {...form.register('line')} />
					</Field>
				)}
				<ContainerFields form={form} />
				{item?.udi?.serial && (
					<Field
						{...form.field('serials')}
						label={t('register.serials')}
						hint={t('register.serialsHint')}
						required
						full
					>
						<Textarea rows={3} className="mono" autoComplete="off" {...form.register('serials')} />
					</Field>
				)}
				{!partner && (
					<Field {...form.field('supplierId')} label={t('register.supplier')} aside={<Later until="receiving" />}>
						<FormChooser
							control={form.control}
							name="supplierId"
							list={options.suppliers}
							placeholder={t('register.madeHere')}
						/>
					</Field>
				)}
			</FieldGrid>
		</Card>
	)
}

/** How much, when and where made. */
export function QuantitySection({ form, options, item }: Props) {
	const { t } = useTranslation('lots')
	const { say, unit: unitText } = useReader()
	const dimension = item ? unitOf(item.unit)?.dimension : undefined
	const units = UNITS.filter(
		(unit) =>
			unit.code === item?.unit ||
			(dimension && unit.dimension === dimension) ||
			item?.units.some((one) => one.unit === unit.code),
	)
	const packing = item?.units.find((one) => one.unit === form.watch('unit'))
	const packingText = packing && `1 ${unitText(packing.unit)} = ${packing.factor} ${unitText(packing.baseUnit)}`
	const madeNeeded = item?.udi?.manufacturedOn ?? false
	const expiryNeeded = item?.udi?.expiresOn ?? false
	return (
		<Card title={t('register.howMuch')}>
			<FieldGrid>
				<Field {...form.field('quantity')} label={t('register.quantity')} hint={t('register.quantityHint')} required>
					<TextInput inputMode="decimal" autoComplete="off" {...form.register('quantity')} />
				</Field>
				<Field {...form.field('unit')} label={t('register.unit')} hint={packingText} required>
					<Select
						placeholder={t('register.unitFirst')}
						options={units.map((unit) => ({ value: unit.code, label: `${unit.symbol} · ${say(unit.label)}` }))}
						{...form.register('unit')}
					/>
				</Field>
				<Field
					{...form.field('manufacturedOn')}
					label={t('register.madeOn')}
					required={madeNeeded}
					aside={madeNeeded ? undefined : <Later until="release" />}
				>
					<DateInput {...form.register('manufacturedOn')} />
				</Field>
				<Field
					{...form.field('expiresOn')}
					label={t('register.expiresOn')}
					required={expiryNeeded}
					aside={expiryNeeded ? undefined : <Later until="release" />}
				>
					<DateInput {...form.register('expiresOn')} />
				</Field>
				<Field
					{...form.field('siteId')}
					label={t('register.site')}
					{...(item && needs(item, 'site')
						? { required: true, hint: t('register.siteNeeded') }
						: { aside: <Later until="receiving" /> })}
				>
					<FormChooser control={form.control} name="siteId" list={options.sites} placeholder={t('register.notKnown')} />
				</Field>
			</FieldGrid>
		</Card>
	)
}

/** Further properties by name. */
export function PropertiesSection({ form }: { form: RegisterForm }) {
	const { t } = useTranslation('lots')
	const rows = useFieldArray({ control: form.control, name: 'attributes' })
	return (
		<Card title={t('register.properties')} sub={t('register.propertiesSub')}>
			<div className="flex flex-col gap-3">
				{rows.fields.map((row, index) => (
					<div key={row.id} className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-start gap-3">
						<Field {...form.field(`attributes.${index}.name`)} label={t('register.propertyName')}>
							<TextInput {...form.register(`attributes.${index}.name`)} />
						</Field>
						<Field {...form.field(`attributes.${index}.value`)} label={t('register.propertyValue')}>
							<TextInput {...form.register(`attributes.${index}.value`)} />
						</Field>
						<IconButton
							icon={X}
							label={t('register.removeProperty', { number: index + 1 })}
							variant="ghost"
							className="mt-6"
							onClick={() => rows.remove(index)}
						/>
					</div>
				))}
				<div>
					<Button size="sm" icon={Plus} onClick={() => rows.append({ name: '', value: '' })}>
						{t('register.addProperty')}
					</Button>
				</div>
			</div>
		</Card>
	)
}

/** The certificate of the lot, checked and kept with it. */
export function CertificateSection({ form, item }: Pick<Props, 'form' | 'item'>) {
	const { t } = useTranslation('lots')
	return (
		<Card
			title={t('register.certificate')}
			sub={item?.certificateRequired ? t('register.certificateNeeded') : t('register.certificateOptional')}
		>
			<div className="flex flex-col gap-4">
				<Field
					{...form.field('certificate')}
					label={t('register.certificateFile')}
					aside={item?.certificateRequired ? <Later until="receiving" /> : undefined}
				>
					<FileDrop
						name="certificate"
						accept=".pdf,.png,.jpg,.jpeg,.tif,.tiff,.docx,.xlsx"
						note={t('register.certificateNote')}
					/>
				</Field>
				<FieldGrid>
					<Field {...form.field('certificateKind')} label={t('register.certificateKind')}>
						<Select
							options={CERTIFICATE_CHOICES.map((kind) => ({ value: kind, label: t(`certificateKind.${kind}`) }))}
							{...form.register('certificateKind')}
						/>
					</Field>
					<Field {...form.field('certificateNumber')} label={t('register.certificateNumber')}>
						<TextInput mono {...form.register('certificateNumber')} />
					</Field>
					<Field {...form.field('certificateIssuedOn')} label={t('register.certificateIssuedOn')}>
						<DateInput {...form.register('certificateIssuedOn')} />
					</Field>
					<Field
						{...form.field('certificateValidUntil')}
						label={t('register.certificateValidUntil')}
						hint={t('register.certificateValidHint')}
					>
						<DateInput {...form.register('certificateValidUntil')} />
					</Field>
				</FieldGrid>
			</div>
		</Card>
	)
}
