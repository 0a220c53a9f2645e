import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { DISCLOSURE_LEVELS, type DisclosureLevel, showsMore } from '../network.model.ts'
import { askSchema } from '../network.schema.ts'
import type { SharedLotPage } from '../read-shared-page.server.ts'
import { LevelField } from './level-field.tsx'

/** Asks a connected company to show more of one of its lots. Posts to this page. */
export function AskDialog({ lot, onClose }: { lot: SharedLotPage; onClose: () => void }) {
	const { t } = useTranslation(['network', 'common'])
	const { say } = useReader()
	const levels = DISCLOSURE_LEVELS.filter((level) => showsMore(level, lot.content.level))
	const form = useServerForm({
		schema: askSchema,
		defaultValues: { level: levels[0] as DisclosureLevel, reason: '' },
		translate: (key) => t(key as 'problem.other'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('shared.askDone') })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('shared.askTitle', { company: say(lot.company) })}
			description={t('shared.askText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<LevelField
					legend={t('shared.askLevel')}
					levels={levels}
					error={form.field('level').error}
					{...form.register('level')}
				/>
				<Field {...form.field('reason')} label={t('shared.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('shared.askSubmit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
