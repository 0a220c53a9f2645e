import { useTranslation } from 'react-i18next'
import { LANGUAGE_CHOICES, type LocalizedText } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { NumberWithUnit } from '#app/ui/forms/number-with-unit.tsx'
import { RadioGroup } from '#app/ui/forms/radio-group.tsx'
import { Select, type SelectOption } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { settingsSchema } from '../settings.schema.ts'
import type { TenantSettings } from '../tenants.queries.server.ts'
import { ThemePreview } from './theme-preview.tsx'

export type ThemeChoice = { key: string; title: LocalizedText; accent: string; accentDark: string; mark: string }

/** A tenant's settings, with the chosen theme shown beside before it is saved. */
export function SettingsForm({
	settings,
	themes,
	zones,
}: {
	settings: TenantSettings
	themes: readonly ThemeChoice[]
	zones: readonly SelectOption[]
}) {
	const { t } = useTranslation('tenants')
	const { say } = useReader()
	const { contact } = settings
	const form = useServerForm({
		schema: settingsSchema,
		defaultValues: {
			name: settings.name,
			initials: settings.initials,
			language: settings.language,
			timeZone: settings.timeZone,
			theme: settings.theme,
			contactEmail: contact?.email ?? '',
			contactPhone: contact?.phone ?? '',
			contactWeb: contact?.web ?? '',
			negativeStock: settings.allowNegativeStock ? ('flag' as const) : ('refuse' as const),
			balanceRule: settings.balanceRule,
			balanceTolerance: settings.balanceTolerance,
		},
		translate: t as (key: string) => string,
		onSaved: (answer) => showToast({ tone: 'pass', title: (answer as { done?: string })?.done ?? t('saved') }),
	})
	const chosen = themes.find((theme) => theme.key === form.watch('theme')) ?? themes[0]
	const answers = (of: 'negativeStock' | 'balanceRule') =>
		(['refuse', 'flag'] as const).map((value) => ({ value, label: t(`${of}Answers.${value}`) }))
	const brand = { name: form.watch('name') || settings.name, initials: form.watch('initials') || settings.initials }
	return (
		<form {...form.formProps}>
			<Split aside={chosen && <ThemePreview theme={chosen} brand={brand} />}>
				<ErrorSummary {...form.summary} />
				<Card title={t('company')}>
					<FieldGrid>
						<Field {...form.field('name')} label={t('name')} required>
							<TextInput {...form.register('name')} />
						</Field>
						<Field {...form.field('initials')} label={t('initials')} hint={t('initialsHint')} required>
							<TextInput maxLength={3} {...form.register('initials')} />
						</Field>
						<Field {...form.field('language')} label={t('language')} hint={t('languageHint')} required>
							<Select options={LANGUAGE_CHOICES} {...form.register('language')} />
						</Field>
						<Field {...form.field('timeZone')} label={t('timeZone')} hint={t('timeZoneHint')} required>
							<Select options={zones} {...form.register('timeZone')} />
						</Field>
					</FieldGrid>
				</Card>
				<Card title={t('theme')}>
					<RadioGroup
						legend={t('theme')}
						legendHidden
						hint={t('themeHint')}
						options={themes.map((theme) => ({
							value: theme.key,
							label: <ThemeName theme={theme} name={say(theme.title)} />,
						}))}
						error={form.field('theme').error}
						{...form.register('theme')}
					/>
				</Card>
				<Card title={t('contact')} sub={t('contactHint')}>
					<FieldGrid>
						<Field {...form.field('contactEmail')} label={t('contactEmail')}>
							<TextInput type="email" {...form.register('contactEmail')} />
						</Field>
						<Field {...form.field('contactPhone')} label={t('contactPhone')}>
							<TextInput type="tel" {...form.register('contactPhone')} />
						</Field>
						<Field {...form.field('contactWeb')} label={t('contactWeb')} full>
							<TextInput type="url" {...form.register('contactWeb')} />
						</Field>
					</FieldGrid>
				</Card>
				<Card title={t('stock')} sub={t('stockHint')}>
					<FieldGrid>
						<Field {...form.field('negativeStock')} label={t('negativeStock')}>
							<Select options={answers('negativeStock')} {...form.register('negativeStock')} />
						</Field>
						<Field {...form.field('balanceRule')} label={t('balanceRule')}>
							<Select options={answers('balanceRule')} {...form.register('balanceRule')} />
						</Field>
						<Field {...form.field('balanceTolerance')} label={t('balanceTolerance')} hint={t('balanceToleranceHint')}>
							<NumberWithUnit unit="%" {...form.register('balanceTolerance')} />
						</Field>
					</FieldGrid>
				</Card>
				<FormActions>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('save')}
					</Button>
				</FormActions>
			</Split>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

function ThemeName({ theme, name }: { theme: ThemeChoice; name: string }) {
	return (
		<span className="flex items-center gap-2">
			<span aria-hidden="true" className="size-4 rounded-1" style={{ background: theme.mark }} />
			<span aria-hidden="true" className="size-4 rounded-1" style={{ background: theme.accentDark }} />
			{name}
		</span>
	)
}
