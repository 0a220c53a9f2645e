import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { GitCompare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { type LotState, readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { type ItemChanges, type RevisionHead, type RevisionLot, readItemChanges } from '../changes.queries.server.ts'
import { ComparedCard } from '../ui/compared-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const search = new URL(args.request.url).searchParams
	const asked = { from: search.get('from')?.slice(0, 40) ?? null, to: search.get('to')?.slice(0, 40) ?? null }
	return withContext(args, { can: ['read', 'Item'] }, async (ctx) => {
		const changes = id.success ? await readItemChanges(ctx, id.data, asked) : null
		if (!changes) throw new Response('Not Found', { status: 404 })
		return { changes, states: await readLotStates(ctx) }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.changes.item.sku ?? ''} · Lotline 批迹` },
]

/** Two revisions of an item beside each other, and which lots were made under which. */
export default function Changes() {
	const { changes: loaded, states } = useLoaderData<typeof loader>()
	const changes = loaded as ItemChanges
	const { item, before, after } = changes
	const { t } = useTranslation(['production', 'common'])
	const { say, dateTime, number } = useReader()
	return (
		<>
			<PageHead
				title={t('changes.title')}
				subtitle={`${item.sku}, ${say(item.name)}`}
				crumbs={[{ label: item.sku, to: `/items/${item.id}` }, { label: t('changes.title') }]}
			/>
			<Stack>
				{before && after ? (
					<>
						<Chooser changes={changes} />
						<ComparedCard
							title={t('changes.components')}
							lines={changes.components}
							before={before.code}
							after={after.code}
						/>
						<ComparedCard
							title={t('changes.parameters')}
							lines={changes.parameters}
							before={before.code}
							after={after.code}
						/>
						<Grid>
							<Column columns={6}>
								<LotsCard revision={before} lots={changes.lotsBefore} states={states} />
							</Column>
							<Column columns={6}>
								<LotsCard revision={after} lots={changes.lotsAfter} states={states} />
							</Column>
						</Grid>
					</>
				) : (
					<Card>
						<EmptyState icon={GitCompare} title={t('changes.none')}>
							{t('changes.noneText')}
						</EmptyState>
					</Card>
				)}
				{changes.allChangedLots > changes.changedLots.length && (
					<p className="text-text-2">
						{t('common:shownOf', {
							shown: number(changes.changedLots.length),
							all: number(changes.allChangedLots),
						})}
					</p>
				)}
				{changes.changedLots.map((change) => (
					<ComparedCard
						key={`${change.eventId} ${change.before.id} ${change.after.id}`}
						title={
							<>
								{t('changes.lot')} <AppLink to={`/events/${change.eventId}`}>{dateTime(change.eventTime)}</AppLink>
							</>
						}
						lines={change.lines}
						before={change.before.code}
						after={change.after.code}
					/>
				))}
			</Stack>
		</>
	)
}

function Chooser({ changes }: { changes: ItemChanges }) {
	const { t } = useTranslation('production')
	const { date } = useReader()
	const options = changes.revisions.map((one) => ({
		value: one.code,
		label: `${one.code} · ${date(one.effectiveFrom)}`,
	}))
	return (
		<Card>
			<Form method="get" className="flex flex-wrap items-end gap-3">
				<Field label={t('changes.before')} name="from">
					<Select name="from" options={options} defaultValue={changes.before?.code} key={changes.before?.code} />
				</Field>
				<Field label={t('changes.after')} name="to">
					<Select name="to" options={options} defaultValue={changes.after?.code} key={changes.after?.code} />
				</Field>
				<Button type="submit" icon={GitCompare}>
					{t('changes.compare')}
				</Button>
			</Form>
		</Card>
	)
}

type LotsProps = { revision: RevisionHead; lots: readonly RevisionLot[]; states: readonly LotState[] }

function LotsCard({ revision, lots, states }: LotsProps) {
	const { t } = useTranslation(['production', 'common'])
	const { say, date, number } = useReader()
	const title = t('changes.lotsUnder', { revision: revision.code, count: revision.lots })
	return (
		<Card
			title={title}
			{...(revision.changeReference ? { sub: t('changes.reference', { reference: revision.changeReference }) } : {})}
			{...(revision.lots > lots.length
				? { footer: t('common:shownOf', { shown: number(lots.length), all: number(revision.lots) }) }
				: {})}
			padding="flush"
		>
			<DataTable
				caption={title}
				rows={lots}
				rowKey={(lot) => lot.id}
				empty={<p className="p-4 text-text-3">{t('changes.noLots')}</p>}
				columns={[
					{
						key: 'lot',
						header: t('used.lot'),
						role: 'key',
						cell: (lot) => (
							<AppLink to={`/lots/${lot.id}`} className="font-mono">
								{lot.code}
							</AppLink>
						),
					},
					{
						key: 'made',
						header: t('changes.made'),
						cell: (lot) => (lot.manufacturedOn ? date(lot.manufacturedOn) : ''),
					},
					{
						key: 'status',
						header: t('used.status'),
						role: 'aside',
						cell: (lot) => {
							const look = lotStateLook(states, lot.status)
							return <StatusText tone={look.tone} label={say(look.title)} />
						},
					},
				]}
			/>
		</Card>
	)
}
