import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { ok } from '#app/core/result.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { BlockingPanel } from '#app/ui/data/blocking-panel.tsx'
import { DataTable } from '#app/ui/data/data-table.tsx'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { OutcomeChip } from '#app/ui/status/outcome-chip.tsx'
import { readDecision } from '../decision.queries.server.ts'
import { type DecisionPage, readDecisionPage } from '../decision-page.server.ts'
import { makeTestFromDecision } from '../decisions/make-test-from-decision.server.ts'
import { outcomeName } from '../sentence.ts'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const page = await withContext(args, { can: ['read', 'Decision'] }, async (ctx) =>
		id.success ? readDecisionPage(ctx, id.data) : null,
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

/** Makes a test case of the decision, in a draft of its rule set. */
export async function action(args: ActionFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const t = serverText(await languageOf(args.request), 'rules')
	const made = await withContext(args, { can: ['create', 'RuleSet'] }, async (ctx) => {
		const draft = await makeTestFromDecision(ctx, id.data ?? NOWHERE)
		const decision = draft.ok ? await readDecision(ctx, id.data ?? NOWHERE) : null
		return draft.ok ? ok({ id: draft.value.id, key: decision?.ruleSet ?? '' }) : draft
	})
	if (made.ok) return redirect(`/rules/${made.value.key}?draft=${made.value.id}`)
	const { code } = made.error
	if (code === 'unknown-decision') throw new Response('Not Found', { status: 404 })
	if (code === 'test-exists') return wholeRefusal(t('decision.testExists'))
	if (code === 'too-many-tests') return wholeRefusal(t('decision.tooManyTests'))
	return wholeRefusal(t(`refused.${code}`))
}

/** An address that is no id leads to no decision, like any other that is not there. */
const NOWHERE = '00000000-0000-0000-0000-000000000000'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.title.en ?? ''} ${data?.title['zh-CN'] ?? ''} · Decision 判定 · Lotline 批迹` },
]

/** One decision of the past: why it came out so, by which version, on which facts. */
export default function DecisionRoute() {
	const page = useLoaderData<typeof loader>() as DecisionPage
	const { t } = useTranslation('rules')
	const { say, dateTime } = useReader()
	const ability = useAbility()
	const intent = useIntent()
	return (
		<>
			<PageHead
				actions={
					ability.can('create', 'RuleSet') && (
						<Button icon={FlaskConical} busy={intent.busy} onClick={() => intent.send({ intent: 'make-test' })}>
							{t('decision.makeTest')}
						</Button>
					)
				}
				crumbs={
					page.lot
						? [
								{ label: t('decision.lots'), to: '/lots' },
								{ label: page.lot.code, to: `/lots/${page.lot.id}?tab=decisions` },
								{ label: t('decision.title') },
							]
						: [{ label: t('decisions.title'), to: '/decisions' }, { label: t('decision.title') }]
				}
				title={say(page.title)}
				status={<OutcomeChip outcome={page.status} label={say(outcomeName(page.outcome))} size="lg" />}
				facts={[
					{
						label: t('decision.version'),
						value: ability.can('read', 'RuleSet') ? (
							<AppLink
								to={`/rules/${page.ruleSet}?version=${page.version}`}
							>{`${page.ruleSet} v${page.version}`}</AppLink>
						) : (
							`${page.ruleSet} v${page.version}`
						),
					},
					...(page.lot
						? [
								{
									label: t('decision.lot'),
									value: (
										<AppLink to={`/lots/${page.lot.id}`} className="mono">
											{page.lot.code}
										</AppLink>
									),
								},
							]
						: []),
					{ label: t('decision.when'), value: dateTime(page.decidedAt) },
					{ label: t('decision.by'), value: page.decidedBy },
				]}
			/>
			<Stack>
				<Why page={page} />
				<Card title={t('decision.checks')} padding="flush">
					<MatchCheckTable
						caption={t('decision.checks')}
						passedOpen
						checks={page.checks.map((check) => ({
							key: check.ruleKey,
							name: say(check.label),
							...(check.status === 'pass' ? {} : { rule: say(check.message) }),
							expected: say(check.expected),
							actual: say(check.actual),
							outcome: check.status,
						}))}
					/>
				</Card>
				<Card
					title={t('decision.facts')}
					sub={t('decision.factsSub', { when: dateTime(page.decidedAt) })}
					padding="flush"
				>
					<DataTable
						caption={t('decision.facts')}
						rows={page.facts}
						rowKey={(fact) => fact.name}
						columns={[
							{ key: 'fact', header: t('decision.fact'), role: 'key', cell: (fact) => say(fact.label) },
							{ key: 'group', header: t('decision.about'), cell: (fact) => say(fact.group) },
							{ key: 'value', header: t('decision.value'), cell: (fact) => say(fact.value) },
							{
								key: 'name',
								header: t('decision.name'),
								role: 'plain',
								cell: (fact) => <span className="mono text-text-3">{fact.name}</span>,
							},
						]}
					/>
				</Card>
			</Stack>
		</>
	)
}

/** What stopped it, and for each what would let it pass; or that nothing did. */
function Why({ page }: { page: DecisionPage }) {
	const { t } = useTranslation('rules')
	const { say } = useReader()
	if (page.obstacles.length === 0)
		return (
			<Note
				tone={page.status === 'warn' ? 'warn' : 'released'}
				title={t(page.status === 'warn' ? 'decision.warned' : 'decision.passed')}
			/>
		)
	return (
		<BlockingPanel
			tone={page.status === 'unknown' ? 'unknown' : 'rejected'}
			title={t(page.status === 'unknown' ? 'decision.unknown' : 'decision.stopped', { count: page.obstacles.length })}
			note={
				page.missingFacts.length > 0
					? t('decision.missing', { facts: page.missingFacts.map(say).join(', ') })
					: undefined
			}
			items={page.obstacles.map((rule) => ({
				key: rule.key,
				tone: rule.status,
				title: t('decision.stoppedBecause', { message: say(rule.message) }),
				detail: (
					<>
						{rule.passIf && <p>{t('decision.passIf', { condition: say(rule.passIf) })}</p>}
						{rule.overridable && <p>{t('page.overridable')}</p>}
					</>
				),
			}))}
		/>
	)
}
