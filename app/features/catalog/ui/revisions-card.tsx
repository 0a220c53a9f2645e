import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { Revision } from '../revisions.queries.server.ts'
import { useLimits } from './use-limits.ts'

type Props = { itemId: string; page: ListPage<Revision>; mayChange: boolean }

/** The revisions of an item, each with what one unit is made of. */
export function RevisionsCard({ itemId, page, mayChange }: Props) {
	const { t } = useTranslation('catalog')
	return (
		<Card
			title={t('item.revisions')}
			sub={t('item.revisionsSub')}
			padding="flush"
			actions={
				mayChange && (
					<ButtonLink to={`/items/${itemId}/revisions/new`} size="sm" variant="ghost" icon={Plus}>
						{t('item.newRevision')}
					</ButtonLink>
				)
			}
		>
			{page.rows.length === 0 && <p className="px-4 py-3 text-text-2">{t('item.noRevision')}</p>}
			{page.rows.map((revision) => (
				<RevisionPart key={revision.id} itemId={itemId} revision={revision} mayChange={mayChange} />
			))}
			<ListPager name="revisions" page={page} />
		</Card>
	)
}

function RevisionPart({ itemId, revision, mayChange }: { itemId: string; revision: Revision; mayChange: boolean }) {
	const { t } = useTranslation('catalog')
	const { date } = useReader()
	const { effectiveFrom: from, effectiveTo: to, standing } = revision
	const tone = { later: 'waiting', past: 'draft', inForce: 'released' } as const
	return (
		<CardSection
			title={
				<span className="flex flex-wrap items-center gap-x-3 gap-y-1">
					<span className="mono">{revision.code}</span>
					<StatusText tone={tone[standing]} label={t(`item.${standing}`)} />
					<span className="text-12 font-normal text-text-2">
						{to ? t('item.fromTo', { from: date(from), to: date(to) }) : t('item.from', { date: date(from) })}
					</span>
					{revision.changeReference && <Tag>{t('item.change', { reference: revision.changeReference })}</Tag>}
				</span>
			}
			actions={
				mayChange &&
				(revision.used ? (
					<span className="text-12 text-text-3">{t('item.used')}</span>
				) : (
					<ButtonLink to={`/items/${itemId}/revisions/${revision.id}`} size="sm">
						{t('item.editRevision')}
					</ButtonLink>
				))
			}
		>
			{revision.components.length === 0 ? (
				<p className="text-text-2">{t('item.noComponents')}</p>
			) : (
				<Components revision={revision} />
			)}
			{revision.parameters.length > 0 && <Parameters revision={revision} />}
		</CardSection>
	)
}

function Parameters({ revision }: { revision: Revision }) {
	const { t } = useTranslation('catalog')
	const { say } = useReader()
	const limits = useLimits()
	return (
		<div className="-mx-4 mt-3 -mb-3 border-t border-line">
			<DataTable
				caption={t('parameter.title')}
				rows={revision.parameters}
				rowKey={(parameter) => parameter.id}
				columns={[
					{
						key: 'name',
						header: t('parameter.title'),
						role: 'key',
						cell: (parameter) => (
							<>
								{say(parameter.name)}
								<CellSub>{parameter.step ?? parameter.key}</CellSub>
							</>
						),
					},
					{
						key: 'limits',
						header: t('parameter.limits'),
						align: 'end',
						cell: limits,
					},
				]}
			/>
		</div>
	)
}

function Components({ revision }: { revision: Revision }) {
	const { t } = useTranslation('catalog')
	const { say, quantity } = useReader()
	return (
		<div className="-mx-4 -mb-3 border-t border-line">
			<DataTable
				caption={t('item.componentsOf', { code: revision.code })}
				rows={revision.components}
				rowKey={(component) => component.id}
				columns={[
					{
						key: 'item',
						header: t('item.component'),
						role: 'key',
						cell: (component) => (
							<AppLink to={`/items/${component.itemId}`}>
								<span className="mono">{component.sku}</span>
								<CellSub>{say(component.name)}</CellSub>
							</AppLink>
						),
					},
					{
						key: 'quantity',
						header: t('item.quantity'),
						align: 'end',
						cell: (component) => quantity({ value: component.quantity, unit: component.unit }),
					},
					{
						key: 'tolerance',
						header: t('item.tolerance'),
						align: 'end',
						cell: (component) => (component.tolerancePercent === '0' ? '–' : `± ${component.tolerancePercent} %`),
					},
				]}
			/>
		</div>
	)
}
