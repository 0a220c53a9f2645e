import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GitCompare, Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { todayIn } from '#app/core/local-date.ts'
import { historyNaming, recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { shownAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { AttributeValuesCard } from '#app/features/dictionary/ui/attribute-values-card.tsx'
import { listApprovals } from '#app/features/parties/parties.queries.server.ts'
import { ApprovalsCard } from '#app/features/parties/ui/approvals-card.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { answerItem } from '../answer-item.server.ts'
import { type ItemDetail, readItem } from '../catalog.queries.server.ts'
import { listItemUnits } from '../item-units.queries.server.ts'
import { RevisionsCard } from '../ui/revisions-card.tsx'
import { SpecificationsCard } from '../ui/specifications-card.tsx'
import { UnitsCard } from '../ui/units-card.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.item.sku ?? ''} · Lotline 批迹` }]

/** What is bought, not made. */
const BOUGHT: readonly string[] = ['raw_material', 'component', 'packaging']

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const { searchParams: search } = new URL(args.request.url)
	return withContext(args, { can: ['read', 'Item'] }, async (ctx) => {
		const found = id.success
			? await readItem(ctx, id.data, {
					revisions: search.get('revisions'),
					specifications: search.get('specifications'),
				})
			: null
		if (!found) throw new Response('Not Found', { status: 404 })
		const approvals = await listApprovals(ctx, { itemId: found.item.id }, { cursor: search.get('approvals') })
		return {
			...found,
			today: todayIn(ctx.tenant.timeZone, ctx.now),
			units: await listItemUnits(ctx, found.item.id, { cursor: search.get('units') }),
			attributes: await shownAttributes(ctx, 'item', found.item.id),
			history: await itemHistory(ctx, found.item.id, approvals.rows),
			approvals,
			bought: BOUGHT.includes(found.item.kind) || approvals.rows.length > 0,
			suppliers: ctx.ability.can('update', 'Party')
				? await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' })
				: null,
		}
	})
}

/** Changes of the item, and of who may deliver it. */
async function itemHistory(ctx: Context, itemId: string, approvals: readonly { partyId: string }[]) {
	const own = await recordHistory(ctx, itemId)
	const subjects = [...new Set(approvals.map(({ partyId }) => partyId))]
	const deliverers = await historyNaming(ctx, { subjects, action: 'approved-supplier', field: 'itemId', id: itemId })
	return [...own, ...deliverers].sort((a, b) => b.seq - a.seq)
}

export const action = (args: ActionFunctionArgs) => answerItem(args)

export default function Item() {
	const page = useLoaderData<typeof loader>()
	const { item, revisions, specifications, approvals, suppliers, bought, today } = page
	const { t } = useTranslation('catalog')
	const { say } = useReader()
	const ability = useAbility()
	const mayChange = ability.can('update', 'Item')
	return (
		<>
			<PageHead
				crumbs={[{ label: t('items.title'), to: '/items' }, { label: item.sku }]}
				title={say(item.name)}
				status={
					<>
						<StatusChip
							size="lg"
							tone={item.active ? 'released' : 'draft'}
							label={item.active ? t('items.active') : t('items.inactive')}
						/>
						<Tag>{t(`kind.${item.kind}`)}</Tag>
					</>
				}
				subtitle={item.description ? say(item.description) : undefined}
				actions={
					<>
						<ButtonLink to={`/items/${item.id}/changes`} icon={GitCompare}>
							{t('item.changes')}
						</ButtonLink>
						{mayChange && (
							<ButtonLink to={`/items/${item.id}/edit`} variant="primary" icon={Pencil}>
								{t('item.edit')}
							</ButtonLink>
						)}
					</>
				}
			/>
			<Split
				aside={
					<>
						<Facts item={item} />
						<AttributeValuesCard rows={page.attributes} />
						<RecordHistory entries={page.history} recordId={item.id} />
					</>
				}
			>
				<RevisionsCard itemId={item.id} page={revisions} mayChange={mayChange} />
				<SpecificationsCard page={specifications} mayChange={mayChange} />
				<UnitsCard page={page.units} itemUnit={item.unit} mayChange={mayChange} today={today} />
				{bought && (
					<ApprovalsCard
						page={approvals}
						of={{ itemId: item.id }}
						choices={suppliers}
						mayChange={ability.can('update', 'Party')}
						today={today}
					/>
				)}
			</Split>
		</>
	)
}

function Facts({ item }: { item: ItemDetail }) {
	const { t } = useTranslation('catalog')
	const { unit, number } = useReader()
	const none = <span className="text-text-3">{t('item.none')}</span>
	const { udi } = item
	const onLabel = udi
		? [
				udi.lot && t('item.udiLot'),
				udi.serial && t('item.udiSerial'),
				udi.manufacturedOn && t('item.udiManufacturedOn'),
				udi.expiresOn && t('item.udiExpiresOn'),
			]
				.filter(Boolean)
				.join(', ')
		: t('item.udiNone')
	return (
		<Card title={t('item.facts')} {...(item.gtin ? { footer: t('item.publicPage') } : {})}>
			<KeyValue
				entries={[
					{ label: t('items.sku'), value: <span className="mono">{item.sku}</span> },
					{ label: t('items.gtin'), value: item.gtin ? <span className="mono">{item.gtin}</span> : none },
					{
						label: t('item.revisionInForce'),
						value: item.revision ? <span className="mono">{item.revision}</span> : none,
					},
					{ label: t('item.unit'), value: unit(item.unit) },
					{ label: t('item.brand'), value: item.brand ?? none },
					{
						label: t('items.shelfLife'),
						value: item.shelfLifeDays
							? t('items.days', { count: item.shelfLifeDays, days: number(item.shelfLifeDays) })
							: none,
					},
					{
						label: t('item.minimumShelfLife'),
						value: item.minimumShelfLifeDays
							? t('items.days', { count: item.minimumShelfLifeDays, days: number(item.minimumShelfLifeDays) })
							: none,
					},
					{
						label: t('item.pattern'),
						value: (
							<AppLink to={`/lot-codes/edit?for=item:${item.id}`} className="mono">
								{item.codePattern}
							</AppLink>
						),
					},
					{
						label: t('item.certificate'),
						value: item.certificateRequired ? t('item.certificateNeeded') : t('item.certificateFree'),
					},
					{
						label: t('item.inspection'),
						value: item.incomingInspection ? t('item.inspectionYes') : t('item.inspectionNo'),
					},
					{ label: t('item.udi'), value: onLabel || none },
					{
						label: t('item.lotsLabel'),
						value: item.lots ? (
							<AppLink to={`/lots?item=${item.id}`}>{t('item.lots', { count: item.lots })}</AppLink>
						) : (
							none
						),
					},
				]}
			/>
		</Card>
	)
}
