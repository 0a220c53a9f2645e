import { useTranslation } from 'react-i18next'
import { OwnSignature } from '#app/features/identity/ui/own-signature.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { signMigrationForm } from '../../migrate/migrate-form.schema.ts'
import type { StateMap } from '../../migrate/migration.model.ts'
import type { MigrationPage } from '../../migrate/migration-page.server.ts'

type Props = { page: MigrationPage; from: number; map: StateMap; moved: number; onClose: () => void }

/** Asks for the signature under what was decided state by state. */
export function SignMigrationDialog({ page, from, map, moved, onClose }: Props) {
	const { t } = useTranslation(['workflow', 'rules', 'common'])
	const { number } = useReader()
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
				<OwnSignature
					form={form}
					meaning={t('dialog.publish.meaning')}
					statement={t('migrate.statement', { count: moved, shown: number(moved), from, to: page.to })}
				/>
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
