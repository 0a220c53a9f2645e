import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ArrowDown, ArrowUp, BookA, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { IconButton } from '#app/ui/actions/icon-button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListSearch } from '#app/ui/data/list-search.tsx'
import { TableToolbar } from '#app/ui/data/table-toolbar.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tabs } from '#app/ui/layout/tabs.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { ATTRIBUTE_SUBJECTS, type Attribute } from '../attribute.model.ts'
import { dictionaryDay, listChanges, loadAttributes } from '../dictionary.queries.server.ts'
import { dictionaryTextFor } from '../dictionary-text.server.ts'
import { moveAttribute } from '../move-attribute.server.ts'
import { ChangeHistory } from '../ui/change-history.tsx'

const searchSchema = z.object({
	of: z.enum(ATTRIBUTE_SUBJECTS).catch('lot'),
	q: z.string().max(100).optional().catch(undefined),
})

const fits = ({ key, label }: Attribute, q: string): boolean =>
	[key, label.en, label['zh-CN']].some((text) => text.toLowerCase().includes(q))

export async function loader(args: LoaderFunctionArgs) {
	const { of, q } = searchSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const t = await dictionaryTextFor(args.request)
	return withContext(args, { can: ['read', 'Attribute'] }, async (ctx) => {
		const counts: Record<string, number> = {}
		for (const subject of ATTRIBUTE_SUBJECTS) counts[subject] = (await loadAttributes(ctx, subject)).length
		const all = await loadAttributes(ctx, of)
		const asked = q?.trim().toLowerCase()
		return {
			of,
			q: q ?? '',
			counts,
			today: dictionaryDay(ctx),
			attributes: asked ? all.filter((one) => fits(one, asked)) : all,
			changes: await listChanges(ctx, null),
			title: t('list.title'),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

const moveSchema = z.object({ id: z.uuid(), by: z.enum(['-1', '1']) })

export async function action(args: ActionFunctionArgs) {
	const t = await dictionaryTextFor(args.request)
	const parsed = moveSchema.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return wholeRefusal(t('form.not-found'))
	const { id, by } = parsed.data
	const moved = await withContext(args, { can: ['update', 'Attribute'] }, (ctx) =>
		moveAttribute(ctx, id, by === '1' ? 1 : -1),
	)
	return moved.ok ? { ok: true as const } : wholeRefusal(t(`form.${moved.error.code}`))
}

export default function DictionaryList() {
	const { of, q, counts, attributes, changes, today } = useLoaderData<typeof loader>()
	const { t } = useTranslation('dictionary')
	const { say } = useReader()
	const ability = useAbility()
	const intent = useIntent()
	const mayChange = ability.can('update', 'Attribute')
	const make = ability.can('create', 'Attribute') && (
		<ButtonLink to={`/dictionary/new?of=${of}`} variant="primary" icon={Plus}>
			{t('list.new')}
		</ButtonLink>
	)
	const status = (one: Attribute) => {
		if (one.deprecatedOn !== null) return <StatusText tone="draft" label={t('list.deprecated')} />
		return one.effectiveFrom > today ? (
			<StatusText tone="waiting" label={t('list.later')} />
		) : (
			<StatusText tone="released" label={t('list.inForce')} />
		)
	}
	return (
		<>
			<PageHead title={t('list.title')} subtitle={t('list.subtitle')} actions={make} />
			<Tabs
				label={t('list.kinds')}
				tabs={ATTRIBUTE_SUBJECTS.map((subject) => ({
					to: `/dictionary?of=${subject}`,
					label: t(`subject.${subject}`),
					count: counts[subject] ?? 0,
					current: subject === of,
				}))}
			/>
			<Stack>
				<Card padding="flush">
					<TableToolbar>
						<ListSearch label={t('list.search')} />
					</TableToolbar>
					<DataTable
						caption={t('list.caption', { kind: t(`subject.${of}`) })}
						rows={attributes}
						rowKey={(one) => one.id}
						empty={
							<EmptyState
								icon={BookA}
								titleLevel={2}
								title={q ? t('list.none') : t('list.empty')}
								action={q ? <ButtonLink to={`/dictionary?of=${of}`}>{t('list.clear')}</ButtonLink> : make}
							>
								{q ? t('list.noneText') : t('list.emptyText')}
							</EmptyState>
						}
						columns={[
							{
								key: 'label',
								header: t('list.attribute'),
								role: 'key',
								cell: (one) => (
									<AppLink to={`/dictionary/${one.id}`}>
										{say(one.label)}
										<CellSub mono>{one.key}</CellSub>
									</AppLink>
								),
							},
							{ key: 'type', header: t('list.type'), cell: (one) => t(`type.${one.type}`) },
							{
								key: 'required',
								header: t('list.required'),
								cell: (one) =>
									one.requiredAt === null
										? t('list.optional')
										: one.requiredAt === 'registration'
											? t('list.atOnce')
											: t('list.fromState', { state: one.requiredAt }),
							},
							{
								key: 'readers',
								header: t('list.readers'),
								cell: (one) =>
									[
										one.roles.length > 0 ? t('list.someRoles', { count: one.roles.length }) : t('list.inside'),
										one.partner && t('list.partners'),
										one.public && t('list.public'),
									]
										.filter(Boolean)
										.join(t('list.and')),
							},
							{ key: 'status', header: t('list.status'), role: 'aside', cell: status },
							...(mayChange && !q
								? [
										{
											key: 'order',
											header: t('list.order'),
											headerHidden: true,
											align: 'end' as const,
											cell: (one: Attribute) => (
												<span className="inline-flex">
													<IconButton
														size="sm"
														variant="ghost"
														icon={ArrowUp}
														label={t('list.up', { name: say(one.label) })}
														disabled={one === attributes[0] || intent.busy}
														onClick={() => intent.send({ id: one.id, by: '-1' })}
													/>
													<IconButton
														size="sm"
														variant="ghost"
														icon={ArrowDown}
														label={t('list.down', { name: say(one.label) })}
														disabled={one === attributes.at(-1) || intent.busy}
														onClick={() => intent.send({ id: one.id, by: '1' })}
													/>
												</span>
											),
										},
									]
								: []),
						]}
					/>
				</Card>
				<ChangeHistory changes={changes} />
			</Stack>
		</>
	)
}
