import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Cog, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { FilterMenu } from '#app/ui/data/filter.tsx'
import { listAddress } from '#app/ui/data/list-address.ts'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { EQUIPMENT_KINDS } from '../equipment.model.ts'
import { listEquipment } from '../equipment.queries.server.ts'
import { Readiness } from '../ui/readiness.tsx'

const blankAsAbsent = (value: unknown) => (value === '' ? undefined : value)
const searchSchema = z.object({
	q: z.string().max(100).optional().catch(undefined),
	kind: z.preprocess(blankAsAbsent, z.enum(EQUIPMENT_KINDS).optional()).catch(undefined),
	after: z.string().max(60).optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Equipment'] }, async (ctx) => ({
		search,
		...(await listEquipment(ctx, search)),
		title: serverText(ctx.language, 'equipment')('title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function EquipmentList() {
	const { equipment, nextCursor, search } = useLoaderData<typeof loader>()
	const { t } = useTranslation('equipment')
	const { say, date, dateTime } = useReader()
	const ability = useAbility()
	const make = ability.can('create', 'Equipment') && (
		<ButtonLink to="/equipment/new" variant="primary" icon={Plus}>
			{t('new')}
		</ButtonLink>
	)
	const [params] = useSearchParams()
	const narrowed = Boolean(search.q || search.kind)
	return (
		<>
			<PageHead title={t('title')} subtitle={t('subtitle')} actions={make} />
			<Card padding="flush">
				<TableToolbar>
					<ListSearch label={t('search')} />
					<FilterMenu
						label={t('edit.kind')}
						value={search.kind && t(`kind.${search.kind}`)}
						items={[
							{ label: t('allKinds'), to: listAddress(params, { kind: null }), chosen: !search.kind },
							...EQUIPMENT_KINDS.map((kind) => ({
								label: t(`kind.${kind}`),
								to: listAddress(params, { kind }),
								chosen: search.kind === kind,
							})),
						]}
					/>
				</TableToolbar>
				<DataTable
					caption={t('title')}
					rows={equipment}
					rowKey={(row) => row.id}
					pager={nextCursor && <Pager nextHref={listAddress(params, { after: nextCursor })} />}
					empty={
						<EmptyState
							icon={Cog}
							titleLevel={2}
							title={narrowed ? t('noneFound') : t('empty')}
							action={narrowed ? <ButtonLink to="/equipment">{t('clear')}</ButtonLink> : make}
						>
							{narrowed ? t('noneFoundText') : t('emptyText')}
						</EmptyState>
					}
					columns={[
						{
							key: 'name',
							header: t('edit.name'),
							role: 'key',
							cell: (row) => (
								<AppLink to={`/equipment/${row.id}`}>
									{say(row.name)}
									<CellSub mono>{row.code}</CellSub>
								</AppLink>
							),
						},
						{ key: 'kind', header: t('edit.kind'), cell: (row) => t(`kind.${row.kind}`) },
						{
							key: 'place',
							header: t('edit.site'),
							cell: (row) => (
								<>
									{say(row.site.name)}
									{row.line && <CellSub mono>{t('lineOf', { line: row.line })}</CellSub>}
								</>
							),
						},
						{
							key: 'calibration',
							header: t('edit.calibrationDueOn'),
							cell: (row) => (row.calibrationDueOn ? date(row.calibrationDueOn) : '–'),
						},
						{
							key: 'cleaned',
							header: t('cleanedAt'),
							cell: (row) => (row.cleanedAt ? dateTime(row.cleanedAt) : '–'),
						},
						{ key: 'ready', header: t('ready'), role: 'aside', cell: (row) => <Readiness problems={row.problems} /> },
					]}
				/>
			</Card>
		</>
	)
}
