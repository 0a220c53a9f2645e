import { useTranslation } from 'react-i18next'
import type { DueMoments } from '#app/features/workflow/deadlines.queries.server.ts'
import { DueIn } from '#app/features/workflow/ui/due-in.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, type Column } from '#app/ui/data/data-table.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { DeliveryRow } from '../delivery-list.queries.server.ts'
import type { DeliveryState } from '../delivery-states.queries.server.ts'
import { lotCountWords, momentWords } from './delivery-words.ts'

/** The columns of the deliveries' list. */
export function useDeliveryColumns({
	partner,
	states,
	due,
}: {
	partner: boolean
	states: readonly DeliveryState[]
	due: DueMoments
}): Column<DeliveryRow>[] {
	const { t } = useTranslation('receiving')
	const reader = useReader()
	const today = reader.now.slice(0, 10)
	const status = (row: DeliveryRow) => {
		const state = states.find((found) => found.key === row.status)
		return (
			<>
				<StatusText tone={state?.tone ?? 'draft'} label={state ? reader.say(state.title) : row.status} />
				<DueIn at={due[row.id]} />
			</>
		)
	}
	const when = (row: DeliveryRow) => {
		if (row.arrivedAt) return momentWords(t, reader, row.arrivedAt)
		if (!row.expectedOn) return '–'
		const late = row.status === 'announced' && row.expectedOn < today
		return late ? (
			<span className="text-rejected-fg">{t('list.overdue', { date: reader.date(row.expectedOn) })}</span>
		) : (
			t('list.expectedOn', { date: reader.date(row.expectedOn) })
		)
	}
	return [
		{
			key: 'number',
			header: t('list.number'),
			role: 'key',
			cell: (row) => (
				<>
					<AppLink to={`/deliveries/${row.id}`} className="font-mono">
						{row.number}
					</AppLink>
					{row.reference && <CellSub mono>{row.reference}</CellSub>}
				</>
			),
		},
		partner
			? { key: 'site', header: t('list.site'), cell: (row) => reader.say(row.siteName) }
			: { key: 'supplier', header: t('list.supplier'), cell: (row) => reader.say(row.partyName) },
		{ key: 'status', header: t('list.status'), role: 'aside', cell: status },
		{ key: 'when', header: t('list.arrived'), cell: when },
		{ key: 'lots', header: t('list.lots'), align: 'end', cell: (row) => row.lines.all },
		{ key: 'checks', header: t('list.checks'), cell: (row) => <Checks row={row} partner={partner} /> },
		{ key: 'carrier', header: t('list.carrier'), role: 'plain', cell: (row) => row.carrier ?? '–' },
	]
}

/** How the lots of a delivery stand: the worst first in its colour, the rest as words. */
function Checks({ row, partner }: { row: DeliveryRow; partner: boolean }) {
	const { t } = useTranslation('receiving')
	const { lines } = row
	const settled = lotCountWords(t, { received: lines.received, held: lines.held, returned: lines.returned })
	const open = partner
		? ''
		: lotCountWords(t, { block: lines.block, unknown: lines.unknown, warn: lines.warn, pass: lines.pass })
	const worst: Tone = lines.block > 0 ? 'block' : lines.unknown > 0 ? 'unknown' : lines.warn > 0 ? 'warn' : 'pass'
	if (open) {
		return (
			<>
				<StatusText tone={worst} label={open} />
				{settled && <CellSub>{settled}</CellSub>}
			</>
		)
	}
	return <span className="text-text-2">{settled || (partner ? t('lines.pending') : t('list.notChecked'))}</span>
}
