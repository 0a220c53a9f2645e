import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { Checkbox } from '#app/ui/forms/checkbox.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { specificationSchema } from '../catalog.schema.ts'
import type { SpecificationRow } from '../specifications.queries.server.ts'

/** One test and its limits. Posts `intent=specification` to the item's page. */
export function SpecificationDialog({ row, onClose }: { row: SpecificationRow | null; onClose: () => void }) {
	const { t } = useTranslation('catalog')
	const removal = useIntent({ onDone: onClose })
	const form = useServerForm({
		schema: specificationSchema,
		defaultValues: {
			test: row?.test ?? '',
			nameEn: row?.name.en ?? '',
			nameZh: row?.name['zh-CN'] ?? '',
			method: row?.method ?? '',
			unit: row?.unit ?? '',
			minimum: row?.minimum ?? '',
			maximum: row?.maximum ?? '',
			required: row?.required ?? true,
		},
		translate: t as (key: string) => string,
		onSaved: () => {
			showToast({ tone: 'pass', title: t('spec.saved') })
			onClose()
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={row ? t('spec.editTitle', { test: row.test }) : t('spec.newTitle')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<input type="hidden" name="intent" value="specification" />
				{row && <input type="hidden" name="specificationId" value={row.id} />}
				<ErrorSummary {...form.summary} />
				<FieldGrid>
					<Field {...form.field('test')} label={t('spec.test')} hint={t('spec.testHint')} required>
						<TextInput mono {...form.register('test')} />
					</Field>
					<Field {...form.field('method')} label={t('spec.method')} required>
						<TextInput {...form.register('method')} />
					</Field>
					<Field {...form.field('nameEn')} label={t('spec.nameEn')} required>
						<TextInput lang="en" {...form.register('nameEn')} />
					</Field>
					<Field {...form.field('nameZh')} label={t('spec.nameZh')} required>
						<TextInput lang="zh-CN" {...form.register('nameZh')} />
					</Field>
					<Field {...form.field('minimum')} label={t('spec.minimum')}>
						<TextInput inputMode="decimal" {...form.register('minimum')} />
					</Field>
					<Field {...form.field('maximum')} label={t('spec.maximum')}>
						<TextInput inputMode="decimal" {...form.register('maximum')} />
					</Field>
					<Field {...form.field('unit')} label={t('spec.unit')}>
						<TextInput {...form.register('unit')} />
					</Field>
					<Checkbox label={t('spec.required')} {...form.register('required')} />
				</FieldGrid>
				<DialogFooter flush>
					{row && (
						<Button
							variant="danger"
							icon={Trash2}
							busy={removal.busy}
							onClick={() => removal.send({ intent: 'remove-specification', specificationId: row.id })}
						>
							{t('spec.remove')}
						</Button>
					)}
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('form.save')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
