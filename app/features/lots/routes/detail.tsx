import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ACROSS_PAGE, acrossFrom, sharedLotsOf } from '#app/features/network/shared-lots.queries.server.ts'
import { AcrossCard } from '#app/features/network/ui/across-card.tsx'
import { FindingsCard } from '#app/features/quality/ui/findings-card.tsx'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { Deadlines } from '#app/features/workflow/ui/deadlines.tsx'
import { RecordHistory } from '#app/features/workflow/ui/record-parts.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Stepper } from '#app/ui/data/stepper.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Tabs } from '#app/ui/layout/tabs.tsx'
import { answerIdentify } from '../answer-identify.server.ts'
import { readLotPage } from '../lot-page.server.ts'
import { LOT_TABS, type LotTab, lotTabOf } from '../lot-tabs.model.ts'
import { takeStep } from '../take-step.server.ts'
import { LotAudit } from '../ui/lot-audit.tsx'
import { LotBlocking } from '../ui/lot-blocking.tsx'
import { AllDecisions } from '../ui/lot-decisions.tsx'
import { LotDocuments } from '../ui/lot-documents.tsx'
import { LotEvents } from '../ui/lot-events.tsx'
import { LotHead } from '../ui/lot-head.tsx'
import { LotInherits } from '../ui/lot-inherits.tsx'
import { LotLacking } from '../ui/lot-lacking.tsx'
import { LotNeighbours, NeighbourTable } from '../ui/lot-neighbours.tsx'
import { LotAttributes, LotOverview } from '../ui/lot-overview.tsx'
import type { LotInside, LotPageData } from '../ui/lot-page-data.ts'
import { LotProcess } from '../ui/lot-process.tsx'
import { LotResults } from '../ui/lot-results.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const tab = lotTabOf(new URL(args.request.url).searchParams.get('tab'))
	const page = await withContext(args, { can: ['read', 'Lot'] }, async (ctx) => {
		const { searchParams } = new URL(args.request.url)
		const own = await readLotPage(ctx, args.params.id ?? '', tab, Object.fromEntries(searchParams))
		return (
			own && {
				...own,
				across: await sharedLotsOf(ctx, [own.lot.id], acrossFrom(searchParams)),
				acrossPage: ACROSS_PAGE,
			}
		)
	})
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.lot.code ?? ''} · Lotline 批迹` }]

/** Identifiers that the lot lacks, and steps of the workflow. A signature's proof is asked before the unit of work, and the step taken within it. */
export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	const asked = { lotId: args.params.id ?? '', body: await args.request.formData(), language }
	return asked.body.get('intent') === 'identify' ? answerIdentify(args, asked) : takeStep(args, asked)
}

export default function LotPageRoute() {
	const { across, acrossPage, ...own } = useLoaderData<typeof loader>()
	const page = own as LotPageData
	const { t } = useTranslation('lots')
	const { say, dateTime } = useReader()
	const { inside } = page
	return (
		<>
			<LotHead page={page} />
			<Stack>
				<Stepper
					label={t('page.lifecycle')}
					steps={page.steps.map((step) => ({
						key: step.state,
						label: say(step.title),
						state: step.status === 'todo' ? 'next' : step.status,
						tone: step.tone,
						...(step.enteredAt ? { detail: dateTime(step.enteredAt) } : {}),
					}))}
				/>
				<Deadlines deadlines={page.deadlines} now={page.now} />
				<LotLacking page={page} />
				{inside && <LotBlocking page={page} inside={inside} />}
				<StepProcedures procedures={page.procedures} />
				{inside && <LotInherits page={page} inside={inside} />}
				{inside && <ApprovalsCard approvals={page.approvals} action={`/lots/${page.lot.id}`} />}
				{inside ? <LotParts page={page} inside={inside} /> : <PartnerParts page={page} />}
				<AcrossCard page={across} pageSize={acrossPage} />
			</Stack>
		</>
	)
}

function LotParts({ page, inside }: { page: LotPageData; inside: LotInside }) {
	const { t } = useTranslation('lots')
	const [search] = useSearchParams()
	const current = lotTabOf(search.get('tab'))
	const counts: Partial<Record<LotTab, number>> = { ...inside.counts, documents: page.documents.all }
	return (
		<div>
			<Tabs
				label={page.lot.code}
				tabs={LOT_TABS.filter((key) => key !== 'audit' || inside.mayAudit).map((key) => ({
					to: key === 'overview' ? '?' : `?tab=${key}`,
					label: t(`tab.${key}`),
					current: key === current,
					...(counts[key] === undefined ? {} : { count: counts[key] }),
				}))}
			/>
			<Stack>
				<TabBody tab={current} page={page} inside={inside} />
			</Stack>
		</div>
	)
}

function TabBody({ tab, page, inside }: { tab: LotTab; page: LotPageData; inside: LotInside }) {
	switch (tab) {
		case 'overview':
			return <LotOverview page={page} inside={inside} />
		case 'quality':
			return (
				<>
					<LotResults lotId={page.lot.id} results={inside.results} />
					<FindingsCard findings={inside.findings.rows} pager={<ListPager name="findings" page={inside.findings} />} />
				</>
			)
		case 'process':
			return <LotProcess events={inside.making} />
		case 'genealogy':
			return (
				<>
					<LotNeighbours page={page} inside={inside} />
					<NeighbourTable page={page} inside={inside} />
				</>
			)
		case 'events':
			return (
				<>
					<RecordHistory page={inside} />
					<LotEvents events={inside.events} count={inside.counts.events} moreTo={`/events?lot=${page.lot.id}`} />
				</>
			)
		case 'documents':
			return <LotDocuments page={page} />
		case 'decisions':
			return <AllDecisions decisions={inside.decisions} />
		case 'audit':
			return <LotAudit entries={inside.audit} lotId={page.lot.id} />
	}
}

/** A partner sees what it registered and its own papers. */
function PartnerParts({ page }: { page: LotPageData }) {
	return (
		<Grid>
			<LotDocuments page={page} className={span(6)} />
			<LotAttributes page={page} className={span(6)} />
		</Grid>
	)
}
