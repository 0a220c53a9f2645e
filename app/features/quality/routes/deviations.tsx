import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { codeOfLot } from '#app/features/documents/documents.queries.server.ts'
import { type DueMoments, dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { DueIn } from '#app/features/workflow/ui/due-in.tsx'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ActiveFilter, FilterMenu } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { type DeviationRow, listDeviations } from '../deviations.queries.server.ts'
import { openDeviation } from '../open-deviation.server.ts'
import { DEVIATION_STANDINGS, SEVERITIES } from '../quality.model.ts'
import { openDeviationSchema } from '../quality.schema.ts'
import { OpenDeviationDialog } from '../ui/open-deviation-dialog.tsx'

const filterSchema = z.object({
	status: z.enum(DEVIATION_STANDINGS).optional().catch(undefined),
	severity: z.enum(SEVERITIES).optional().catch(undefined),
	lot: z.uuid().optional().catch(undefined),
	cursor: z.string().max(80).optional(),
})

export const meta: MetaFunction = () => [{ title: 'Deviations 偏差 · Lotline 批迹' }]

export async function loader(args: LoaderFunctionArgs) {
	const filter = filterSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Deviation'] }, async (ctx) => {
		const page = await listDeviations(ctx, { ...filter, lotId: filter.lot })
		const ids = page.items.map((row) => row.id)
		const lotCode = filter.lot ? await codeOfLot(ctx, filter.lot) : null
		return { filter, page, lotCode, due: await dueMomentsOf(ctx, 'deviation', ids) }
	})
}

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'quality')
	const body = Object.fromEntries(await args.request.formData())
	const parsed = openDeviationSchema.safeParse(body)
	if (!parsed.success) return { ok: false as const, formError: t('problem.unreadable') }
	const { lot, ...deviation } = parsed.data
	const opened = await withContext(args, { can: ['create', 'Deviation'] }, (ctx) =>
		openDeviation(ctx, { lot: { code: lot }, ...deviation }),
	)
	if (opened.ok) return { ok: true as const }
	if (opened.error.code === 'unknown-lot') return { ok: false as const, fieldErrors: { lot: t('refused.unknown-lot') } }
	return { ok: false as const, formError: t(`refused.${opened.error.code}`) }
}

type Filter = z.infer<typeof filterSchema>

const address = (filter: Filter): string => {
	const search = new URLSearchParams(Object.entries(filter).flatMap(([key, value]) => (value ? [[key, value]] : [])))
	return `/deviations${search.size > 0 ? `?${search}` : ''}`
}

/** Deviations of all lots. */
export default function Deviations() {
	const { filter, page, lotCode, due } = useLoaderData<typeof loader>()
	const { t } = useTranslation('quality')
	const ability = useAbility()
	const [opening, setOpening] = useState(false)
	return (
		<>
			<PageHead
				title={t('deviations.title')}
				subtitle={t('deviations.subtitle')}
				actions={
					ability.can('create', 'Deviation') && (
						<Button variant="primary" icon={Plus} onClick={() => setOpening(true)}>
							{t('deviations.open')}
						</Button>
					)
				}
			/>
			<Card padding="flush">
				<DeviationTable filter={filter} page={page} lotCode={lotCode} due={due} />
			</Card>
			{opening && <OpenDeviationDialog onClose={() => setOpening(false)} />}
		</>
	)
}

type TableProps = {
	filter: Filter
	page: { items: DeviationRow[]; nextCursor: string | null }
	lotCode: string | null
	due: DueMoments
}

function DeviationTable({ filter, page, lotCode, due }: TableProps) {
	const { t } = useTranslation('quality')
	const { say, date } = useReader()
	const { cursor: _cursor, ...first } = filter
	const any = (key: 'status' | 'severity') => ({
		label: t('deviations.any'),
		to: address({ ...first, [key]: undefined }),
		chosen: !filter[key],
	})
	return (
		<DataTable
			caption={t('deviations.title')}
			rows={page.items}
			rowKey={(row) => row.id}
			toolbar={
				<TableToolbar>
					{filter.lot && (
						<ActiveFilter
							label={t('deviations.lot')}
							value={lotCode ?? '–'}
							clearHref={address({ ...first, lot: undefined })}
						/>
					)}
					<FilterMenu
						label={t('deviations.status')}
						value={filter.status && t(`status.${filter.status}`)}
						items={[
							any('status'),
							...DEVIATION_STANDINGS.map((status) => ({
								label: t(`status.${status}`),
								to: address({ ...first, status }),
								chosen: filter.status === status,
							})),
						]}
					/>
					<FilterMenu
						label={t('deviations.severity')}
						value={filter.severity && t(`severity.${filter.severity}`)}
						items={[
							any('severity'),
							...SEVERITIES.map((severity) => ({
								label: t(`severity.${severity}`),
								to: address({ ...first, severity }),
								chosen: filter.severity === severity,
							})),
						]}
					/>
				</TableToolbar>
			}
			empty={
				<EmptyState icon={TriangleAlert} title={t('deviations.empty')}>
					{t('deviations.emptyText')}
				</EmptyState>
			}
			pager={
				page.nextCursor || filter.cursor ? (
					<Pager
						summary={t('deviations.shown', { count: page.items.length })}
						{...(filter.cursor ? { previousHref: address(first) } : {})}
						{...(page.nextCursor ? { nextHref: address({ ...first, cursor: page.nextCursor }) } : {})}
					/>
				) : undefined
			}
			columns={[
				{
					key: 'number',
					header: t('deviations.number'),
					role: 'key',
					cell: (row) => (
						<>
							<AppLink to={`/deviations/${row.id}`} className="mono">
								{row.number}
							</AppLink>
							<CellSub>{row.title}</CellSub>
						</>
					),
				},
				{
					key: 'lot',
					header: t('deviations.lot'),
					cell: (row) => (
						<>
							<AppLink to={`/lots/${row.lotId}?tab=quality`} className="mono">
								{row.lotCode}
							</AppLink>
							<CellSub>{say(row.itemName)}</CellSub>
						</>
					),
				},
				{ key: 'severity', header: t('deviations.severity'), cell: (row) => t(`severity.${row.severity}`) },
				{
					key: 'opened',
					header: t('deviations.opened'),
					cell: (row) => (
						<>
							{date(row.openedAt)}
							<CellSub>{row.openedBy}</CellSub>
						</>
					),
				},
				{
					key: 'conclusion',
					header: t('deviations.conclusion'),
					role: 'plain',
					cell: (row) => <span className="line-clamp-2">{row.conclusion}</span>,
				},
				{
					key: 'status',
					header: t('deviations.status'),
					role: 'aside',
					cell: (row) => (
						<>
							<StatusText tone={row.state.tone} label={say(row.state.title)} />
							<DueIn at={due[row.id]} />
						</>
					),
				},
			]}
		/>
	)
}
