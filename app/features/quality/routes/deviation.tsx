import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { casesOf } from '#app/features/cases/case-links.queries.server.ts'
import { CasesOfRecord } from '#app/features/cases/ui/cases-of-record.tsx'
import { takeRecordStep } from '#app/features/workflow/take-record-step.server.ts'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { RecordActions, RecordHistory, RecordLifecycle, RecordNext } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { readDeviationPage } from '../deviation-page.server.ts'
import { moveDeviation } from '../move-deviation.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	const cursor = new URL(args.request.url).searchParams.get('cases')
	const page = await withContext(args, { can: ['read', 'Deviation'] }, async (ctx) => {
		const found = await readDeviationPage(ctx, args.params.id ?? '')
		return found && { ...found, cases: await casesOf(ctx, 'deviation', found.deviation.id, cursor) }
	})
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.deviation.number ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const [language, id] = [await languageOf(args.request), args.params.id ?? '']
	return takeRecordStep(args, {
		kind: 'deviation',
		id,
		body: await args.request.formData(),
		language,
		move: (ctx, step) => moveDeviation(ctx, { deviationId: id, ...step }),
	})
}

/** One deviation: where it stands, what is asked of whom, the lot, the conclusion, who did and signed what. */
export default function DeviationDetail() {
	const page = useLoaderData<typeof loader>()
	const { t } = useTranslation('quality')
	const { say } = useReader()
	const { deviation, record } = page
	const action = `/deviations/${deviation.id}`
	return (
		<>
			<PageHead
				title={
					<>
						<span className="font-mono tracking-[-0.03em]">{deviation.number}</span> {deviation.title}
					</>
				}
				status={
					<>
						<StatusChip tone={deviation.state.tone} label={say(deviation.state.title)} size="lg" />
						<Tag>{t(`severity.${deviation.severity}`)}</Tag>
					</>
				}
				crumbs={[{ label: t('deviations.title'), to: '/deviations' }, { label: deviation.number }]}
				actions={
					<RecordActions
						page={record}
						record={{ label: deviation.number, version: deviation.version, action }}
						values={{ conclusion: deviation.conclusion }}
						long={['conclusion']}
					/>
				}
			/>
			<Stack>
				<RecordLifecycle page={record} label={deviation.number} />
				<Grid>
					<Column columns={7}>
						<RecordNext page={record} />
						<StepProcedures procedures={record.procedures} />
						<ApprovalsCard approvals={record.approvals} action={action} />
						<DeviationFacts />
						<CasesOfRecord cases={page.cases} from={`deviation:${deviation.id}`} />
					</Column>
					<Column columns={5}>
						<RecordHistory page={record} />
					</Column>
				</Grid>
			</Stack>
		</>
	)
}

function DeviationFacts() {
	const { deviation } = useLoaderData<typeof loader>()
	const { t } = useTranslation('quality')
	const { say, dateTime } = useReader()
	return (
		<Card title={t('page.about')}>
			<KeyValue
				entries={[
					{
						label: t('deviations.lot'),
						value: (
							<>
								<AppLink to={`/lots/${deviation.lotId}?tab=quality`} className="mono">
									{deviation.lotCode}
								</AppLink>{' '}
								{say(deviation.itemName)}
							</>
						),
					},
					{ label: t('deviations.severity'), value: t(`severity.${deviation.severity}`) },
					{
						label: t('deviations.opened'),
						value: `${dateTime(deviation.openedAt)} · ${deviation.openedBy ?? t('page.portal')}`,
					},
					{
						label: t('deviations.conclusion'),
						value: deviation.conclusion ?? <span className="text-text-3">{t('page.noConclusion')}</span>,
					},
					...(deviation.closedAt
						? [
								{
									label: t('page.settled'),
									value: `${dateTime(deviation.closedAt)} · ${deviation.closedBy ?? t('page.portal')}`,
								},
							]
						: []),
				]}
			/>
		</Card>
	)
}
