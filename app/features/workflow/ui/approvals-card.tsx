import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { showToast } from '#app/ui/feedback/toast.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Textarea } from '#app/ui/forms/textarea.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ApprovalStanding } from '../approvals.queries.server.ts'
import { withdrawForm } from '../step.schema.ts'

type Props = { approvals: readonly ApprovalStanding[]; action: string }

/** How far the approvals of each step are: "1 of 2", by whom, why one no longer counts, and who may still approve. */
export function ApprovalsCard({ approvals, action }: Props) {
	const { t } = useTranslation('workflow')
	const { say } = useReader()
	const [taking, setTaking] = useState<string | null>(null)
	return (
		<>
			{approvals.map((standing) => {
				const title = say(standing.title)
				return (
					<Card
						key={standing.transition}
						padding="flush"
						title={t('approvals.title', { step: title })}
						sub={t('approvals.count', { have: standing.have, need: standing.need })}
						footer={
							standing.have < standing.need && (
								<span className="text-text-2">
									{standing.mayStill.length > 0
										? t(standing.mayStillMore > 0 ? 'approvals.mayStillMore' : 'approvals.mayStill', {
												names: standing.mayStill.join(', '),
												count: standing.mayStillMore,
											})
										: t('approvals.nobody')}
								</span>
							)
						}
					>
						<Given standing={standing} title={title} onTake={setTaking} />
					</Card>
				)
			})}
			{taking && <WithdrawDialog approvalId={taking} action={action} onClose={() => setTaking(null)} />}
		</>
	)
}

type GivenProps = { standing: ApprovalStanding; title: string; onTake: (id: string) => void }

function Given({ standing, title, onTake }: GivenProps) {
	const { t } = useTranslation('workflow')
	const { dateTime } = useReader()
	return (
		<DataTable
			caption={t('approvals.title', { step: title })}
			rows={standing.given}
			rowKey={(row) => row.id}
			empty={<p className="p-4 text-text-2">{t('approvals.none')}</p>}
			columns={[
				{
					key: 'who',
					header: t('approvals.who'),
					role: 'key',
					cell: (row) =>
						row.delegate ? t('approvals.inNameOf', { who: row.delegate, name: row.approver }) : row.approver,
				},
				{ key: 'when', header: t('approvals.when'), cell: (row) => dateTime(row.at) },
				{
					key: 'counts',
					header: t('approvals.counts'),
					cell: (row) =>
						row.why ? (
							<StatusText tone="block" label={t(`approvals.why.${row.why}`)} />
						) : (
							<StatusText
								tone="pass"
								label={row.expiresAt ? t('approvals.until', { when: dateTime(row.expiresAt) }) : t('approvals.yes')}
							/>
						),
				},
				{ key: 'note', header: t('approvals.note'), cell: (row) => row.note ?? '–' },
				{
					key: 'take',
					header: '',
					role: 'aside',
					cell: (row) =>
						row.mine && (
							<Button size="sm" onClick={() => onTake(row.id)}>
								{t('approvals.withdraw')}
							</Button>
						),
				},
			]}
		/>
	)
}

type WithdrawProps = { approvalId: string; action: string; onClose: () => void }

function WithdrawDialog({ approvalId, action, onClose }: WithdrawProps) {
	const { t } = useTranslation(['workflow', 'common'])
	const form = useServerForm({
		schema: withdrawForm,
		action,
		defaultValues: { intent: 'withdraw-approval', approvalId, reason: '' },
		translate: (key) => t(key as 'approvals.reasonMissing'),
		onSaved: () => {
			onClose()
			showToast({ tone: 'pass', title: t('approvals.withdrawn') })
		},
	})
	return (
		<Dialog open onOpenChange={(open) => !open && onClose()} title={t('approvals.withdrawTitle')} keepOpenOnOutside>
			<form {...form.formProps} className="flex flex-col gap-4">
				<ErrorSummary {...form.summary} />
				<input type="hidden" {...form.register('intent')} />
				<input type="hidden" {...form.register('approvalId')} />
				<Field {...form.field('reason')} label={t('dialog.reason')} required>
					<Textarea rows={3} {...form.register('reason')} />
				</Field>
				<DialogFooter flush>
					<Button onClick={onClose}>{t('common:cancel')}</Button>
					<Button type="submit" variant="danger" busy={form.busy}>
						{t('approvals.withdraw')}
					</Button>
				</DialogFooter>
			</form>
		</Dialog>
	)
}
