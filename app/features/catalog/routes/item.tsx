import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GitCompare, Pencil } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { todayIn } from '#app/core/local-date.ts'
import { answerApproval } from '#app/features/parties/answer-approval.server.ts'
import { listApprovals, listPartyOptions } from '#app/features/parties/parties.queries.server.ts'
import { ApprovalsCard } from '#app/features/parties/ui/approvals-card.tsx'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
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
import { type ItemDetail, readItem } from '../catalog.queries.server.ts'
import { specificationSchema } from '../catalog.schema.ts'
import { catalogTextFor } from '../catalog-text.server.ts'
import { removeSpecification } from '../remove-specification.server.ts'
import { saveSpecification } from '../save-specification.server.ts'
import { RevisionsCard } from '../ui/revisions-card.tsx'
import { SpecificationsCard } from '../ui/specifications-card.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.item.sku ?? ''} · Lotline 批迹` }]

/** What is bought, not made. */
const BOUGHT: readonly string[] = ['raw_material', 'component', 'packaging']

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	return withContext(args, { can: ['read', 'Item'] }, async (ctx) => {
		const found = id.success ? await readItem(ctx, id.data) : null
		if (!found) throw new Response('Not Found', { status: 404 })
		const approvals = await listApprovals(ctx, { itemId: found.item.id })
		return {
			...found,
			today: todayIn(ctx.tenant.timeZone, ctx.now),
			approvals,
			bought: BOUGHT.includes(found.item.kind) || approvals.length > 0,
			suppliers: ctx.ability.can('update', 'Party')
				? await listPartyOptions(ctx, ['supplier', 'contract_manufacturer'])
				: [],
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	const body = await args.request.formData()
	const intent = body.get('intent')
	if (intent === 'approval') return answerApproval(args, body)
	const t = await catalogTextFor(args.request)
	const itemId = z.uuid().safeParse(args.params.id)
	if (!itemId.success) throw new Response('Not Found', { status: 404 })
	const specificationId = z.uuid().safeParse(body.get('specificationId'))
	if (intent === 'remove-specification') {
		if (!specificationId.success) return wholeRefusal(t('form.not-found'))
		const removed = await withContext(args, { can: ['update', 'Item'] }, (ctx) =>
			removeSpecification(ctx, { itemId: itemId.data, specificationId: specificationId.data }),
		)
		return removed.ok ? { ok: true as const, done: t('spec.removed') } : wholeRefusal(t(`form.${removed.error.code}`))
	}
	const parsed = specificationSchema.safeParse(Object.fromEntries(body))
	if (!parsed.success) return formRefusal(parsed.error, t)
	const asked = { itemId: itemId.data, ...(specificationId.success ? { specificationId: specificationId.data } : {}) }
	const result = await withContext(args, { can: ['update', 'Item'] }, (ctx) =>
		saveSpecification(ctx, asked, parsed.data),
	)
	if (result.ok) return { ok: true as const }
	const message = t(`form.${result.error.code}`)
	return result.error.code === 'test-taken' ? fieldRefusal('test', message) : wholeRefusal(message)
}

export default function Item() {
	const { item, revisions, specifications, approvals, suppliers, bought, today } = useLoaderData<typeof loader>()
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
			<Split aside={<Facts item={item} />}>
				<RevisionsCard itemId={item.id} revisions={revisions} mayChange={mayChange} today={today} />
				<SpecificationsCard rows={specifications} mayChange={mayChange} />
				{bought && (
					<ApprovalsCard
						rows={approvals}
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
					{ label: t('item.unit'), value: unit(item.unit) },
					{ label: t('item.brand'), value: item.brand ?? none },
					{
						label: t('items.shelfLife'),
						value: item.shelfLifeDays
							? t('items.days', { count: item.shelfLifeDays, days: number(item.shelfLifeDays) })
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
