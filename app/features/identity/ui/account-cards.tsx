import { useTranslation } from 'react-i18next'
import { LANGUAGE_CHOICES, type Language } from '#app/core/localized.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { changePasswordSchema, profileSchema } from '../account.schema.ts'

/** Tells that something was done, in the words of the action's answer. */
export const showDone = (answer: unknown): void => {
	const done = (answer as { done?: string } | undefined)?.done
	if (done) showToast({ tone: 'pass', title: done })
}

export function ProfileCard({ account }: { account: { name: string; language: Language | null } }) {
	const { t } = useTranslation('identity')
	const { language } = useReader()
	const form = useServerForm({
		schema: profileSchema,
		defaultValues: { name: account.name, language: account.language ?? language },
		translate: t as (key: string) => string,
		onSaved: showDone,
	})
	return (
		<Card title={t('account.profile')}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="profile" />
				<ErrorSummary {...form.summary} />
				<FieldGrid>
					<Field {...form.field('name')} label={t('account.name')} required>
						<TextInput autoComplete="name" {...form.register('name')} />
					</Field>
					<Field {...form.field('language')} label={t('account.language')} hint={t('account.languageHint')} required>
						<Select options={LANGUAGE_CHOICES} {...form.register('language')} />
					</Field>
				</FieldGrid>
				<FormActions>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
				</FormActions>
			</form>
		</Card>
	)
}

export function PasswordCard({ email, totp }: { email: string; totp: boolean }) {
	const { t } = useTranslation('identity')
	const form = useServerForm({
		schema: changePasswordSchema,
		defaultValues: { current: '', code: '', password: '' },
		translate: t as (key: string) => string,
		onSaved: (answer) => {
			showDone(answer)
			form.reset({ current: '', code: '', password: '' })
		},
	})
	return (
		<Card title={t('account.passwordTitle')}>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="password" />
				<input type="hidden" name="username" autoComplete="username" value={email} readOnly />
				<ErrorSummary {...form.summary} />
				<FieldGrid>
					<Field {...form.field('current')} label={t('account.current')} required>
						<PasswordInput autoComplete="current-password" {...form.register('current')} />
					</Field>
					{totp && (
						<Field {...form.field('code')} label={t('account.code')} hint={t('login.codeHint')} required>
							<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
						</Field>
					)}
					<Field {...form.field('password')} label={t('account.new')} hint={t('password.hint')} required>
						<PasswordInput autoComplete="new-password" {...form.register('password')} />
					</Field>
				</FieldGrid>
				<FormActions>
					<Button type="submit" busy={form.busy}>
						{t('account.changePassword')}
					</Button>
				</FormActions>
			</form>
		</Card>
	)
}
