import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useFetcher, useLoaderData } from '@remix-run/react'
import { UserRoundCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { addDays } from '#app/core/local-date.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { startOfDayIn } from '#app/features/identity/start-of-day.model.ts'
import { formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { delegate, endDelegation } from '../delegate.server.ts'
import { delegationForm, endDelegationForm } from '../delegation.schema.ts'
import { type DelegationRow, ownDelegations } from '../delegations.queries.server.ts'
import { DelegationForm } from '../ui/delegation-form.tsx'
import { fromInWords, untilInWords } from '../ui/stand-in-time.ts'
import { isRecordKind } from '../workflow-subjects.model.ts'

const NEEDS = { can: ['read', 'Home'] } as const

export const loader = (args: LoaderFunctionArgs) =>
	withContext(args, NEEDS, async (ctx) => ({
		page: await ownDelegations(ctx, new URL(args.request.url).searchParams.get('cursor')),
		people: await choiceList(ctx, 'people', { who: 'delegates' }),
		title: serverText(ctx.language, 'workflow')('delegation.title'),
	}))

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const t = serverText(await languageOf(args.request), 'workflow')
	const body = Object.fromEntries(await args.request.formData())
	if (body.intent === 'end') {
		const parsed = endDelegationForm.safeParse(body)
		if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
		const ended = await withContext(args, NEEDS, (ctx) => endDelegation(ctx, parsed.data.delegationId))
		return ended.ok ? { ok: true as const } : wholeRefusal(t(`delegation.refused.${ended.error.code}`))
	}
	const parsed = delegationForm.safeParse(body)
	if (!parsed.success) return formRefusal(parsed.error, t as (key: string) => string)
	const { delegateId, startsOn, endsOn, kinds, reason } = parsed.data
	const made = await withContext(args, NEEDS, (ctx) =>
		delegate(ctx, {
			delegateId,
			startsAt: startOfDayIn(ctx.tenant.timeZone, startsOn),
			endsAt: startOfDayIn(ctx.tenant.timeZone, addDays(endsOn, 1)),
			kinds: (kinds ?? '').split(',').filter(isRecordKind),
			reason,
		}),
	)
	return made.ok ? { ok: true as const } : wholeRefusal(t(`delegation.refused.${made.error.code}`))
}

export default function Delegations() {
	const { page, people, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation(['workflow', 'identity'])
	return (
		<>
			<PageHead
				title={title}
				subtitle={t('delegation.subtitle')}
				crumbs={[{ label: t('identity:account.title'), to: '/account' }, { label: title }]}
			/>
			<Grid>
				<Column columns={7}>
					<Card padding="flush" title={t('delegation.list')}>
						<DelegationTable page={page} />
					</Card>
				</Column>
				<Column columns={5}>
					<DelegationForm people={people} />
				</Column>
			</Grid>
		</>
	)
}

const TONES = { 'to-come': 'waiting', 'in-force': 'pass', over: 'unknown' } as const

function DelegationTable({ page }: { page: ListPage<DelegationRow> }) {
	const { t } = useTranslation('workflow')
	const reader = useReader()
	const fetcher = useFetcher()
	return (
		<DataTable
			caption={t('delegation.list')}
			rows={page.rows}
			rowKey={(row) => row.id}
			pager={<ListPager name="cursor" page={page} />}
			empty={
				<EmptyState icon={UserRoundCheck} title={t('delegation.empty')}>
					{t('delegation.emptyText')}
				</EmptyState>
			}
			columns={[
				{
					key: 'person',
					header: t('delegation.person'),
					role: 'key',
					cell: (row) => (
						<>
							{t(row.mine ? 'delegation.standsInForYou' : 'delegation.youStandIn', { name: row.person })}
							<CellSub>{row.reason}</CellSub>
						</>
					),
				},
				{
					key: 'from',
					header: t('delegation.time'),
					cell: (row) => `${fromInWords(row.startsAt, reader)} – ${untilInWords(row.endsAt, reader)}`,
				},
				{
					key: 'kinds',
					header: t('delegation.kinds'),
					cell: (row) =>
						row.kinds.length === 0
							? t('delegation.all')
							: row.kinds.map((kind) => t(`kind.${kind}`, { defaultValue: kind })).join(', '),
				},
				{
					key: 'standing',
					header: t('delegation.standing'),
					cell: (row) => <StatusText tone={TONES[row.standing]} label={t(`delegation.is.${row.standing}`)} />,
				},
				{
					key: 'end',
					header: '',
					role: 'aside',
					cell: (row) =>
						row.standing !== 'over' && (
							<fetcher.Form method="post">
								<input type="hidden" name="delegationId" value={row.id} />
								<Button type="submit" size="sm" name="intent" value="end" busy={fetcher.state !== 'idle'}>
									{t('delegation.end')}
								</Button>
							</fetcher.Form>
						),
				},
			]}
		/>
	)
}
