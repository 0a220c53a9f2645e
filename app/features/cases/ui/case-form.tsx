import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
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
import { CASES, type CaseKind } from '../case.model.ts'
import type { openCaseSchema } from '../case.schema.ts'
import type { CaseChoices } from '../cases.queries.server.ts'
import { newCaseSchema } from '../new-case.schema.ts'
import { ChangeFields } from './change-fields.tsx'
import { DESCRIPTION_LABELS } from './description-label.ts'
import { LotRows } from './lot-rows.tsx'

export type CaseStart = {
	kind: CaseKind
	partner: boolean
	origin: { type: string; label: string; title: string; partyId: string | null } | null
	from: string
	lot: string
	choices: CaseChoices
}

export type CaseFormState = ServerForm<z.input<typeof openCaseSchema>, z.output<typeof openCaseSchema>>

const SEVERITIES = ['minor', 'major', 'critical'] as const

/** The topic that follows from where a CAPA comes from. */
const topicOf = ({ kind, origin }: CaseStart): string => {
	if (kind !== 'capa' || !origin) return ''
	return origin.type === 'deviation' || origin.label.startsWith('CMP-')
		? origin.type === 'deviation'
			? 'deviation'
			: 'complaint'
		: ''
}

function useNewCaseForm(start: CaseStart): CaseFormState {
	const { t } = useTranslation('cases')
	const { kind, origin, from, lot } = start
	return useServerForm({
		schema: newCaseSchema(start.partner),
		encoding: 'json',
		draftKey: `case-${kind}-${from}`,
		defaultValues: {
			kind,
			title: origin?.title ?? '',
			description: '',
			topic: topicOf(start),
			severity: kind === 'complaint' || kind === 'capa' ? 'minor' : '',
			partyId: (kind === 'complaint' || kind === 'return') && origin?.partyId ? origin.partyId : '',
			responsibleId: '',
			dueOn: '',
			from,
			lots: kind === 'change' || (kind === 'capa' && !lot) ? [] : [{ code: lot, quantity: '' }],
			...(kind === 'change'
				? {
						change: {
							itemId: '',
							before: '',
							after: '',
							definition: '',
							versionId: '',
							lines: [{ what: '', before: '', after: '' }],
							procedures: [],
						},
					}
				: {}),
		},
		translate: (key, values) => t(key as 'refused.quantity-missing', values),
	})
}

/** What a case is about, which lots, and who sees to it; of a change also what changes. */
export function CaseForm({ start }: { start: CaseStart }) {
	const { t } = useTranslation(['cases', 'common'])
	const form = useNewCaseForm(start)
	const { kind, partner } = start
	return (
		<form {...form.formProps} className="max-w-[980px]">
			<Stack>
				<ErrorSummary {...form.summary} />
				<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				<Card title={t('new.what')}>
					<WhatFields form={form} start={start} />
				</Card>
				{kind === 'change' && <ChangeFields form={form} choices={start.choices} />}
				{kind !== 'change' && <LotRows form={form} kind={kind} lotCodes={start.choices.lotCodes} />}
				{!partner && (
					<Card title={t('new.who')}>
						<FieldGrid>
							<Field {...form.field('responsibleId')} label={t('field.responsible')} hint={t('new.responsibleHint')}>
								<FormChooser
									control={form.control}
									name="responsibleId"
									list={start.choices.people}
									placeholder={t('new.myself')}
								/>
							</Field>
							<Field {...form.field('dueOn')} label={t('field.due')}>
								<DateInput {...form.register('dueOn')} />
							</Field>
						</FieldGrid>
					</Card>
				)}
				<FormActions note={t('common:requiredNote')}>
					<Button type="submit" variant="primary" icon={Plus} busy={form.busy}>
						{t(partner ? 'partner.complaint.submit' : `kinds.${kind}.submit`)}
					</Button>
					<ButtonLink to={CASES[kind].path}>{t('common:cancel')}</ButtonLink>
				</FormActions>
			</Stack>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

function WhatFields({ form, start }: { form: CaseFormState; start: CaseStart }) {
	const { t } = useTranslation('cases')
	const { kind, partner, choices } = start
	const withParty = !partner && (kind === 'complaint' || kind === 'return')
	const topic = form.watch('topic')
	const parties = kind === 'return' && topic === 'to_supplier' ? choices.suppliers : choices.customers
	return (
		<FieldGrid>
			<Field {...form.field('title')} label={t('field.title')} hint={t('new.titleHint')} required full>
				<TextInput {...form.register('title')} />
			</Field>
			<Field {...form.field('topic')} label={t(`topicOf.${kind}`)} required>
				<Select
					{...form.register('topic')}
					placeholder={t('new.choose')}
					options={CASES[kind].topics.map((value) => ({ value, label: t(`topic.${value}`) }))}
				/>
			</Field>
			{kind !== 'return' && kind !== 'change' && (
				<Field {...form.field('severity')} label={t('field.severity')}>
					<Select
						{...form.register('severity')}
						options={SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))}
					/>
				</Field>
			)}
			{withParty && (
				<Field {...form.field('partyId')} label={t('field.party')} required>
					<FormChooser
						key={parties.from}
						control={form.control}
						name="partyId"
						list={parties}
						placeholder={t('new.choose')}
					/>
				</Field>
			)}
			<Field
				{...form.field('description')}
				label={t(DESCRIPTION_LABELS[kind])}
				hint={t(`new.describe.${kind}`)}
				required
				full
			>
				<Textarea rows={5} {...form.register('description')} />
			</Field>
		</FieldGrid>
	)
}
