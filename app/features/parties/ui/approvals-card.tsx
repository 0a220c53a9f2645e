import { useRouteLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChoiceList } from '#app/core/choice.ts'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { RootData } from '#app/root.tsx'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { ApprovalRow } from '../parties.queries.server.ts'
import type { ApprovalStatus, Qualification } from '../party.model.ts'
import { ApprovalDialog } from './approval-dialog.tsx'

const TONES: Record<ApprovalStatus, Tone> = {
	approved: 'released',
	conditional: 'warn',
	pending: 'waiting',
	suspended: 'hold',
	withdrawn: 'rejected',
}

export type ApprovalsCardProps = {
	page: ListPage<ApprovalRow>
	/** One of the two stands fixed; the other is chosen from `choices`. */
	of: { partyId: string } | { itemId: string }
	choices: ChoiceList | null
	mayChange: boolean
	/** Today in the tenant's time zone. */
	today: string
}

/** Which supplier may deliver which item, until when; changed in a dialog that posts to this page. */
export function ApprovalsCard({ page, of, choices, mayChange, today }: ApprovalsCardProps) {
	const { t } = useTranslation('parties')
	const { say, date } = useReader()
	const [open, setOpen] = useState<ApprovalRow | 'new' | null>(null)
	const byItem = 'itemId' in of
	// A supplier sees for what it is approved, not the tenant's items.
	const isPartner = Boolean((useRouteLoaderData('root') as RootData).person?.partyId)
	const other = (row: ApprovalRow) =>
		byItem
			? { to: `/parties/${row.partyId}`, code: row.partyCode, name: row.partyName }
			: { to: `/items/${row.itemId}`, code: row.sku, name: row.itemName }
	return (
		<Card
			title={byItem ? t('approvals.titleItem') : t('approvals.title')}
			padding="flush"
			actions={
				mayChange && (
					<Button size="sm" variant="ghost" icon={Plus} onClick={() => setOpen('new')}>
						{byItem ? t('approvals.addSupplier') : t('approvals.add')}…
					</Button>
				)
			}
		>
			<DataTable
				caption={byItem ? t('approvals.titleItem') : t('approvals.title')}
				rows={page.rows}
				rowKey={(row) => row.id}
				pager={<ListPager name="approvals" page={page} />}
				empty={<p className="px-4 py-3 text-text-2">{byItem ? t('approvals.emptyItem') : t('approvals.empty')}</p>}
				columns={[
					{
						key: 'other',
						header: byItem ? t('approvals.supplier') : t('approvals.item'),
						role: 'key',
						cell: (row) => {
							const name = (
								<>
									<span className="mono">{other(row).code}</span>
									<CellSub>{say(other(row).name)}</CellSub>
								</>
							)
							return isPartner ? name : <AppLink to={other(row).to}>{name}</AppLink>
						},
					},
					{
						key: 'status',
						header: t('approvals.status'),
						role: 'aside',
						cell: (row) =>
							row.validUntil && row.validUntil < today ? (
								<StatusText tone="rejected" label={t('approval.ended')} />
							) : (
								<StatusText tone={TONES[row.status]} label={t(`approval.${row.status}`)} />
							),
					},
					{
						key: 'qualification',
						header: t('approvals.qualification'),
						cell: (row) => (
							<>
								<QualificationText row={row} plain={isPartner} />
								{row.reasons.map((reason) => (
									<CellSub key={reason.en}>{say(reason)}</CellSub>
								))}
							</>
						),
					},
					{
						key: 'until',
						header: t('approvals.until'),
						cell: (row) =>
							row.validUntil ? date(row.validUntil) : <span className="text-text-3">{t('approvals.noEnd')}</span>,
					},
					{
						key: 'sku',
						header: t('approvals.supplierSku'),
						cell: (row) => <span className="mono">{row.supplierSku ?? '–'}</span>,
					},
					{ key: 'lots', header: t('approvals.lots'), align: 'end', cell: (row) => row.lots },
					...(mayChange
						? [
								{
									key: 'act',
									header: t('approvals.change'),
									headerHidden: true,
									align: 'end' as const,
									cell: (row: ApprovalRow) => (
										<Button size="sm" onClick={() => setOpen(row)}>
											{t('approvals.change')}
										</Button>
									),
								},
							]
						: []),
				]}
			/>
			{open && (
				<ApprovalDialog
					key={open === 'new' ? 'new' : open.id}
					row={open === 'new' ? null : open}
					of={of}
					choices={choices}
					onClose={() => setOpen(null)}
				/>
			)}
		</Card>
	)
}

const QUALIFICATION_TONES: Record<Qualification, Tone> = {
	approved: 'released',
	conditional: 'warn',
	blocked: 'rejected',
	unknown: 'waiting',
}

/** What the rules say of the supplier for the item; leads to the decision, for our own people. */
function QualificationText({ row, plain }: { row: ApprovalRow; plain: boolean }) {
	const { t } = useTranslation('parties')
	if (!row.qualification) return <span className="text-text-3">{t('approvals.notDecided')}</span>
	const text = (
		<StatusText tone={QUALIFICATION_TONES[row.qualification]} label={t(`qualification.${row.qualification}`)} />
	)
	return row.decisionId && !plain ? <AppLink to={`/decisions/${row.decisionId}`}>{text}</AppLink> : text
}
