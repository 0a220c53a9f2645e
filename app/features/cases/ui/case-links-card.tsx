import { ArrowDownRight, ArrowUpLeft, Link2, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { linkSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'
import { CaseDialog, type CaseDialogProps, useCaseForm } from './case-dialog.tsx'

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
			{page.links.rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('links.none')}</p>
			) : (
				<ListRows
					label={t('links.title')}
					rows={page.links.rows.map((link) => ({
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
			<ListPager name="links" page={page.links} />
			{linking && <LinkDialog page={page} onClose={() => setLinking(false)} />}
		</Card>
	)
}

function LinkDialog({ page, onClose }: CaseDialogProps) {
	const { t } = useTranslation('cases')
	const form = useCaseForm({ page, onClose }, linkSchema, { intent: 'link', code: '' })
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('links.add')}
			description={t('links.addText')}
			submit={t('links.submit')}
			hidden={{ intent: 'link' }}
		>
			<Field {...form.field('code')} label={t('links.code')} required>
				<TextInput mono autoComplete="off" {...form.register('code')} />
			</Field>
		</CaseDialog>
	)
}
