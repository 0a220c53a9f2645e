import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import type { ScopePreview } from '../preview-scope.server.ts'

/** What a recall of these lots would take in, looked up again whenever they change. */
export function ScopePreviewPanel({ lotIds }: { lotIds: readonly string[] }) {
	const { t } = useTranslation('recall')
	const fetcher = useFetcher<{ preview: ScopePreview }>()
	const ids = lotIds.join(',')
	const { load } = fetcher
	useEffect(() => {
		if (ids) load(`/recalls/scope?lots=${ids}`)
	}, [ids, load])
	if (!ids) return <p className="text-text-3">{t('preview.empty')}</p>
	if (!fetcher.data) return <SkeletonRows rows={3} />
	return <ScopePreviewFacts preview={fetcher.data.preview} busy={fetcher.state !== 'idle'} />
}

/** The numbers first, then the nearest lots. */
export function ScopePreviewFacts({ preview, busy = false }: { preview: ScopePreview; busy?: boolean }) {
	const { t } = useTranslation('recall')
	const { say, quantity, number } = useReader()
	const country = useCountry()
	const unreachable = preview.consignees.filter((party) => !party.reachable)
	const places = [...new Set(preview.consignees.map((party) => country(party.country)))]
	return (
		<div aria-busy={busy} className="flex flex-col gap-3">
			<KeyValue
				entries={[
					{
						label: t('preview.lots'),
						value: t('preview.lotCount', { count: preview.lots, ms: number(preview.elapsedMs) }),
					},
					{
						label: t('preview.stock'),
						value:
							preview.totals
								.filter((row) => Number(row.onHand) > 0)
								.map((row) => quantity({ value: row.onHand, unit: row.unit }))
								.join(', ') || t('preview.nothing'),
					},
					{
						label: t('preview.shipped'),
						value:
							preview.totals
								.filter((row) => Number(row.shipped) > 0)
								.map((row) => quantity({ value: row.shipped, unit: row.unit }))
								.join(', ') || t('preview.nothing'),
					},
					{
						label: t('preview.consignees'),
						value:
							preview.consignees.length === 0
								? t('preview.nobody')
								: `${preview.consignees
										.map((party) => say(party.name))
										.slice(0, 8)
										.join(', ')}${preview.consignees.length > 8 ? ` +${preview.consignees.length - 8}` : ''}`,
					},
					...(places.length > 0 ? [{ label: t('scope.countries'), value: places.join(', ') }] : []),
				]}
			/>
			{preview.alreadyRecalled > 0 && (
				<Note tone="warn" title={t('preview.already', { count: preview.alreadyRecalled })} />
			)}
			{unreachable.length > 0 && (
				<Note
					tone="warn"
					title={t('preview.unreachable', { parties: unreachable.map((party) => say(party.name)).join(', ') })}
				/>
			)}
			<section
				aria-label={t('preview.lots')}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
				tabIndex={0}
				className="max-h-72 overflow-auto rounded-2 border border-line"
			>
				<DataTable
					caption={t('preview.lots')}
					rows={preview.shown}
					rowKey={(lot) => lot.id}
					columns={[
						{
							key: 'lot',
							header: t('scope.lot'),
							role: 'key',
							cell: (lot) => (
								<>
									<span className="mono">{lot.code}</span>
									<CellSub>{say(lot.item.name)}</CellSub>
								</>
							),
						},
						{
							key: 'stock',
							header: t('scope.stock'),
							align: 'end',
							cell: (lot) => quantity({ value: lot.onHand, unit: lot.unit }),
						},
						{
							key: 'shipped',
							header: t('scope.shipped'),
							align: 'end',
							cell: (lot) => (lot.shipped === '0' ? '–' : quantity({ value: lot.shipped, unit: lot.unit })),
						},
					]}
				/>
			</section>
			{preview.lots > preview.shown.length && (
				<p className="text-12 text-text-3">{t('preview.more', { count: preview.lots - preview.shown.length })}</p>
			)}
		</div>
	)
}
