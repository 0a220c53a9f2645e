import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterMenu } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { outcomesOf } from '../../replay/replay.model.ts'
import type { FlipRow } from '../../replay/replay.queries.server.ts'
import type { ReplayPage } from '../../replay/replay-page.server.ts'
import { outcomeName } from '../../sentence.ts'
import { OutcomeChange } from './outcome-change.tsx'

type Props = { page: ReplayPage; flips: { items: readonly FlipRow[]; nextCursor: number | null } }

/** Every case that would come out otherwise, with the way to both explanations. */
export function FlipsCard({ page, flips }: Props) {
	const { t } = useTranslation('rules')
	const { say, date, quantity } = useReader()
	const { key, shown, change } = page
	if (!shown) return null
	const address = (more: Record<string, string | number>) =>
		`/rules/${key}/replay?${new URLSearchParams({ run: shown.id, ...more })}`
	const changeWords = (name: string) => {
		const { before, after } = outcomesOf(name)
		return `${say(outcomeName(before))} → ${say(outcomeName(after))}`
	}
	return (
		<Card title={t('replay.flips')} padding="flush">
			<DataTable
				caption={t('replay.flips')}
				rows={flips.items}
				rowKey={(row) => String(row.position)}
				toolbar={
					<TableToolbar>
						<FilterMenu
							label={t('replay.change')}
							value={change ? changeWords(change) : undefined}
							items={[
								{ label: t('replay.any'), to: address({}), chosen: !change },
								...Object.keys(shown.transitions).map((name) => ({
									label: changeWords(name),
									to: address({ change: name }),
									chosen: change === name,
								})),
							]}
						/>
					</TableToolbar>
				}
				columns={[
					{
						key: 'lot',
						header: t('replay.lot'),
						role: 'key',
						cell: (row) => (
							<>
								<AppLink to={`/rules/${key}/replay/${shown.id}/${row.position}`} className="mono">
									{row.lot?.code ?? t('replay.case', { number: row.position + 1 })}
								</AppLink>
								{row.lot && <CellSub mono>{row.lot.sku}</CellSub>}
							</>
						),
					},
					{
						key: 'change',
						header: t('replay.change'),
						role: 'aside',
						cell: (row) => <OutcomeChange before={row.before} after={row.after} />,
					},
					{
						key: 'why',
						header: t('replay.because'),
						cell: (row) =>
							row.rules
								.slice(0, 3)
								.map((rule) => say(rule.title))
								.join(', '),
					},
					{
						key: 'supplier',
						header: t('replay.supplier'),
						cell: (row) => (row.party ? say(row.party.name) : '–'),
					},
					{
						key: 'quantity',
						header: t('replay.onHand'),
						align: 'end',
						cell: (row) => (row.quantity ? quantity(row.quantity) : '–'),
					},
					{ key: 'at', header: t('replay.factsOf'), role: 'plain', cell: (row) => date(row.at) },
				]}
				pager={
					flips.nextCursor !== null && (
						<Pager nextHref={address({ ...(change ? { change } : {}), after: flips.nextCursor })} />
					)
				}
			/>
		</Card>
	)
}
