import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { FileUp, OctagonPause, PackageSearch, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attributeParam } from '#app/features/dictionary/attribute-filter.model.ts'
import { readListAttributes } from '#app/features/dictionary/listed-attributes.queries.server.ts'
import { bulkSteps } from '#app/features/workflow/bulk-moves.queries.server.ts'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { idsOf, moveManyForm } from '#app/features/workflow/move-many.schema.ts'
import { MoveManyDialog } from '#app/features/workflow/ui/move-many-dialog.tsx'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { listAddress, pageAddress, toggled } from '#app/ui/data/list-address.ts'
import { Pager } from '#app/ui/data/pager.tsx'
import { BulkBar, TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { holdLots } from '../hold-lots.server.ts'
import { readLotListOptions } from '../list-options.queries.server.ts'
import { readLotStates } from '../lot-states.queries.server.ts'
import { listLots } from '../lots.queries.server.ts'
import {
	holdLotsForm,
	LOT_COLUMNS,
	type LotListParams,
	MOST_FILTERED,
	readLotList,
	USUAL_COLUMNS,
} from '../lots.schema.ts'
import { mayOpenLots } from '../may-open-lots.ts'
import { moveLots } from '../move-lots.server.ts'
import { HoldDialog } from '../ui/hold-dialog.tsx'
import { lotColumns } from '../ui/lot-columns.tsx'
import { LotFilters } from '../ui/lot-filters.tsx'

const LIMIT = 50
/** Lots of a refusal that are named. */
const NAMED = 10

export async function loader(args: LoaderFunctionArgs) {
	const params = readLotList(new URL(args.request.url).searchParams)
	return withContext(args, { can: ['read', 'Lot'] }, async (ctx) => {
		if (!mayOpenLots(ctx)) throw new Response('Forbidden', { status: 403 })
		return readList(ctx, params)
	})
}

async function readList(ctx: Context, params: LotListParams) {
	const page = await listLots(ctx, { ...params, limit: LIMIT })
	const ids = page.items.map((lot) => lot.id)
	return {
		params,
		partner: partyOf(ctx.actor) !== null,
		page,
		due: await dueMomentsOf(ctx, 'lot', ids),
		states: await readLotStates(ctx),
		steps: partyOf(ctx.actor) === null ? await bulkSteps(ctx, 'lot') : [],
		options: await readLotListOptions(ctx, params),
		attributes: await readListAttributes(ctx, 'lot'),
		title: serverText(ctx.language, 'lots')(partyOf(ctx.actor) ? 'list.myTitle' : 'list.title'),
	}
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'lots')
	const body = Object.fromEntries(await args.request.formData())
	if (body.intent === 'move') return moveAction(args, body)
	const parsed = holdLotsForm.safeParse(body)
	if (!parsed.success) return { ok: false as const, fieldErrors: { reason: t('problem.reason-missing') } }
	const result = await withContext(args, { can: ['hold', 'Lot'] }, (ctx) =>
		holdLots(ctx, { lotIds: parsed.data.lots, reason: parsed.data.reason }),
	)
	if (result.ok) return { ok: true as const }
	const names = result.error.lots.map((lot) => lot.code)
	return {
		ok: false as const,
		formError: t(names.length > NAMED ? 'hold.refusedMore' : 'hold.refused', {
			count: names.length,
			lots: names.slice(0, NAMED).join(', '),
			more: names.length - NAMED,
		}),
		refused: result.error.lots.map((lot) => lot.lotId),
	}
}

async function moveAction(args: ActionFunctionArgs, body: Record<string, unknown>) {
	const inWords = serverText(await languageOf(args.request), 'workflow')
	const parsed = moveManyForm.safeParse(body)
	if (!parsed.success) return wholeRefusal(inWords('dialog.unreadable'))
	const { which, records, transition, reason } = parsed.data
	const filter = readLotList(new URL(args.request.url).searchParams)
	if (which === 'filter' && filter.leftOff > 0) {
		const t = serverText(await languageOf(args.request), 'lots')
		return wholeRefusal(t('list.leftOff', { count: filter.leftOff, most: MOST_FILTERED }))
	}
	const begun = await withContext(args, { can: ['read', 'Lot'] }, async (ctx) => {
		if (partyOf(ctx.actor) !== null) throw new Response('Forbidden', { status: 403 })
		return moveLots(ctx, { transition, reason, which: which === 'chosen' ? { ids: idsOf(records) } : { filter } })
	})
	return begun.ok
		? redirect(`/bulk-moves/${begun.value.id}`)
		: wholeRefusal(inWords(`bulk.refusedBegin.${begun.error.code}`))
}

