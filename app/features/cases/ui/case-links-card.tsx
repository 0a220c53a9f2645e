import { ArrowDownRight, ArrowUpLeft, Link2, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { CASES } from '../case.model.ts'
import { linkSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'

const ICONS = { about: Link2, origin: ArrowUpLeft, result: ArrowDownRight } as const

/** What the case is about, where it came from, and what it has led to; each leads there. */
export function CaseLinksCard({ page }: { page: CasePage }) {
	const { t } = useTranslation('cases')
	const { say, quantity } = useReader()
	const [linking, setLinking] = useState(false)
	return (
		<Card
			title={t('links.title')}
			padding="flush"
			actions={
				page.may.change && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setLinking(true)}>
						{t('links.add')}
					</Button>
				)
			}
		>
			{page.links.length === 0 ? (
				<p className="p-4 text-text-3">{t('links.none')}</p>
			) : (
				<ListRows
					label={t('links.title')}
					rows={page.links.map((link) => ({
						key: `${link.role} ${link.id}`,
						icon: ICONS[link.role],
						...(page.partner ? {} : { to: link.href }),
						title: <span className="mono">{link.label}</span>,
						detail: [
							t(`links.role.${link.role}`),
							t(`links.type.${link.type}`),
							...(link.title ? [typeof link.title === 'string' ? link.title : say(link.title)] : []),
							...(link.quantity && link.unit ? [quantity({ value: link.quantity, unit: link.unit })] : []),
						].join(' · '),
					}))}
				/>
			)}
			{linking && <LinkDialog page={page} onClose={() => setLinking(false)} />}
		</Card>
	)
}

function LinkDialog({ page, onClose }: { page: CasePage; onClose: () => void }) {
	const { t } = useTranslation(['cases', 'common'])
	const form = useServerForm({
		schema: linkSchema,
		action: `${CASES[page.one.kind].path}/${page.one.id}`,
		defaultValues: { intent: 'link', code: '' },
		translate: (key) => t(key as 'problem.codeNeeded'),
		onSaved: (answer) => {
			onClose()
			showToast({ tone: 'pass', title: (answer as { done: string }).done })
		},
	})
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={t('links.add')}
			description={t('links.addText')}
			keepOpenOnOutside
		>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<Field {...form.field('code')} label={t('links.code')} required>
					<TextInput mono autoComplete="off" {...form.register('code')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="primary" busy={form.busy}>
						{t('links.submit')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
