import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { RecordActions, RecordHistory, RecordLifecycle, RecordNext } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Column, Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { answerCase } from '../answer-case.server.ts'
import { CASES, LONG_TEXTS } from '../case.model.ts'
import { type CasePage, readCasePage } from '../case-page.server.ts'
import { kindOf } from '../case-route.ts'
import { CaseActionsCard } from '../ui/case-actions-card.tsx'
import { CaseChange } from '../ui/case-change.tsx'
import { CaseFacts } from '../ui/case-facts.tsx'
import { CaseFilesCard } from '../ui/case-files-card.tsx'
import { CaseLinksCard } from '../ui/case-links-card.tsx'
import { CaseMenu } from '../ui/case-menu.tsx'
import { OnboardingCard } from '../ui/onboarding-card.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const kind = kindOf(url)
	const page = await withContext(args, { can: ['read', CASES[kind].ability] }, (ctx) =>
		readCasePage(ctx, kind, args.params.id ?? '', Object.fromEntries(url.searchParams)),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.one.number ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const kind = kindOf(new URL(args.request.url))
	const language = await languageOf(args.request)
	return answerCase(args, { kind, id: args.params.id ?? '', body: await args.request.formData(), language })
}

/** One CAPA, change, complaint or return: where it stands, what is asked of whom, what it is about, who did what. */
export default function Case() {
	const page = useLoaderData<typeof loader>() as CasePage
	const { one, record, partner } = page
	const { t } = useTranslation('cases')
	const { say } = useReader()
	const path = CASES[one.kind].path
	const action = `${path}/${one.id}`
	return (
		<>
			<PageHead
				title={
					<>
						<span className="font-mono tracking-[-0.03em]">{one.number}</span> {one.title}
					</>
				}
				status={
					<>
						<StatusChip tone={record.state.tone} label={say(record.state.title)} size="lg" />
						{one.topic && <Tag>{t(`topic.${one.topic}`)}</Tag>}
						{one.severity && <Tag>{t(`severity.${one.severity as 'minor'}`)}</Tag>}
					</>
				}
				crumbs={[{ label: t(`kinds.${one.kind}.title`), to: path }, { label: one.number }]}
				actions={
					<>
						<CaseMenu page={page} />
						<RecordActions
							page={record}
							record={{ label: one.number, version: one.version, action }}
							values={{
								cause: one.cause,
								conclusion: one.conclusion,
								effectivenessCheck: one.effectivenessCheck,
								effectivenessResult: one.effectivenessResult,
								effectiveOn: one.effectiveOn,
								...one.onboarding?.answers,
							}}
							long={LONG_TEXTS}
						/>
					</>
				}
			/>
			<Stack>
				<RecordLifecycle page={record} label={one.number} />
				<Grid>
					<Column columns={7}>
						{!partner && <RecordNext page={record} />}
						<StepProcedures procedures={record.procedures} />
						<ApprovalsCard approvals={record.approvals} action={action} />
						{page.onboarding && <OnboardingCard page={page} />}
						<CaseFacts page={page} />
						{!partner && <CaseActionsCard page={page} />}
					</Column>
					<Column columns={5}>
						<CaseLinksCard page={page} />
						<CaseFilesCard page={page} />
						<RecordHistory page={record} />
					</Column>
				</Grid>
				{page.change && <CaseChange change={page.change} />}
			</Stack>
		</>
	)
}
