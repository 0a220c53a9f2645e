import { useTranslation } from 'react-i18next'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column, DataTable } from '#app/ui/data/data-table.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ShipmentPage } from '../read-shipment-page.server.ts'

type Line = ShipmentPage['shipment']['lines'][number]
const stops = (status: string) => status === 'block' || status === 'unknown'

/** What a planned shipment waits for, or that nothing is in the way; and who is told. */
export function GateNote({ page }: { page: ShipmentPage }) {
	const { shipment, previews } = page
	const { t } = useTranslation('shipping')
	const { say } = useReader()
	if (shipment.status !== 'planned') return null
	const stopped = previews.filter((preview) => stops(preview.status)).length
	const customer = say(shipment.partyName)
	const told = shipment.partyEmail
		? t('detail.mail', { customer, email: shipment.partyEmail })
		: t('detail.noMail', { customer })
	if (stopped > 0) {
		return (
			<Note tone="block" title={t('detail.blockedTitle', { count: stopped })}>
				{t('detail.blockedText')}
			</Note>
		)
	}
	return (
		<Note tone={shipment.partyEmail ? 'pass' : 'warn'} title={t('detail.ready')}>
			{told}
		</Note>
	)
}

/** The lots of a shipment; below, the checks of each one that is stopped. */
export function ShipmentLines({ page }: { page: ShipmentPage }) {
	const { shipment, previews } = page
	const { t } = useTranslation('shipping')
	const { say } = useReader()
	const columns = useLineColumns(page)
	const stopped = previews.filter((preview) => stops(preview.status))
	return (
		<>
			<Card
				padding="flush"
				title={
					<span className="inline-flex items-center gap-2">
						{t('detail.lots')} <Count value={shipment.lines.length} />
					</span>
				}
				footer={shipment.status === 'planned' ? t('detail.preview') : undefined}
			>
				<DataTable caption={t('detail.lots')} columns={columns} rows={shipment.lines} rowKey={(line) => line.id} />
			</Card>
			{stopped.map((preview) => {
				const line = shipment.lines.find((found) => found.lotId === preview.lotId)
				const title = t('detail.checks', { lot: line?.lotCode ?? '' })
				return (
					<Card key={preview.lotId} title={title} padding="flush">
						{preview.checks
							.filter((check) => stops(check.status))
							.map((check) => (
								<p key={check.ruleKey} className="px-4 pt-3 last-of-type:pb-3">
									{say(check.message)}
								</p>
							))}
						<MatchCheckTable
							caption={title}
							checks={preview.checks.map((check) => ({
								key: check.ruleKey,
								name: say(check.label),
								expected: say(check.expected),
								actual: say(check.actual),
								outcome: check.status,
							}))}
						/>
					</Card>
				)
			})}
		</>
	)
}

function useLineColumns({ shipment, previews, lotStates }: ShipmentPage): Column<Line>[] {
	const { t } = useTranslation(['shipping', 'common'])
	const { say, quantity, quantityAsGiven } = useReader()
	const words = {
		pass: t('common:outcomePass'),
		warn: t('common:outcomeWarn'),
		block: t('common:outcomeBlock'),
		unknown: t('common:outcomeUnknown'),
	}
	return [
		{
			key: 'lot',
			header: t('detail.lot'),
			role: 'key',
			cell: (line) => (
				<>
					<AppLink to={`/lots/${line.lotId}`} className="font-mono">
						{line.lotCode}
					</AppLink>
					<CellSub>{say(line.itemName)}</CellSub>
				</>
			),
		},
		{
			key: 'quantity',
			header: t('detail.quantity'),
			align: 'end',
			cell: (line) => quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given),
		},
		{
			key: 'stock',
			header: t('detail.stock'),
			align: 'end',
			cell: (line) => quantity({ value: line.onHand, unit: line.unit }),
		},
		{
			key: 'status',
			header: t('detail.lotStatus'),
			cell: (line) => {
				const look = lotStateLook(lotStates, line.lotStatus)
				return <StatusText tone={look.tone} label={say(look.title)} />
			},
		},
		{
			key: 'gate',
			header: t('detail.gate'),
			role: 'aside',
			cell: (line) => {
				const preview = shipment.status === 'planned' ? previews.find((found) => found.lotId === line.lotId) : undefined
				if (preview) return <StatusText tone={preview.status} label={words[preview.status]} />
				if (!line.decisionId) return '–'
				return (
					<AppLink to={`/decisions/${line.decisionId}`}>
						{t('detail.decided', { version: line.decisionVersion })}, {t('detail.decision')}
					</AppLink>
				)
			},
		},
	]
}
