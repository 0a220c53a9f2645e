import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useNavigate } from '@remix-run/react'
import { Binary } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { choiceText } from '#app/core/choice.ts'
import { ITEM_KINDS } from '#app/features/catalog/catalog.model.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Chooser } from '#app/ui/forms/chooser.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { listPatterns, type PatternRow } from '../lot-codes.queries.server.ts'
import { useScopeWords } from '../ui/scope-words.ts'

export async function loader(args: LoaderFunctionArgs) {
	const cursor = new URL(args.request.url).searchParams.get('cursor')?.slice(0, 80) || undefined
	return withContext(args, { can: ['read', 'LotCodePattern'] }, async (ctx) => ({
		cursor: cursor ?? null,
		page: await listPatterns(ctx, cursor),
		items: ctx.ability.can('update', 'LotCodePattern') ? await choiceList(ctx, 'items', { without: 'code' }) : null,
		title: serverText(ctx.language, 'lot-codes')('list.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export default function LotCodes() {
	const { page, items, cursor } = useLoaderData<typeof loader>()
	const { t } = useTranslation('lot-codes')
	const ability = useAbility()
	const rows = page.rows as PatternRow[]
	return (
		<>
			<PageHead
				title={t('list.title')}
				subtitle={t('list.subtitle')}
				actions={ability.can('update', 'LotCodePattern') && <NewPattern rows={rows} items={items} />}
			/>
			<Card padding="flush">
				<PatternTable rows={rows} nextCursor={page.nextCursor} cursor={cursor} />
			</Card>
		</>
	)
}

/** Chooses what a new pattern is for, and goes there. */
function NewPattern({
	rows,
	items,
}: {
	rows: PatternRow[]
	items: ReturnType<typeof useLoaderData<typeof loader>>['items']
}) {
	const { t } = useTranslation('lot-codes')
	const navigate = useNavigate()
	const known = new Set(rows.map((row) => row.appliesTo))
	const groups = ITEM_KINDS.map((kind) => ({ value: `kind:${kind}`, label: t(`scope.kind.${kind}`) }))
	const go = (scope: string) => scope && navigate(`/lot-codes/edit?for=${scope}`)
	return (
		<>
			<Select
				className="w-64 max-w-full"
				aria-label={t('list.new')}
				placeholder={t('list.new')}
				value=""
				onChange={(event) => go(event.target.value)}
				options={[
					...(known.has('tenant') ? [] : [{ value: 'tenant', label: t('scope.tenant') }]),
					{ label: t('list.groups'), options: groups.filter((group) => !known.has(group.value)) },
					...(items?.all
						? [
								{
									label: t('list.items'),
									options: items.all.map((item) => ({
										value: `item:${item.value}`,
										label: choiceText({ ...item, detail: null }),
									})),
								},
							]
						: []),
				]}
			/>
			{items && !items.all && (
				<Chooser
					className="w-64 max-w-full"
					aria-label={t('list.newOfItem')}
					placeholder={t('list.newOfItem')}
					list={items}
					onChoose={(id) => id && go(`item:${id}`)}
				/>
			)}
		</>
	)
}

type TableProps = { rows: PatternRow[]; nextCursor: string | null; cursor: string | null }

function PatternTable({ rows, nextCursor, cursor }: TableProps) {
	const { t } = useTranslation('lot-codes')
	const { date } = useReader()
	const words = useScopeWords()
	return (
		<DataTable
			caption={t('list.title')}
			rows={rows}
			rowKey={(row) => row.id}
			empty={
				<EmptyState
					icon={Binary}
					title={t('list.empty')}
					action={<AppLink to="/lot-codes/edit?for=tenant">{t('list.compose')}</AppLink>}
				>
					{t('list.emptyText')}
				</EmptyState>
			}
			pager={
				nextCursor || cursor ? (
					<Pager
						summary={t('list.shown', { count: rows.length })}
						{...(cursor ? { previousHref: '/lot-codes' } : {})}
						{...(nextCursor ? { nextHref: `/lot-codes?cursor=${encodeURIComponent(nextCursor)}` } : {})}
					/>
				) : undefined
			}
			columns={[
				{
					key: 'scope',
					header: t('list.scope'),
					role: 'key',
					cell: (row) => (
						<>
							<AppLink to={`/lot-codes/edit?for=${row.appliesTo}`}>{words(row.scope, row.item)}</AppLink>
							{row.scope.of !== 'item' && <CellSub>{t('list.numbers', { count: row.items })}</CellSub>}
						</>
					),
				},
				{
					key: 'example',
					header: t('list.example'),
					cell: (row) => <span className="mono break-all">{row.example}</span>,
				},
				{
					key: 'pattern',
					header: t('list.pattern'),
					cell: (row) => <span className="mono break-all text-text-2">{row.pattern}</span>,
				},
				{ key: 'length', header: t('list.length'), align: 'end', cell: (row) => row.example.length },
				{ key: 'typed', header: t('list.typed'), cell: (row) => t(`typed.${row.typedCodes}.short`) },
				{ key: 'changed', header: t('list.changed'), cell: (row) => date(row.updatedAt) },
			]}
		/>
	)
}
