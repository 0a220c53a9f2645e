import { Check, Circle, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { DateInput } from '#app/ui/forms/date-input.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { finishActionSchema, measureSchema } from '../case.schema.ts'
import type { CasePage } from '../case-page.server.ts'
import { CaseDialog, type CaseDialogProps, useCaseForm } from './case-dialog.tsx'

type Action = CasePage['actions']['rows'][number]

/** The measures of a case: what, by whom, until when, and what was done. It is not settled while one is open. */
export function CaseActionsCard({ page }: { page: CasePage }) {
	const { t } = useTranslation('cases')
	const { date, dateTime, now } = useReader()
	const [adding, setAdding] = useState(false)
	const [editing, setEditing] = useState<Action | null>(null)
	const [finishing, setFinishing] = useState<Action | null>(null)
	const late = (action: Action) => !action.doneAt && action.dueOn !== null && action.dueOn < now.slice(0, 10)
	return (
		<Card
			title={t('actions.title')}
			padding="flush"
			actions={
				page.may.change && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setAdding(true)}>
						{t('actions.add')}
					</Button>
				)
			}
		>
			{page.actions.rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('actions.none')}</p>
			) : (
				<ListRows
					label={t('actions.title')}
					rows={page.actions.rows.map((action) => ({
						key: action.id,
						icon: action.doneAt ? Check : Circle,
						title: action.title,
						detail: action.doneAt
							? t('actions.done', { who: action.doneBy ?? '–', when: dateTime(action.doneAt), note: action.doneNote })
							: [
									action.owner ?? t('actions.nobody'),
									...(action.dueOn ? [t('actions.due', { date: date(action.dueOn) })] : []),
								].join(' · '),
						aside: (
							<span className="flex items-center gap-2 max-desk:flex-col max-desk:items-end">
								{late(action) && <StatusText tone="block" label={t('actions.late')} />}
								{!action.doneAt && page.one.isOpen && page.may.change && (
									<span className="flex flex-wrap justify-end gap-1.5">
										<Button size="sm" variant="ghost" onClick={() => setEditing(action)}>
											{t('actions.edit')}
										</Button>
										<Button size="sm" onClick={() => setFinishing(action)}>
											{t('actions.finish')}
										</Button>
									</span>
								)}
							</span>
						),
					}))}
				/>
			)}
			<ListPager name="actions" page={page.actions} />
			{adding && <MeasureDialog page={page} onClose={() => setAdding(false)} />}
			{editing && <MeasureDialog page={page} action={editing} onClose={() => setEditing(null)} />}
			{finishing && <FinishDialog page={page} action={finishing} onClose={() => setFinishing(null)} />}
		</Card>
	)
}

/** What a measure says; `action` is the one that is changed, absent for a new one. */
function MeasureDialog({ page, action, onClose }: CaseDialogProps & { action?: Action }) {
	const { t } = useTranslation('cases')
	const { plan } = page
	const hidden = action
		? { intent: 'edit-action' as const, actionId: action.id, version: action.version }
		: { intent: 'add-action' as const, actionId: '', version: 0 }
	const form = useCaseForm({ page, onClose }, measureSchema, {
		...hidden,
		title: action?.title ?? '',
		ownerId: action?.ownerId ?? '',
		dueOn: action?.dueOn ?? '',
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t(action ? 'actions.editTitle' : 'actions.add')}
			submit={t(action ? 'edit.submit' : 'actions.submit')}
			hidden={hidden}
		>
			{(plan.signed || plan.approved) && (
				<Note tone="warn">
					{plan.signed && <p>{t('actions.signed')}</p>}
					{plan.approved && <p>{t('actions.approved')}</p>}
				</Note>
			)}
			<Field {...form.field('title')} label={t('actions.what')} required>
				<TextInput {...form.register('title')} />
			</Field>
			<FieldGrid>
				<Field {...form.field('ownerId')} label={t('actions.owner')}>
					<FormChooser control={form.control} name="ownerId" list={page.people} placeholder={t('actions.nobody')} />
				</Field>
				<Field {...form.field('dueOn')} label={t('field.due')}>
					<DateInput {...form.register('dueOn')} />
				</Field>
			</FieldGrid>
		</CaseDialog>
	)
}

function FinishDialog({ page, action, onClose }: { page: CasePage; action: Action; onClose: () => void }) {
	const { t } = useTranslation('cases')
	const form = useCaseForm({ page, onClose }, finishActionSchema, {
		intent: 'finish-action',
		actionId: action.id,
		note: '',
	})
	return (
		<CaseDialog
			form={form}
			onClose={onClose}
			title={t('actions.finish')}
			description={action.title}
			submit={t('actions.finish')}
			hidden={{ intent: 'finish-action', actionId: action.id }}
		>
			<Field {...form.field('note')} label={t('actions.note')} required>
				<Textarea rows={3} {...form.register('note')} />
			</Field>
		</CaseDialog>
	)
}
