import { useRouteLoaderData } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { SignatureBox } from '#app/ui/forms/signature-box.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { signMigrationForm } from '../../migrate/migrate-form.schema.ts'
import type { StateMap } from '../../migrate/migration.model.ts'
import type { MigrationPage } from '../../migrate/migration-page.server.ts'

type Props = { page: MigrationPage; from: number; map: StateMap; moved: number; onClose: () => void }

/** Asks for the signature under what was decided state by state. */
export function SignMigrationDialog({ page, from, map, moved, onClose }: Props) {
	const { t } = useTranslation(['workflow', 'rules', 'common'])
	const { dateTime, number } = useReader()
	const root = useRouteLoaderData('root') as RootData
	const [now] = useState(() => new Date().toISOString())
	const form = useServerForm({
		schema: signMigrationForm,
		defaultValues: {
			intent: 'start',
			from,
			to: page.to,
			map: JSON.stringify(map),
			reason: '',
			password: '',
			code: '',
		},
		action: `/workflows/${page.key}/migrate`,
		translate: (key: string) => t(`rules:${key}` as 'rules:problem.reason'),
		onSaved: onClose,
	})
	return (
		<Dialog
			open
			keepOpenOnOutside
			onOpenChange={(open) => !open && onClose()}
			title={t('migrate.signTitle', { from, to: page.to })}
			description={t('migrate.signText')}
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} title={t('rules:problem.title')} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('from')} />
				<input type="hidden" {...form.register('to')} />
				<input type="hidden" {...form.register('map')} />
				<SignatureBox
					meaning={t('dialog.publish.meaning')}
					statement={t('migrate.statement', { count: moved, shown: number(moved), from, to: page.to })}
					signer={root.person?.name ?? ''}
					time={dateTime(now)}
					reason={form.register('reason')}
					password={form.register('password')}
					reasonError={form.field('reason').error}
					passwordError={form.field('password').error}
				>
					{root.person?.totp && (
						<Field {...form.field('code')} label={t('rules:sign.code')} required>
							<TextInput inputMode="numeric" autoComplete="one-time-code" {...form.register('code')} />
						</Field>
					)}
				</SignatureBox>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('migrate.signStart')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
