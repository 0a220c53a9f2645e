import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FilePlus, FileText } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { type Refusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { ActiveFilter, FilterLink, FilterMenu } from '#app/ui/data/filter.tsx'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { Pager } from '#app/ui/data/pager.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { changeVisibility } from '../change-visibility.server.ts'
import { DOCUMENT_KINDS, VISIBILITIES } from '../document.model.ts'
import { documentSearchSchema } from '../document.schema.ts'
import { codeOfLot, countEnding, listDocuments } from '../documents.queries.server.ts'
import { useDocumentColumns } from '../ui/document-columns.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const search = documentSearchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	return withContext(args, { can: ['read', 'Document'] }, async (ctx) => {
		const partner = partyOf(ctx.actor) !== null
		const audience: Audience = !partner ? 'internal' : ctx.ability.can('create', 'Document') ? 'supplier' : 'customer'
		const { cursor, ending, kind, lot, q } = search
		const lotCode = lot ? await codeOfLot(ctx, lot) : null
		return {
			...(await listDocuments(ctx, { q: q || undefined, kind, cursor, ending: ending === '1', lotId: lot, limit: 25 })),
			lotCode,
			endingCount: await countEnding(ctx),
			search: { q: q ?? '', kind: kind ?? null, ending: ending === '1', lot: lot ?? null, cursor: cursor ?? null },
			audience,
			title: serverText(ctx.language, 'documents')(audience === 'supplier' ? 'list.titlePartner' : 'list.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

const showSchema = z.object({ documentId: z.uuid(), visibility: z.enum(VISIBILITIES) })

export async function action(args: ActionFunctionArgs): Promise<Refusal | { ok: true; done: string }> {
	const person = await whoIs(args.request)
	const t = serverText(await languageOf(args.request, { account: person?.account.language ?? null }), 'documents')
	const parsed = showSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) throw new Response('Bad Request', { status: 400 })
	const { documentId, visibility } = parsed.data
	const result = await withContext(args, { can: ['update', 'Document'] }, (ctx) =>
		changeVisibility(ctx, documentId, visibility),
	)
	if (!result.ok) return wholeRefusal(t(`refused.${result.error.code}`))
	return { ok: true, done: t('visibility.changed', { who: t(`visibility.${visibility}`) }) }
}

type Shown = { q: string; kind: string | null; ending: boolean; lot: string | null; cursor: string | null }

/** The list with these changes; the page begins anew unless a cursor is among them. */
function address(search: Shown, changes: Partial<Shown>): string {
	const { q, kind, ending, lot, cursor } = { ...search, cursor: null, ...changes }
	const params = new URLSearchParams()
	if (q) params.set('q', q)
	if (kind) params.set('kind', kind)
	if (ending) params.set('ending', '1')
	if (lot) params.set('lot', lot)
	if (cursor) params.set('cursor', cursor)
	return `/documents${params.size > 0 ? `?${params}` : ''}`
}

/** Whose list it is, which decides its words. */
type Audience = 'internal' | 'supplier' | 'customer'

const SUBTITLES = {
	internal: 'list.subtitle',
	supplier: 'list.subtitlePartner',
	customer: 'list.subtitleCustomer',
} as const

export default function Documents() {
	const { items, nextCursor, endingCount, search, lotCode, audience, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('documents')
	const ability = useAbility()
	const intent = useIntent()
	const columns = useDocumentColumns({
		partner: audience !== 'internal',
		onShow: ability.can('update', 'Document')
			? (documentId, visibility) => intent.send({ documentId, visibility })
			: undefined,
	})
	const isFiltered = search.q !== '' || search.kind !== null || search.ending || search.lot !== null
	const add = ability.can('create', 'Document') && (
		<ButtonLink to="/documents/new" variant="primary" icon={FilePlus}>
			{t('list.add')}
		</ButtonLink>
	)
	return (
		<>
			<PageHead title={title} subtitle={t(SUBTITLES[audience])} actions={add} />
			<Card padding="flush">
				<DataTable
					caption={t('list.caption')}
					columns={columns}
					rows={items}
					rowKey={(row) => row.id}
					toolbar={
						<TableToolbar>
							<ListSearch label={t('list.search')} />
							{search.lot && (
								<ActiveFilter label={t('list.lot')} value={lotCode ?? '–'} clearHref={address(search, { lot: null })} />
							)}
							<FilterLink
								label={t('list.ending')}
								count={endingCount}
								to={address(search, { ending: !search.ending })}
								on={search.ending}
							/>
							<FilterMenu
								label={t('list.kind')}
								value={search.kind ? t(`kinds.${search.kind}`) : undefined}
								items={[
									{ label: t('list.any'), to: address(search, { kind: null }), chosen: search.kind === null },
									...DOCUMENT_KINDS.map((kind) => ({
										label: t(`kinds.${kind}`),
										to: address(search, { kind }),
										chosen: search.kind === kind,
									})),
								]}
							/>
						</TableToolbar>
					}
					pager={
						items.length > 0 && (
							<Pager
								summary={t('list.shown', { count: items.length })}
								previousHref={search.cursor ? address(search, {}) : undefined}
								nextHref={nextCursor ? address(search, { cursor: nextCursor }) : undefined}
							/>
						)
					}
					empty={
						isFiltered ? (
							<EmptyState
								icon={FileText}
								title={t('list.noneFound')}
								titleLevel={2}
								action={<ButtonLink to="/documents">{t('list.clear')}</ButtonLink>}
							>
								{t('list.noneFoundText')}
							</EmptyState>
						) : (
							<EmptyState icon={FileText} title={t('list.empty')} titleLevel={2} action={add}>
								{t(audience === 'customer' ? 'list.emptyTextCustomer' : 'list.emptyText')}
							</EmptyState>
						)
					}
				/>
			</Card>
		</>
	)
}
