import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { Column, Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { previewScope } from '../preview-scope.server.ts'
import { RUNNING } from '../recall.model.ts'
import { readRecallPage } from '../recall-page.server.ts'
import { takeRecallStep } from '../take-recall-step.server.ts'
import { ClosingCard } from '../ui/closing-card.tsx'
import { ConsigneesCard } from '../ui/consignees-card.tsx'
import { RecallActions } from '../ui/recall-actions.tsx'
import { RecallKpis } from '../ui/recall-kpis.tsx'
import { RecallTimeline } from '../ui/recall-timeline.tsx'
import { ReconciliationBars } from '../ui/reconciliation-bars.tsx'
import { InstructionsCard, ScopeCard, ScopeLots } from '../ui/scope-card.tsx'
import { ScopePreviewFacts } from '../ui/scope-preview-panel.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const found = await withContext(args, { can: ['read', 'Recall'] }, async (ctx) => {
		const page = await readRecallPage(ctx, args.params.id ?? '')
		if (!page) return null
		// Nothing is frozen before it is opened: show what it would take in now.
		const preview = page.recall.category === 'initial' ? await previewScope(ctx, page.recall.seedLotIds) : null
		return { page, preview }
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.page.recall.number ?? ''} · Lotline 批迹` },
]

export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	return takeRecallStep(args, { recallId: args.params.id ?? '', body: await args.request.formData(), language })
}

export default function RecallDetail() {
	const { page, preview } = useLoaderData<typeof loader>()
	const { t } = useTranslation('recall')
	return (
		<>
			<Head page={page} />
			<Stack>
				<StepProcedures procedures={page.procedures} />
				<ApprovalsCard approvals={page.approvals} action={`/recalls/${page.recall.id}`} />
				{preview ? (
					<Grid>
						<Card title={t('preview.title')} className={span(8)}>
							<ScopePreviewFacts preview={preview} />
						</Card>
						<Column columns={4}>
							<InstructionsCard page={page} />
							<RecallTimeline history={page.history} notices={page.notices} />
						</Column>
					</Grid>
				) : (
					<OpenedParts page={page} />
				)}
			</Stack>
		</>
	)
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>['page']

function Head({ page }: { page: Page }) {
	const { t } = useTranslation('recall')
	const { say, dateTime, relative, now } = useReader()
	const { recall, state } = page
	const lots = page.totals.reduce((sum, total) => sum + total.lots, 0)
	const late = recall.reportDueAt !== null && !recall.closedAt && recall.reportDueAt < now
	return (
		<PageHead
			title={
				<>
					<span className="font-mono tracking-[-0.03em]">{recall.number}</span> {recall.title}
				</>
			}
			status={
				<>
					<StatusChip tone={state.tone} label={say(state.title)} size="lg" />
					<Tag>{t(`class.${recall.recallClass}`)}</Tag>
				</>
			}
			crumbs={[{ label: t('list.title'), to: '/recalls' }, { label: recall.number }]}
			facts={[
				{ label: t('head.reason'), value: recall.reason },
				...(lots > 0 ? [{ label: t('head.scope'), value: t('head.lots', { count: lots }) }] : []),
				...(recall.openedAt ? [{ label: t('head.opened'), value: dateTime(recall.openedAt) }] : []),
				...(recall.reportDueAt && !recall.closedAt
					? [
							{
								label: t('head.report'),
								value: (
									<span className={late ? 'text-recalled-fg' : 'text-warn-fg'}>
										{t('head.reportDue', { at: dateTime(recall.reportDueAt), left: relative(recall.reportDueAt, now) })}
									</span>
								),
							},
						]
					: []),
				...(recall.closedAt ? [{ label: t('head.closed'), value: dateTime(recall.closedAt) }] : []),
			]}
			actions={<RecallActions page={page} />}
		/>
	)
}

function OpenedParts({ page }: { page: Page }) {
	const { t } = useTranslation('recall')
	const { quantity } = useReader()
	const ability = useAbility()
	const running = RUNNING.has(page.recall.category)
	const shipped = page.reconciliation.map((row) => quantity({ value: row.shipped, unit: row.unit })).join(', ')
	return (
		<>
			<RecallKpis page={page} />
			<Card
				title={t('reconciliation.title')}
				sub={shipped ? t('reconciliation.sub', { shipped }) : t('reconciliation.nothing')}
			>
				{page.reconciliation.length > 0 && <ReconciliationBars rows={page.reconciliation} />}
			</Card>
			<Grid>
				<ConsigneesCard
					recallId={page.recall.id}
					notices={page.notices}
					running={running}
					mayAct={ability.can('notify', 'Recall')}
					className={span(8)}
				/>
				<Column columns={4}>
					<ScopeCard page={page} />
					<InstructionsCard page={page} />
				</Column>
				<Column columns={8}>
					{running && <ClosingCard needs={page.needs} />}
					<ScopeLots page={page} />
				</Column>
				<RecallTimeline history={page.history} notices={page.notices} className={span(4)} />
			</Grid>
		</>
	)
}
