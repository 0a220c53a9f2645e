import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { PasswordInput } from '#app/ui/forms/password-input.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { totpOffSchema, totpOnSchema } from '../account.schema.ts'
import { showDone } from './account-cards.tsx'

type Setup = { secret: string; qr: string }

/** The second factor: set up with a picture to scan, or turn off. */
export function TotpCard({ on, setup }: { on: boolean; setup: Setup }) {
	const { t } = useTranslation('identity')
	return (
		<Card
			title={t('account.totp.title')}
			actions={
				<StatusText tone={on ? 'released' : 'draft'} label={on ? t('account.totp.on') : t('account.totp.off')} />
			}
		>
			{on ? <TurnOff /> : <TurnOn setup={setup} />}
		</Card>
	)
}

function TurnOn({ setup }: { setup: Setup }) {
	const { t } = useTranslation('identity')
	// A refused code loads the page's data again, with another secret; what was scanned stays.
	const [{ secret, qr }] = useState(setup)
	const [open, setOpen] = useState(false)
	const form = useServerForm({
		schema: totpOnSchema,
		defaultValues: { secret, code: '', password: '' },
		translate: t as (key: string) => string,
		onSaved: showDone,
	})
	return (
		<>
			<p className="text-text-2">{t('account.totp.offText')}</p>
			{!open && (
				<div className="mt-3">
					<Button onClick={() => setOpen(true)}>{t('account.totp.setUp')}</Button>
				</div>
			)}
			{open && (
				<form {...form.formProps} className="mt-3 flex flex-col gap-4">
					<input type="hidden" name="intent" value="totp-on" />
					<input type="hidden" {...form.register('secret')} />
					<ErrorSummary {...form.summary} />
					<div>
						<p className="mb-2 font-medium">{t('account.totp.scan')}</p>
						<img
							src={qr}
							alt={t('account.totp.scan')}
							width={176}
							height={176}
							className="rounded-2 border border-line"
						/>
						<p className="mt-2 text-12 text-text-2">{t('account.totp.manual')}</p>
						<p className="mono wrap-anywhere whitespace-normal!">{secret.match(/.{4}/g)?.join(' ')}</p>
					</div>
					<p className="font-medium">{t('account.totp.confirm')}</p>
					<Field {...form.field('code')} label={t('account.code')} hint={t('login.codeHint')} required>
						<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
					</Field>
					<Field {...form.field('password')} label={t('login.password')} required>
						<PasswordInput autoComplete="current-password" {...form.register('password')} />
					</Field>
					<div>
						<Button type="submit" variant="primary" busy={form.busy}>
							{t('account.totp.turnOn')}
						</Button>
					</div>
				</form>
			)}
		</>
	)
}

function TurnOff() {
	const { t } = useTranslation('identity')
	const form = useServerForm({
		schema: totpOffSchema,
		defaultValues: { password: '', code: '' },
		translate: t as (key: string) => string,
		onSaved: showDone,
	})
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<input type="hidden" name="intent" value="totp-off" />
			<p className="text-text-2">
				{t('account.totp.onText')} {t('account.totp.turnOffText')}
			</p>
			<ErrorSummary {...form.summary} />
			<Field {...form.field('password')} label={t('login.password')} required>
				<PasswordInput autoComplete="current-password" {...form.register('password')} />
			</Field>
			<Field {...form.field('code')} label={t('account.code')} hint={t('login.codeHint')} required>
				<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
			</Field>
			<div>
				<Button type="submit" variant="danger" busy={form.busy}>
					{t('account.totp.turnOff')}
				</Button>
			</div>
		</form>
	)
}
