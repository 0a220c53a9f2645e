import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { Grid, span } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { type FlipPage, readFlipPage } from '../replay/flip-page.server.ts'
import { outcomeName } from '../sentence.ts'
import { ChangedRules } from '../ui/replay/changed-rules.tsx'
import { OutcomeChange } from '../ui/replay/outcome-change.tsx'

const paramsSchema = z.object({ id: z.uuid(), position: z.coerce.number().int().min(0) })

export async function loader(args: LoaderFunctionArgs) {
	const params = paramsSchema.safeParse(args.params)
	const page = await withContext(args, { can: ['read', 'RuleSet'] }, async (ctx) =>
		params.success ? readFlipPage(ctx, params.data.id, params.data.position) : null,
	)
	if (page?.replay.ruleSet !== args.params.key) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `Replay 回放 · ${data?.flip.lot?.code ?? ''} · Lotline 批迹` },
]

/** One case of a replay: what decides now beside what would, each with its explanation. */
export default function ReplayFlip() {
	const { replay, title, flip, before, after } = useLoaderData<typeof loader>() as FlipPage
	const { t } = useTranslation('rules')
	const { dateTime, quantity, say } = useReader()
	const facts = [
		...(flip.lot
			? [
					{
						label: t('replay.lot'),
						value: (
							<AppLink to={`/lots/${flip.lot.id}`} className="mono">
								{flip.lot.code}
							</AppLink>
						),
					},
				]
			: []),
		...(flip.quantity ? [{ label: t('replay.onHand'), value: quantity(flip.quantity) }] : []),
		...(flip.party ? [{ label: t('replay.supplier'), value: say(flip.party.name) }] : []),
		{
			label: t('replay.factsOf'),
			value: flip.decisionId ? (
				<AppLink to={`/decisions/${flip.decisionId}`}>{dateTime(flip.at)}</AppLink>
			) : (
				dateTime(flip.at)
			),
		},
	]
	const candidate =
		replay.candidate.number === null ? t('replay.draft') : t('replay.version', { number: replay.candidate.number })
	return (
		<>
			<PageHead
				crumbs={[
					{ label: t('list.title'), to: '/rules' },
					{ label: say(title), to: `/rules/${replay.ruleSet}` },
					{ label: t('replay.title'), to: `/rules/${replay.ruleSet}/replay?run=${replay.id}` },
					{ label: flip.lot?.code ?? String(flip.position + 1) },
				]}
				title={flip.lot ? flip.lot.code : t('replay.case', { number: flip.position + 1 })}
				mono={flip.lot !== null}
				status={<OutcomeChange before={flip.before} after={flip.after} />}
				facts={facts}
			/>
			<Stack>
				<Card title={t('replay.whatChanges')} padding="flush">
					<ChangedRules rules={flip.rules} />
				</Card>
				<Grid>
					<Side title={t('replay.now', { number: flip.baseNumber })} side={before} />
					<Side title={t('replay.would', { candidate })} side={after} />
				</Grid>
			</Stack>
		</>
	)
}

function Side({ title, side }: { title: string; side: FlipPage['before'] }) {
	const { say } = useReader()
	return (
		<Card
			className={`${span(6)} min-w-0`}
			title={title}
			padding="flush"
			actions={<OutcomeChip outcome={side.status} label={say(outcomeName(side.outcome))} />}
		>
			<div className="overflow-x-auto">
				<MatchCheckTable
					caption={title}
					checks={side.checks.map((check) => ({
						key: check.ruleKey,
						name: say(check.label),
						...(check.status === 'pass' ? {} : { rule: say(check.message) }),
						expected: say(check.expected),
						actual: say(check.actual),
						outcome: check.status,
					}))}
				/>
			</div>
		</Card>
	)
}
