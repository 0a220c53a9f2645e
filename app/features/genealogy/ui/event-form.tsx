import { Check, Plus, ScanBarcode, X } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { AT_ONCE } from '#app/features/dictionary/attribute.model.ts'
import { AttributeControl } from '#app/features/dictionary/ui/attribute-control.tsx'
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
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { type ServerForm, useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import type { EventChoices } from '../event-form.queries.server.ts'
import { type EventForm, eventFormSchema } from '../event-form.schema.ts'
import { CONTAINER_KINDS, EVENT_RULES, RECORDABLE } from '../event-kinds.model.ts'
import { NewLotFields } from './event-new-lot.tsx'
import { EventParameterRows } from './event-parameters.tsx'

export type EventServerForm = ServerForm<EventForm, z.output<typeof eventFormSchema>>

/** Which of the two lists a kind has, and whether lots may be made by it. */
function shapeOf(kind: EventForm['kind']) {
	const rules = EVENT_RULES[kind]
	const packs = CONTAINER_KINDS.has(kind)
	return {
		packs,
		inputs: rules.inputs !== 'none',
		outputs: rules.outputs !== 'none' && !packs && kind !== 'inspect',
		makes: rules.outputs === 'made' && kind !== 'return' && kind !== 'adjust',
		links: rules.link !== null,
	}
}

/** The form of an event. It shows what its kind has, and says what the kind does. */
export function EventFormCard({
	start,
	choices,
	timeZone,
}: {
	start: EventForm
	choices: EventChoices
	timeZone: string
}) {
	const { t } = useTranslation('genealogy')
	const form: EventServerForm = useServerForm({
		schema: eventFormSchema,
		encoding: 'json',
		defaultValues: start,
		translate: (message) => t(message as 'form.quantity'),
	})
	const kind = form.watch('kind')
	const shape = shapeOf(kind)
	return (
		<form
			{...form.formProps}
			onSubmit={(event) => {
				// Rows of a list that the kind does not have are not sent.
				if (!shape.inputs) form.setValue('inputs', [])
				if (!shape.outputs) form.setValue('outputs', [])
				form.formProps.onSubmit(event)
			}}
		>
			<Stack>
				<ErrorSummary {...form.summary} />
				<Card title={t('form.what')}>
					<FieldGrid>
						<Field {...form.field('kind')} label={t('events.kind')} required>
							<Select
								options={RECORDABLE.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
								{...form.register('kind')}
							/>
						</Field>
						<Field {...form.field('eventTime')} label={t('events.time')} hint={t('form.timeHint', { zone: timeZone })}>
							<DateInput type="datetime-local" {...form.register('eventTime')} />
						</Field>
						{shape.packs && (
							<Field {...form.field('container')} label={t('form.container')} hint={t('form.containerHint')} required>
								<TextInput
									mono
									inputMode="numeric"
									autoComplete="off"
									trailingIcon={ScanBarcode}
									{...form.register('container')}
								/>
							</Field>
						)}
						{shape.packs && (
							<Field {...form.field('containers')} label={t('form.containers')} hint={t('form.containersHint')} full>
								<Textarea rows={2} className="font-mono" autoComplete="off" {...form.register('containers')} />
							</Field>
						)}
					</FieldGrid>
					<Note tone="draft" className="mt-4">
						{t(`about.${kind}`)}
					</Note>
				</Card>
				{shape.inputs && <PartRows form={form} side="inputs" choices={choices} makes={false} />}
				{shape.outputs && <PartRows form={form} side="outputs" choices={choices} makes={shape.makes} />}
				<DetailFields form={form} choices={choices} scrap={shape.links} />
				{!shape.packs && <EventParameterRows form={form} />}
				<FormActions>
					<Button type="submit" variant="primary" icon={Check} busy={form.busy}>
						{t('form.submit')}
					</Button>
					<ButtonLink to="/events">{t('form.cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

type RowsProps = { form: EventServerForm; side: 'inputs' | 'outputs'; choices: EventChoices; makes: boolean }

/** The lots of one side: each by its code, scanned or typed, and how much of it in its own unit. */
function PartRows({ form, side, choices, makes }: RowsProps) {
	const { t } = useTranslation('genealogy')
	const rows = form.watch(side)
	const set = (next: typeof rows) => form.setValue(side, next as EventForm['outputs'], { shouldDirty: true })
	return (
		<Card title={t(`form.${side}`)} sub={t(makes ? 'form.makesHint' : 'form.unitHint')}>
			<div className="space-y-3">
				{rows.map((row, index) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: rows are known to the form by their place
					<Fragment key={index}>
						<div className="grid grid-cols-1 items-start gap-2 desk:grid-cols-[2fr_1fr_2fr_auto]">
							<Field {...form.field(`${side}.${index}.lot`)} label={t('form.lot')}>
								<TextInput
									mono
									autoComplete="off"
									trailingIcon={ScanBarcode}
									{...form.register(`${side}.${index}.lot`)}
								/>
							</Field>
							<Field {...form.field(`${side}.${index}.quantity`)} label={t('form.quantityLabel')}>
								<TextInput autoComplete="off" {...form.register(`${side}.${index}.quantity`)} />
							</Field>
							{makes ? (
								<Field {...form.field(`outputs.${index}.itemId`)} label={t('form.newLotOf')}>
									<FormChooser
										control={form.control}
										name={`outputs.${index}.itemId`}
										list={choices.items}
										placeholder={t('form.existing')}
									/>
								</Field>
							) : (
								<span className="max-desk:hidden" />
							)}
							<IconButton
								icon={X}
								variant="ghost"
								className="desk:mt-6"
								label={t('form.removeRow', { number: index + 1 })}
								onClick={() => set(rows.filter((_row, place) => place !== index))}
							/>
						</div>
						{makes && 'itemId' in row && row.itemId !== '' && (
							<NewLotFields form={form} index={index} attributes={choices.lotAttributes} />
						)}
					</Fragment>
				))}
				<Button size="sm" icon={Plus} onClick={() => set([...rows, { lot: '', quantity: '', itemId: '' }])}>
					{t('form.addRow')}
				</Button>
			</div>
		</Card>
	)
}

function DetailFields({ form, choices, scrap }: { form: EventServerForm; choices: EventChoices; scrap: boolean }) {
	const { t } = useTranslation('genealogy')
	const { say } = useReader()
	return (
		<Card title={t('form.details')}>
			<FieldGrid>
				<Field {...form.field('siteId')} label={t('events.site')}>
					<FormChooser control={form.control} name="siteId" list={choices.sites} placeholder={t('form.ownSite')} />
				</Field>
				<Field {...form.field('reference')} label={t('events.reference')}>
					<TextInput {...form.register('reference')} />
				</Field>
				<Field {...form.field('equipment')} label={t('fact.equipment')}>
					<TextInput {...form.register('equipment')} />
				</Field>
				<Field {...form.field('step')} label={t('fact.step')}>
					<TextInput {...form.register('step')} />
				</Field>
				<Field {...form.field('startedAt')} label={t('fact.startedAt')}>
					<DateInput type="datetime-local" {...form.register('startedAt')} />
				</Field>
				<Field {...form.field('finishedAt')} label={t('fact.finishedAt')}>
					<DateInput type="datetime-local" {...form.register('finishedAt')} />
				</Field>
				{scrap && (
					<Field {...form.field('scrap')} label={t('fact.scrap')} hint={t('form.scrapHint')}>
						<TextInput inputMode="decimal" autoComplete="off" {...form.register('scrap')} />
					</Field>
				)}
				{choices.attributes.map((attribute) => {
					const name = `dictionary.${attribute.key}` as const
					return (
						<Field
							key={attribute.id}
							{...form.field(name)}
							label={say(attribute.label)}
							hint={attribute.help ? say(attribute.help) : undefined}
							required={attribute.requiredAt === AT_ONCE}
						>
							<AttributeControl
								attribute={attribute}
								name={name}
								value={form.watch(name) ?? ''}
								onChange={(value) => form.setValue(name, value, { shouldDirty: true })}
							/>
						</Field>
					)
				})}
				<Field {...form.field('note')} label={t('fact.note')} full>
					<Textarea rows={2} {...form.register('note')} />
				</Field>
			</FieldGrid>
		</Card>
	)
}
