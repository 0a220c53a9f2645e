import { Plus, X } from 'lucide-react'
import { useFieldArray } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { hasNoChoice } from '#app/core/choice.ts'
import { choicesAddress } from '#app/features/choices/choices.model.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { ManyChooser } from '#app/ui/forms/many-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useLaterChoices } from '#app/ui/forms/use-named-choices.ts'
import { Card } from '#app/ui/layout/card.tsx'
import type { CaseChoices } from '../cases.queries.server.ts'
import type { CaseFormState } from './case-form.tsx'

const OF_AN_ITEM: readonly string[] = ['item_revision', 'recipe', 'parameter', 'supplier']
const OF_A_DEFINITION: readonly string[] = ['rule_set', 'workflow']

type Props = { form: CaseFormState; choices: CaseChoices }

/** What changes: the item and its two revisions, or the rule set or workflow; line by line; and which procedures. */
export function ChangeFields({ form, choices }: Props) {
	const { t } = useTranslation('cases')
	const topic = String(form.watch('topic') ?? '')
	const procedures = form.watch('change.procedures') ?? []
	return (
		<>
			<Card title={t('change.what')} sub={t('change.whatHint')}>
				{OF_AN_ITEM.includes(topic) && <ItemFields form={form} choices={choices} />}
				{OF_A_DEFINITION.includes(topic) && <DefinitionFields form={form} choices={choices} topic={topic} />}
				<Lines form={form} />
			</Card>
			{!hasNoChoice(choices.procedures) && (
				<Card title={t('change.procedures')} sub={t('change.proceduresHint')}>
					<ManyChooser
						label={t('change.procedures')}
						labelHidden
						list={choices.procedures}
						values={procedures}
						onChange={(codes) => form.setValue('change.procedures', codes, { shouldDirty: true })}
					/>
				</Card>
			)}
		</>
	)
}

function DefinitionFields({ form, choices, topic }: Props & { topic: string }) {
	const { t } = useTranslation(['cases', 'rules'])
	const key = form.watch('change.definition')
	const versions = useLaterChoices(key ? choicesAddress('versions', { key: String(key) }) : null)
	return (
		<FieldGrid className="mb-4">
			<Field {...form.field('change.definition')} label={t(`topic.${topic as 'rule_set'}`)} full>
				<FormChooser
					// The list is another with another topic.
					key={topic}
					control={form.control}
					name="change.definition"
					onChoose={() => form.setValue('change.versionId', '')}
					placeholder={t('new.choose')}
					list={topic === 'workflow' ? choices.workflows : choices.ruleSets}
				/>
			</Field>
			{versions && !hasNoChoice(versions) && (
				<Field
					{...form.field('change.versionId')}
					label={t('change.takesPlace')}
					hint={t('change.takesPlaceHint')}
					full
				>
					<FormChooser
						control={form.control}
						name="change.versionId"
						list={versions}
						placeholder={t('change.notBegun')}
					/>
				</Field>
			)}
		</FieldGrid>
	)
}

function ItemFields({ form, choices }: Props) {
	const { t } = useTranslation('cases')
	const itemId = form.watch('change.itemId')
	const revisions = useLaterChoices(itemId ? choicesAddress('revisions', { item: String(itemId), by: 'code' }) : null)
	return (
		<FieldGrid className="mb-4">
			<Field {...form.field('change.itemId')} label={t('change.item')} full>
				<FormChooser control={form.control} name="change.itemId" list={choices.items} placeholder={t('new.choose')} />
			</Field>
			{revisions && (revisions.all === null || revisions.all.length > 1) && (
				<>
					<Field {...form.field('change.before')} label={t('change.before')}>
						<FormChooser
							control={form.control}
							name="change.before"
							list={revisions}
							placeholder={t('change.noRevision')}
						/>
					</Field>
					<Field {...form.field('change.after')} label={t('change.after')}>
						<FormChooser
							control={form.control}
							name="change.after"
							list={revisions}
							placeholder={t('change.noRevision')}
						/>
					</Field>
				</>
			)}
		</FieldGrid>
	)
}

function Lines({ form }: { form: CaseFormState }) {
	const { t } = useTranslation('cases')
	const rows = useFieldArray({ control: form.control, name: 'change.lines' })
	return (
		<>
			<ul className="flex flex-col gap-4">
				{rows.fields.map((row, index) => (
					<li key={row.id} className="grid gap-3 desk:grid-cols-[1fr_1.4fr_1.4fr_auto] desk:items-start">
						<Field {...form.field(`change.lines.${index}.what`)} label={t('change.line', { number: index + 1 })}>
							<TextInput {...form.register(`change.lines.${index}.what`)} />
						</Field>
						<Field
							{...form.field(`change.lines.${index}.before`)}
							label={t('change.lineBefore', { number: index + 1 })}
						>
							<Textarea rows={2} {...form.register(`change.lines.${index}.before`)} />
						</Field>
						<Field {...form.field(`change.lines.${index}.after`)} label={t('change.lineAfter', { number: index + 1 })}>
							<Textarea rows={2} {...form.register(`change.lines.${index}.after`)} />
						</Field>
						<IconButton
							icon={X}
							variant="ghost"
							label={t('change.removeLine', { number: index + 1 })}
							className="desk:mt-6"
							onClick={() => rows.remove(index)}
						/>
					</li>
				))}
			</ul>
			<Button
				size="sm"
				variant="ghost"
				icon={Plus}
				className="mt-2"
				onClick={() => rows.append({ what: '', before: '', after: '' })}
			>
				{t('change.addLine')}
			</Button>
		</>
	)
}
