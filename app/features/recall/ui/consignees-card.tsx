import { useFetcher, useSearchParams } from '@remix-run/react'
import { Mail, PencilLine, Phone } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterMenu } from '#app/ui/data/filter.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { CaseNotice } from '../case-notices.queries.server.ts'
import { reconcile } from '../recall.model.ts'
import { AddressDialog } from './address-dialog.tsx'
import { NOTICE_TONES, noticeLook } from './state-tone.ts'
import { useSaid } from './use-said.ts'

const FILTERS = ['all', 'silent', 'partial', 'answered'] as const
type Filter = (typeof FILTERS)[number]

const passes: Record<Filter, (notice: CaseNotice) => boolean> = {
	all: () => true,
	silent: (notice) => !notice.answeredAt,
	partial: (notice) => notice.status === 'partial',
	answered: (notice) => notice.status === 'answered',
}

/** Who was sent what, who has answered, and what can be done about those who have not. */
export function ConsigneesCard({
	recallId,
	notices,
	running,
	mayAct,
	className,
}: {
	recallId: string
	notices: readonly CaseNotice[]
	running: boolean
	mayAct: boolean
	className?: string
}) {
	const { t } = useTranslation('recall')
	const [search] = useSearchParams()
	const [addressOf, setAddressOf] = useState<CaseNotice | null>(null)
	const filter = FILTERS.find((key) => key === search.get('answer')) ?? 'all'
	const columns = useColumns(recallId, running && mayAct, setAddressOf)
	return (
		<Card
			title={t('consignees.title')}
			className={className ?? ''}
			padding="flush"
			sub={<Count value={notices.length} />}
			actions={
				<>
					<FilterMenu
						label={t('consignees.answer')}
						value={filter === 'all' ? undefined : t(`consignees.filter.${filter}`)}
						items={FILTERS.map((key) => ({
							label: t(`consignees.filter.${key}`),
							to: key === 'all' ? '?' : `?answer=${key}`,
							chosen: key === filter,
						}))}
					/>
					<Button asChild size="sm" variant="ghost">
						<a href={`/recalls/${recallId}/notices.csv`} download>
							{t('consignees.export')}
						</a>
					</Button>
				</>
			}
			footer={t('consignees.note')}
		>
			<DataTable
				caption={t('consignees.title')}
				columns={columns}
				rows={notices.filter(passes[filter])}
				rowKey={(notice) => notice.id}
				empty={<p className="p-4 text-text-3">{t(notices.length === 0 ? 'consignees.none' : 'consignees.noneSuch')}</p>}
			/>
			{addressOf && <AddressDialog recallId={recallId} notice={addressOf} onClose={() => setAddressOf(null)} />}
		</Card>
	)
}

function useColumns(recallId: string, mayAct: boolean, onAddress: (notice: CaseNotice) => void): Column<CaseNotice>[] {
	const { t } = useTranslation('recall')
	const { say, quantity, relative, now } = useReader()
	const sums = (notice: CaseNotice) => reconcile(notice.lines)
	return [
		{
			key: 'party',
			header: t('consignees.party'),
			role: 'key',
			cell: ({ party }) => (
				<>
					{say(party.name)}
					<CellSub>
						<span className="font-mono">{party.code}</span>
						{party.city && ` · ${say(party.city)}`}
					</CellSub>
				</>
			),
		},
		{
			key: 'shipped',
			header: t('consignees.shipped'),
			align: 'end',
			cell: (notice) =>
				sums(notice).map((row) => <div key={row.unit}>{quantity({ value: row.shipped, unit: row.unit })}</div>),
		},
		{
			key: 'known',
			header: t('consignees.known'),
			align: 'end',
			cell: (notice) =>
				notice.answeredAt
					? sums(notice).map((row) => <div key={row.unit}>{quantity({ value: row.known, unit: row.unit })}</div>)
					: '–',
		},
		{
			key: 'answer',
			header: t('consignees.answer'),
			role: 'aside',
			cell: (notice) => {
				const look = noticeLook(notice)
				return <StatusText tone={NOTICE_TONES[look]} label={t(`notice.${look}`)} />
			},
		},
		{
			key: 'last',
			header: t('consignees.last'),
			cell: (notice) => {
				const at = notice.answeredAt ?? notice.remindedAt ?? notice.openedAt ?? notice.sentAt
				return (
					<>
						{at ? relative(at, now) : '–'}
						{notice.reminders > 0 && <CellSub>{t('consignees.reminded', { count: notice.reminders })}</CellSub>}
					</>
				)
			},
		},
		{
			key: 'act',
			header: t('consignees.act'),
			headerHidden: true,
			align: 'end',
			cell: (notice) => <RowAction recallId={recallId} notice={notice} mayAct={mayAct} onAddress={onAddress} />,
		},
	]
}

function RowAction({
	recallId,
	notice,
	mayAct,
	onAddress,
}: {
	recallId: string
	notice: CaseNotice
	mayAct: boolean
	onAddress: (notice: CaseNotice) => void
}) {
	const { t } = useTranslation('recall')
	const fetcher = useFetcher()
	useSaid(fetcher)
	const page = `/recalls/${recallId}/notices/${notice.id}`
	if (notice.status === 'answered' || !mayAct) return <AppLink to={page}>{t('consignees.view')}</AppLink>
	return (
		<span className="inline-flex flex-wrap justify-end gap-1.5">
			{noticeLook(notice) === 'unreachable' ? (
				<Button size="sm" icon={PencilLine} onClick={() => onAddress(notice)}>
					{t('consignees.address')}
				</Button>
			) : (
				notice.sentAt && (
					<fetcher.Form method="post" action={`/recalls/${recallId}`}>
						<input type="hidden" name="noticeId" value={notice.id} />
						<Button type="submit" name="intent" value="remind" size="sm" icon={Mail} busy={fetcher.state !== 'idle'}>
							{t('consignees.remind')}
						</Button>
					</fetcher.Form>
				)
			)}
			<Button asChild size="sm" variant="ghost">
				<AppLink to={page} title={notice.party.phone ?? undefined}>
					<Phone aria-hidden="true" className="size-3.5!" />
					{t('consignees.record')}
				</AppLink>
			</Button>
		</span>
	)
}
