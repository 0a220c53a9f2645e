import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Ban, CircleCheckBig, OctagonPause, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LotDocuments } from '#app/features/lots/ui/lot-documents.tsx'
import type { LotActionData } from '#app/features/lots/ui/lot-page-data.ts'
import { LotResults } from '#app/features/lots/ui/lot-results.tsx'
import { LotStatus } from '#app/features/lots/ui/lot-status.tsx'
import { DeviationsCard } from '#app/features/quality/ui/deviations-card.tsx'
import { FindingsCard } from '#app/features/quality/ui/findings-card.tsx'
import { ApprovalsCard } from '#app/features/workflow/ui/approvals-card.tsx'
import { SignaturesCard } from '#app/features/workflow/ui/signatures-card.tsx'
import { StepProcedures } from '#app/features/workflow/ui/step-procedures.tsx'
import { TransitionDialog } from '#app/features/workflow/ui/transition-dialog.tsx'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { BlockingPanel } from '#app/ui/data/blocking-panel.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { type ReleasePage, readReleasePage } from '../release-page.server.ts'
import { signRelease } from '../sign-release.server.ts'
import { ReleaseConditions } from '../ui/release-conditions.tsx'
import { ReleaseInputs } from '../ui/release-inputs.tsx'
import { SignDialog } from '../ui/sign-dialog.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const page = await withContext(args, { can: ['read', 'TestResult'] }, (ctx) =>
		readReleasePage(ctx, args.params.lotId ?? '', Object.fromEntries(new URL(args.request.url).searchParams)),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.page.lot.code ?? ''} · Release 放行 · Lotline 批迹` },
]

export const action = (args: ActionFunctionArgs) => signRelease(args, args.params.lotId ?? '')

export default function ReleaseRoute() {
	const release = useLoaderData<typeof loader>() as ReleasePage
	const { page, inside } = release
	return (
		<>
			<Head release={release} />
			<Stack>
				<Standing release={release} />
				<StepProcedures procedures={page.procedures} />
				<ApprovalsCard approvals={page.approvals} action={`/lots/${page.lot.id}`} />
				<ReleaseConditions release={release} />
				<SignaturesCard signatures={release.signatures} />
				<Grid>
					<LotResults lotId={page.lot.id} results={inside.results} className={span(7)} />
					<ReleaseInputs release={release} className={span(5)} />
				</Grid>
				{inside.findings.rows.length > 0 && (
					<FindingsCard findings={inside.findings.rows} pager={<ListPager name="findings" page={inside.findings} />} />
				)}
				<Grid>
					<LotDocuments page={page} className={span(6)} />
					<DeviationsCard deviations={inside.deviations} lot={page.lot} className={span(6)} />
				</Grid>
			</Stack>
		</>
	)
}

function Head({ release }: { release: ReleasePage }) {
	const { page, inside } = release
	const { lot, actions } = page
	const { t } = useTranslation('release')
	const doneBy = useDoneBy()
	const { say, quantity, dateTime } = useReader()
	/** As it was opened: after a refusal the lot may have no such step any more, and the dialog says why. */
	const [signing, setSigning] = useState<{ intent: 'release' | 'reject'; step: LotActionData } | null>(null)
	const [step, setStep] = useState<LotActionData | null>(null)
	const find = (key: string) => actions.find((action) => action.key === key)
	const [releasing, rejecting, holding, sendingBack] = ['release', 'reject', 'hold', 'send_back'].map(find)
	/** What the page's own conditions do not say: a procedure to acknowledge, an approval that has to be another's. */
	const keptBack = (action: LotActionData) =>
		action.obstacles
			.filter(({ code }) => code !== 'guard')
			.map(({ message }) => say(message))
			.join(' ') || undefined
	const refused = inside.release && inside.release.status !== 'pass' && inside.release.status !== 'warn'
	const waiting = page.steps.find((one) => one.state === lot.status)?.enteredAt
	return (
		<>
			<PageHead
				crumbs={[{ label: t('queue.title'), to: '/release' }, { label: lot.code }]}
				title={lot.code}
				mono
				status={<LotStatus states={page.states} status={lot.status} form="large" />}
				subtitle={say(lot.item.name)}
				facts={[
					{ label: t('page.quantity'), value: quantity(lot.quantity) },
					...(waiting ? [{ label: t('page.since'), value: dateTime(waiting) }] : []),
					...(release.last
						? [
								{
									label: t('page.last'),
									value: `${doneBy(release.last)}, ${t(`step.${release.last.transition}`, { defaultValue: say(release.last.title) })}`,
								},
							]
						: []),
				]}
				actions={
					<>
						<ButtonLink to={`/lots/${lot.id}`}>{t('page.openLot')}</ButtonLink>
						{sendingBack?.permitted && (
							<Button icon={Undo2} onClick={() => setStep(sendingBack)}>
								{`${say(sendingBack.title)}…`}
							</Button>
						)}
						{holding?.permitted && (
							<Button icon={OctagonPause} onClick={() => setStep(holding)}>
								{`${say(holding.title)}…`}
							</Button>
						)}
						{rejecting?.permitted && (
							<Button
								icon={Ban}
								variant="danger"
								onClick={() => setSigning({ intent: 'reject', step: rejecting })}
								refusedBecause={keptBack(rejecting)}
							>
								{`${say(rejecting.title)}…`}
							</Button>
						)}
						{releasing && (
							<Button
								icon={CircleCheckBig}
								variant="primary"
								onClick={() => setSigning({ intent: 'release', step: releasing })}
								refusedBecause={
									releasing.permitted ? (refused ? t('page.notYet') : keptBack(releasing)) : t('page.notYou')
								}
							>
								{`${say(releasing.title)}…`}
							</Button>
						)}
					</>
				}
			/>
			{signing && (
				<SignDialog
					lot={lot}
					{...signing}
					delegators={page.delegators}
					documents={page.files}
					onClose={() => setSigning(null)}
				/>
			)}
			{step && (
				<TransitionDialog
					record={{ label: lot.code, version: lot.version, action: `/lots/${lot.id}` }}
					step={step}
					delegators={page.delegators}
					documents={page.files}
					onClose={() => setStep(null)}
				/>
			)}
		</>
	)
}

/** Who took a step, and in whose name where that was somebody else's. */
function useDoneBy() {
	const { t } = useTranslation('workflow')
	return ({ actor, delegate }: NonNullable<ReleasePage['last']>) =>
		delegate ? t('record.inNameOf', { who: delegate, name: actor }) : actor
}

/** What keeps the lot from release; that nothing does; or how it was decided. */
function Standing({ release }: { release: ReleasePage }) {
	const { page, inside, last } = release
	const { t } = useTranslation('release')
	const doneBy = useDoneBy()
	const { say, dateTime } = useReader()
	const checks = inside.release?.checks ?? []
	const open = checks.filter((check) => check.status !== 'pass')
	if (!inside.release)
		return last ? (
			<Note
				tone={page.lot.status === 'released' ? 'released' : 'active'}
				title={t('page.decided', {
					who: doneBy(last),
					step: t(`step.${last.transition}`, { defaultValue: say(last.title) }),
					when: dateTime(last.at),
				})}
			/>
		) : null
	const met = t('page.met', { met: checks.length - open.length, all: checks.length })
	if (open.length === 0)
		return (
			<Note tone="released" title={t('page.ready')}>
				{met}
			</Note>
		)
	return (
		<BlockingPanel
			tone={inside.release.status === 'warn' ? 'quarantine' : 'hold'}
			title={t('page.blocked', { count: open.length })}
			note={met}
			items={open.map((check) => ({
				key: check.ruleKey,
				tone: check.status,
				title: say(check.label),
				detail: say(check.message),
			}))}
		/>
	)
}
