import { useFetcher } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCountry } from '#app/platform/i18n/use-country.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { SkeletonRows } from '#app/ui/feedback/skeleton.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { ScopePreview, ScopeSide } from '../preview-scope.server.ts'

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

/** Both reaches side by side in figures, then the nearest lots with what the rules say of each. */
export function ScopePreviewFacts({ preview, busy = false }: { preview: ScopePreview; busy?: boolean }) {
	const { t } = useTranslation('recall')
	const { say, quantity, number } = useReader()
	const { broad } = preview
	const unreachable = broad.consignees.filter((party) => !party.reachable)
	return (
		<div aria-busy={busy} className="flex flex-col gap-3">
			<ScopesTable preview={preview} />
			<p className="text-12 text-text-3">
				{t('preview.byRules', {
					version: preview.version ?? '–',
					count: preview.left,
					ms: number(preview.elapsedMs),
				})}
			</p>
			{broad.alreadyRecalled > 0 && <Note tone="warn" title={t('preview.already', { count: broad.alreadyRecalled })} />}
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
					rows={broad.shown}
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
							key: 'scope',
							header: t('scope.reach'),
							cell: (lot) => (
								<>
									<StatusText tone={lot.scope === 'broad' ? 'warn' : 'recalled'} label={t(`reach.${lot.scope}`)} />
									{lot.because[0] && <CellSub>{say(lot.because[0])}</CellSub>}
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
			{broad.lots > broad.shown.length && (
				<p className="text-12 text-text-3">{t('preview.more', { count: broad.lots - broad.shown.length })}</p>
			)}
		</div>
	)
}

/** Narrow and broad beside each other: lots, stock, what was shipped, to whom and where. */
function ScopesTable({ preview }: { preview: ScopePreview }) {
	const { t } = useTranslation('recall')
	const { say, quantity, number } = useReader()
	const country = useCountry()
	const amounts = (side: ScopeSide, of: 'onHand' | 'shipped') =>
		side.totals
			.filter((row) => Number(row[of]) > 0)
			.map((row) => quantity({ value: row[of], unit: row.unit }))
			.join(', ') || t('preview.nothing')
	const people = (side: ScopeSide) => {
		const names = side.consignees.map((party) => say(party.name))
		if (names.length === 0) return t('preview.nobody')
		return `${names.slice(0, 8).join(', ')}${names.length > 8 ? ` +${names.length - 8}` : ''}`
	}
	const places = (side: ScopeSide) =>
		[...new Set(side.consignees.map((party) => country(party.country)))].join(', ') || '–'
	const rows = [
		{ key: 'lots', label: t('preview.lots'), of: (side: ScopeSide) => number(String(side.lots)) },
		{ key: 'stock', label: t('preview.stock'), of: (side: ScopeSide) => amounts(side, 'onHand') },
		{ key: 'shipped', label: t('preview.shipped'), of: (side: ScopeSide) => amounts(side, 'shipped') },
		{ key: 'who', label: t('preview.consignees'), of: people },
		{ key: 'where', label: t('scope.countries'), of: places },
	]
	return (
		<DataTable
			caption={t('preview.title')}
			rows={rows}
			rowKey={(row) => row.key}
			columns={[
				{ key: 'what', header: t('preview.what'), headerHidden: true, role: 'key', cell: (row) => row.label },
				{ key: 'narrow', header: t('reach.narrow'), cell: (row) => row.of(preview) },
				{ key: 'broad', header: t('reach.broad'), cell: (row) => row.of(preview.broad) },
			]}
		/>
	)
}
