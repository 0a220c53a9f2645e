import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldError } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { deprecateSchema } from '../attribute.schema.ts'
import type { AttributePage } from '../read-attribute-page.server.ts'

/** What stands on an attribute, and the way to take it out of use or back. */
export function ImpactCard({ data }: { data: AttributePage }) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const { attribute, impact } = data
	if (!attribute || !impact) return null
	const isUsed = impact.records > 0 || impact.definitions.length > 0 || impact.imports > 0
	return (
		<Card title={t('impact.title')} sub={t('impact.sub')}>
			<ul className="flex flex-col gap-1.5">
				<li>{t(`impact.records.${attribute.subject}`, { count: impact.records })}</li>
				{attribute.deprecatedOn === null && (
					<>
						<li>{t(`impact.forms.${attribute.subject}`)}</li>
						{attribute.requiredAt !== null && <li>{t('impact.requiredAt')}</li>}
						{attribute.partner && <li>{t('impact.partner')}</li>}
					</>
				)}
				{attribute.public && <li>{t('impact.public')}</li>}
				{impact.imports > 0 && <li>{t('impact.imports', { count: impact.imports })}</li>}
				<li className="text-text-3">{t('impact.lists')}</li>
				{impact.definitions.map((hit) => (
					<li key={`${hit.kind} ${hit.key} ${hit.status} ${hit.number}`}>
						<AppLink to={`/${hit.kind === 'workflow' ? 'workflows' : 'rules'}/${hit.key}`}>{say(hit.title)}</AppLink>
						<span className="text-12 text-text-3">
							{' '}
							{t(hit.kind === 'workflow' ? 'impact.workflow' : 'impact.ruleSet')}
							{hit.status === 'active' ? '' : ` · ${t('impact.draft')}`}
						</span>
					</li>
				))}
				{impact.definitions.length === 0 && <li className="text-text-3">{t('impact.noRules')}</li>}
			</ul>
			{data.mayChange && <TakeOut data={data} isUsed={isUsed} />}
		</Card>
	)
}

function TakeOut({ data, isUsed }: { data: AttributePage; isUsed: boolean }) {
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const { attribute, others } = data
	const isOut = Boolean(attribute?.deprecatedOn)
	const form = useServerForm({
		schema: deprecateSchema,
		defaultValues: { reason: '', replacedBy: '', confirmed: false, version: attribute?.version ?? 0 },
		translate: t as (key: string) => string,
	})
	const refused = form.field('confirmed').error
	return (
		<form {...form.formProps} className="mt-4 flex flex-col gap-3 border-t border-line pt-3">
			<ErrorSummary {...form.summary} />
			<input type="hidden" {...form.register('version')} />
			<input type="hidden" name="intent" value={isOut ? 'restore' : 'deprecate'} />
			<Field {...form.field('reason')} label={t(isOut ? 'impact.restoreReason' : 'impact.reason')} required>
				<TextInput {...form.register('reason')} />
			</Field>
			{!isOut && (
				<Field {...form.field('replacedBy')} label={t('impact.replacedBy')}>
					<Select
						placeholder={t('impact.nothing')}
						options={others.map((one) => ({ value: one.key, label: `${say(one.label)} · ${one.key}` }))}
						{...form.register('replacedBy')}
					/>
				</Field>
			)}
			{!isOut && isUsed && (
				<div>
					<Checkbox label={t('impact.confirm')} {...form.register('confirmed')} />
					{refused && <FieldError>{refused}</FieldError>}
				</div>
			)}
			<Button type="submit" busy={form.busy} variant={isOut ? 'secondary' : 'danger'}>
				{t(isOut ? 'impact.restore' : 'impact.deprecate')}
			</Button>
		</form>
	)
}
