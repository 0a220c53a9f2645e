import { Form } from '@remix-run/react'
import { FileText, RotateCcw, ScanLine, Search, Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { CustomerNotice, CustomerShipment } from '../customer-home.queries.server.ts'
import type { CustomerHomeData } from '../read-home.server.ts'

/** A customer's first page: look a code up, answer recalls, find what was shipped and its certificates. */
export function CustomerHome({ home, tenant }: { home: CustomerHomeData; tenant: string }) {
	const { t } = useTranslation('home')
	const open = home.notices.filter((notice) => notice.status !== 'answered')
	return (
		<>
			<PageHead title={t('customer.title')} subtitle={t('customer.subtitle', { tenant })} />
			<div className="flex flex-col gap-4">
				<Form method="get" action="/lookup" role="search" className="flex gap-2">
					<div className="min-w-0 flex-1">
						<TextInput mono name="code" aria-label={t('customer.code')} trailingIcon={ScanLine} required autoFocus />
					</div>
					<Button type="submit" variant="primary" icon={Search}>
						{t('customer.lookUp')}
					</Button>
				</Form>
				{open.map((notice) => (
					<RecallNote key={notice.id} notice={notice} />
				))}
				<Grid>
					<ShipmentsCard shipments={home.shipments} count={home.shipmentsInAll} />
					<DocumentsCard documents={home.documents} />
				</Grid>
				<NoticesCard notices={home.notices} />
			</div>
		</>
	)
}

function RecallNote({ notice }: { notice: CustomerNotice }) {
	const { t } = useTranslation('home')
	return (
		<Note
			tone="recalled"
			title={t('customer.recallTitle', { number: notice.number, title: notice.title })}
			actions={
				<ButtonLink to={`/notices/${notice.id}`} size="sm" variant="primary">
					{t('customer.answer')}
				</ButtonLink>
			}
		>
			{t('customer.recallText', { count: notice.lots })}{' '}
			{notice.answered > 0 && t('customer.recallPart', { answered: notice.answered, lots: notice.lots })}
		</Note>
	)
}

function ShipmentsCard({ shipments, count }: { shipments: readonly CustomerShipment[]; count: number }) {
	const { t } = useTranslation('home')
	const { say, date } = useReader()
	const status = (one: CustomerShipment) => {
		if (one.recalled > 0) return <StatusText tone="recalled" label={t('customer.recalled', { count: one.recalled })} />
		return <StatusText tone="shipped" label={t('customer.onTheWay')} />
	}
	return (
		<Card
			className={span(8)}
			title={t('customer.shipments')}
			padding="flush"
			actions={count > 0 && <AppLink to="/received">{t('customer.allShipments', { count })}</AppLink>}
		>
			<DataTable
				caption={t('customer.shipments')}
				rows={shipments}
				rowKey={(one) => one.id}
				empty={
					<EmptyState icon={Truck} title={t('customer.noShipments')}>
						{t('customer.noShipmentsText')}
					</EmptyState>
				}
				columns={[
					{
						key: 'note',
						header: t('customer.note'),
						role: 'key',
						cell: (one) => (
							<AppLink to={`/received/${one.id}`}>
								<span className="mono">{one.number}</span>
								{one.itemName && <CellSub>{say(one.itemName)}</CellSub>}
							</AppLink>
						),
					},
					{
						key: 'shipped',
						header: t('customer.shipped'),
						cell: (one) => date(one.shippedAt),
					},
					{ key: 'what', header: t('customer.what'), cell: (one) => t('customer.lots', { count: one.lots }) },
					{ key: 'status', header: t('customer.status'), role: 'aside', cell: status },
					{ key: 'certificates', header: t('customer.certificates'), align: 'end', cell: (one) => one.certificates },
				]}
			/>
		</Card>
	)
}

function DocumentsCard({ documents }: { documents: CustomerHomeData['documents'] }) {
	const { t } = useTranslation('home')
	const { date } = useReader()
	return (
		<Card
			className={span(4)}
			title={t('customer.documents')}
			padding="flush"
			actions={<AppLink to="/documents">{t('customer.allDocuments')}</AppLink>}
		>
			{documents.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('customer.noDocuments')}</p>
			) : (
				<ListRows
					label={t('customer.documents')}
					rows={documents.map((one) => ({
						key: one.id,
						icon: FileText,
						title: one.title,
						detail: [one.lotCode, one.issuedOn && t('customer.issued', { date: date(one.issuedOn) })]
							.filter(Boolean)
							.join(' · '),
						to: `/documents/${one.id}`,
					}))}
				/>
			)}
		</Card>
	)
}

function NoticesCard({ notices }: { notices: readonly CustomerNotice[] }) {
	const { t } = useTranslation('home')
	const { dateTime } = useReader()
	return (
		<Card title={t('customer.notices')} padding="flush">
			{notices.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('customer.noNotices')}</p>
			) : (
				<ListRows
					label={t('customer.notices')}
					rows={notices.map((one) => ({
						key: one.id,
						icon: RotateCcw,
						...(one.status === 'answered' ? {} : { tone: 'recalled' as const }),
						title: `${one.number} · ${one.title}`,
						detail: one.sentAt ? t('customer.sent', { time: dateTime(one.sentAt) }) : undefined,
						aside: one.status === 'answered' && <StatusText tone="released" label={t('customer.answered')} />,
						to: `/notices/${one.id}`,
					}))}
				/>
			)}
		</Card>
	)
}
