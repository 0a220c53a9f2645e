import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import type { ConnectionRow } from '../connections.queries.server.ts'
import type { DisclosureLevel } from '../network.model.ts'
import { policySchema } from '../network.schema.ts'
import { LevelField } from './level-field.tsx'

type Fields = { intent: 'policy'; disclosure: DisclosureLevel; version: number; reason: string }

/** Changes what a connected company is shown. Posts `intent=policy` to this page. */
export function PolicyDialog({ connection, onClose }: { connection: ConnectionRow; onClose: () => void }) {
	const { t } = useTranslation(['network', 'common'])
	const { say } = useReader()
	const { disclosure, version, party } = connection
	const form = useServerForm<Fields, unknown>({
		schema: policySchema as never,
		defaultValues: { intent: 'policy', disclosure, version, reason: '' },
		translate: (key) => t(key as 'problem.other'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('policy.done') })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('policy.title', { company: say(party.name) })}
			description={t('policy.text')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('version')} />
				<LevelField
					legend={t('policy.level')}
					error={form.field('disclosure').error}
					{...form.register('disclosure')}
				/>
				<Field {...form.field('reason')} label={t('policy.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('policy.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
