import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator, useSearchParams } from '@remix-run/react'
import { FileUp, Upload } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { FilterLink } from '#app/ui/data/filter.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { WORKING_STATUSES } from '../import.model.ts'
import { listImports } from '../intake.queries.server.ts'
import { useImportColumns } from '../ui/import-columns.tsx'

const searchSchema = z.object({
	state: z.enum(['open', 'ended']).optional().catch(undefined),
	cursor: z.uuid().optional().catch(undefined),
})

export async function loader(args: LoaderFunctionArgs) {
	const search = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Import'] }, async (ctx) => ({
		...(await listImports(ctx, { ...search, limit: 25 })),
		state: search.state ?? null,
		partner: partyOf(ctx.actor) !== null,
		title: serverText(ctx.language, 'intake')('list.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

const EVERY_MS = 2_000

/** Files on their way in and those that came in, with how far each is. */
export default function Imports() {
	const { items, nextCursor, state, partner, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('intake')
	const [search] = useSearchParams()
	const mayImport = useAbility().can('import', 'Import')
	const columns = useImportColumns(partner)
	useLookAgain(items.some((item) => WORKING_STATUSES.includes(item.status)))
	const start = mayImport && (
		<ButtonLink to="/imports/new" variant="primary" icon={Upload}>
			{t('list.new')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={title} subtitle={t('list.subtitle')} actions={start} />
			<Card padding="flush">
				<DataTable
					caption={t('list.caption')}
					columns={columns}
					rows={items}
					rowKey={(item) => item.id}
					toolbar={
						<TableToolbar>
							<FilterLink label={t('list.all')} to="/imports" on={state === null} />
							<FilterLink label={t('list.open')} to="/imports?state=open" on={state === 'open'} />
							<FilterLink label={t('list.ended')} to="/imports?state=ended" on={state === 'ended'} />
						</TableToolbar>
					}
					pager={
						(nextCursor || search.has('cursor')) && (
							<Pager
								previousHref={search.has('cursor') ? `/imports${state ? `?state=${state}` : ''}` : undefined}
								nextHref={nextCursor ? `/imports?${state ? `state=${state}&` : ''}cursor=${nextCursor}` : undefined}
							/>
						)
					}
					empty={
						state ? (
							<EmptyState
								icon={FileUp}
								title={t('list.emptyFiltered')}
								titleLevel={2}
								action={<ButtonLink to="/imports">{t('list.clear')}</ButtonLink>}
							/>
						) : (
							<EmptyState icon={FileUp} title={t('list.empty')} titleLevel={2} action={start}>
								{t('list.emptyText')}
							</EmptyState>
						)
					}
				/>
			</Card>
		</>
	)
}

/** Reads the list again every two seconds while something goes on and the page is seen. */
function useLookAgain(isWorking: boolean): void {
	const { revalidate } = useRevalidator()
	useEffect(() => {
		if (!isWorking) return
		const timer = setInterval(() => {
			if (document.visibilityState === 'visible') revalidate()
		}, EVERY_MS)
		return () => clearInterval(timer)
	}, [isWorking, revalidate])
}