export default function LotList() {
	const { page, due, params, states, options, attributes, partner, title, steps } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation(['lots', 'workflow'])
	const reader = useReader()
	const ability = useAbility()
	const [holding, setHolding] = useState(false)
	const [moving, setMoving] = useState(false)
	const selection = useRowSelection(page.items.map((lot) => lot.id))
	const asked: readonly string[] = params.columns ?? USUAL_COLUMNS
	const chosen = LOT_COLUMNS.filter((key) => asked.includes(key) && !(partner && key === 'supplier'))
	const chosenAttributes = attributes.filter((one) => asked.includes(attributeParam(one.key)))
	const allChosen = [...chosen, ...chosenAttributes.map((one) => attributeParam(one.key))]
	const columnChoice = (key: string, label: string) => ({
		label,
		to: pageAddress(search, { columns: toggled(allChosen, key) || 'none' }),
		chosen: allChosen.includes(key),
	})
	const mayHold = ability.can('hold', 'Lot')
	const filtered = Boolean(
		params.q ||
			params.lacking ||
			params.status ||
			params.item ||
			params.supplier ||
			Object.keys(params.attributes).length,
	)
	const chosenIds = page.items.flatMap((lot) => (selection.has(lot.id) ? [lot.id] : []))
	return (
		<>
			<PageHead
				title={title}
				subtitle={t(partner ? 'list.mySubtitle' : 'list.subtitle')}
				actions={
					<>
						{ability.can('import', 'Import') && (
							<ButtonLink to="/imports" icon={FileUp}>
								{t('list.import')}
							</ButtonLink>
						)}
						{ability.can('create', 'Lot') && (
							<ButtonLink to="/lots/new" variant="primary" icon={Plus}>
								{t('list.register')}
							</ButtonLink>
						)}
					</>
				}
			/>
			{params.leftOff > 0 && (
				<Note tone="warn" className="mb-3">
					{t('list.leftOff', { count: params.leftOff, most: MOST_FILTERED })}
				</Note>
			)}
			<Card padding="flush">
				<DataTable
					caption={title}
					columns={lotColumns(chosen, { t, reader, states, due, search, params, attributes: chosenAttributes })}
					rows={page.items}
					rowKey={(lot) => lot.id}
					rowName={(lot) => lot.code}
					{...(mayHold || steps.length > 0 ? { selection } : {})}
					toolbar={
						<TableToolbar
							exportHref={`/lots.csv${listAddress(search, { columns: null, cursor: null })}`}
							exportLabel={t('list.export')}
							columns={[
								...LOT_COLUMNS.filter((key) => !(partner && key === 'supplier')).map((key) =>
									columnChoice(key, t(`list.${key}`)),
								),
								...attributes
									.filter((one) => one.deprecatedOn === null || chosenAttributes.includes(one))
									.map((one) => columnChoice(attributeParam(one.key), reader.say(one.label))),
							]}
						>
							<LotFilters
								params={params}
								search={search}
								states={states}
								options={options}
								attributes={attributes}
								partner={partner}
							/>
						</TableToolbar>
					}
					bulk={
						<BulkBar selection={selection}>
							{mayHold && (
								<Button size="sm" variant="hold" icon={OctagonPause} onClick={() => setHolding(true)}>
									{t('list.hold')}
								</Button>
							)}
							{steps.length > 0 && (
								<Button size="sm" onClick={() => setMoving(true)}>
									{t('workflow:bulk.action')}
								</Button>
							)}
						</BulkBar>
					}
					pager={
						<Pager
							summary={t('list.shown', { count: page.items.length })}
							previousHref={page.previousCursor ? listAddress(search, { cursor: page.previousCursor }) : undefined}
							nextHref={page.nextCursor ? listAddress(search, { cursor: page.nextCursor }) : undefined}
						/>
					}
					empty={
						filtered ? (
							<EmptyState
								icon={PackageSearch}
								title={t('list.noneFound')}
								action={<ButtonLink to="/lots">{t('list.showAll')}</ButtonLink>}
							>
								{t('list.noneFoundText')}
							</EmptyState>
						) : (
							<EmptyState
								icon={PackageSearch}
								title={t('list.none')}
								action={
									ability.can('create', 'Lot') ? (
										<ButtonLink to="/lots/new" variant="primary" icon={Plus}>
											{t('list.register')}
										</ButtonLink>
									) : undefined
								}
							>
								{t(partner ? 'list.noneTextPartner' : 'list.noneText')}
							</EmptyState>
						)
					}
				/>
			</Card>
			<HoldDialog
				key={chosenIds.join()}
				open={holding}
				onOpenChange={setHolding}
				lotIds={chosenIds}
				onHeld={selection.clear}
			/>
			{moving && (
				<MoveManyDialog
					ids={chosenIds}
					steps={steps}
					action={`/lots?${search}`}
					byFilter
					onClose={() => setMoving(false)}
				/>
			)}
		</>
	)
}
