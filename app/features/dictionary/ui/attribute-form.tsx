import { useTranslation } from 'react-i18next'
import { ITEM_KINDS } from '#app/features/catalog/catalog.model.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { attributeSchema } from '../attribute.schema.ts'
import type { AttributePage } from '../read-attribute-page.server.ts'
import { AttributePreview } from './attribute-preview.tsx'
import { ChangeHistory } from './change-history.tsx'
import { ImpactCard } from './impact-card.tsx'
import { ReadersPart } from './readers-part.tsx'
import { WhatPart } from './what-part.tsx'

const defaults = ({ attribute, subject, today }: AttributePage) => ({
	subject,
	key: attribute?.key ?? '',
	type: attribute?.type ?? ('text' as const),
	labelEn: attribute?.label.en ?? '',
	labelZh: attribute?.label['zh-CN'] ?? '',
	helpEn: attribute?.help?.en ?? '',
	helpZh: attribute?.help?.['zh-CN'] ?? '',
	unit: attribute?.unit ?? '',
	minimum: attribute?.minimum ?? '',
	maximum: attribute?.maximum ?? '',
	longest: attribute?.longest ?? '',
	format: attribute?.format ?? ('any' as const),
	choices: (attribute?.choices ?? []).map(({ value, label }) => ({
		value,
		labelEn: label.en,
		labelZh: label['zh-CN'],
	})),
	requiredAt: attribute?.requiredAt ?? '',
	itemKinds: ITEM_KINDS.filter((kind) => attribute?.itemKinds.includes(kind)) as string[],
	roles: [...(attribute?.roles ?? [])],
	partner: attribute?.partner ?? false,
	public: attribute?.public ?? false,
	effectiveFrom: attribute?.effectiveFrom ?? today,
	reason: '',
	version: attribute?.version ?? '',
})

export const useAttributeForm = (data: AttributePage) => {
	const { t } = useTranslation('dictionary')
	return useServerForm({
		schema: attributeSchema,
		encoding: 'json',
		defaultValues: defaults(data),
		translate: t as (key: string) => string,
	})
}
export type AttributeFormControl = ReturnType<typeof useAttributeForm>

/** An attribute, new or to be changed, with the field that it becomes and what stands on it beside. */
export function AttributeForm({ data }: { data: AttributePage }) {
	const { t } = useTranslation('dictionary')
	const form = useAttributeForm(data)
	const aside = (
		<>
			<AttributePreview form={form} />
			<ImpactCard data={data} />
			{data.attribute && <ChangeHistory changes={data.changes} />}
		</>
	)
	return (
		<Split aside={aside}>
			<form {...form.formProps}>
				<Stack>
					<ErrorSummary {...form.summary} />
					<fieldset disabled={!data.mayChange} className="contents">
						<WhatPart form={form} isNew={data.attribute === null} />
						<ReadersPart form={form} states={data.states} />
					</fieldset>
					{data.mayChange && (
						<Card padding="flush">
							<div className="p-4">
								<Field {...form.field('reason')} label={t('edit.reason')} hint={t('edit.reasonHint')} required>
									<TextInput {...form.register('reason')} />
								</Field>
							</div>
							<FormActions sticky>
								<Button type="submit" variant="primary" busy={form.busy}>
									{t('form.save')}
								</Button>
								<ButtonLink to={`/dictionary?of=${data.subject}`}>{t('form.cancel')}</ButtonLink>
							</FormActions>
						</Card>
					)}
				</Stack>
				<UnsavedWarning when={form.unsaved} />
			</form>
		</Split>
	)
}
