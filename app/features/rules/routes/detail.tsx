import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { type RuleSetPage, readRuleSetPage } from '../rule-set-page.server.ts'
import { takeRuleSetStep } from '../take-rule-set-step.server.ts'
import { HistoryCard } from '../ui/history-card.tsx'
import { RuleSetEditor } from '../ui/rule-set-editor.tsx'

const number = z.coerce.number().int().positive().optional().catch(undefined)
const askedSchema = z.object({ draft: z.uuid().optional().catch(undefined), version: number, compare: number })

export const handle = { railed: true }

export async function loader(args: LoaderFunctionArgs) {
	const asked = askedSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams))
	const page = await withContext(args, { can: ['read', 'RuleSet'] }, (ctx) =>
		readRuleSetPage(ctx, args.params.key ?? '', asked),
	)
	if (!page) throw new Response('Not Found', { status: 404 })
	return page
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.shown.title.en ?? ''} ${data?.shown.title['zh-CN'] ?? ''} · Lotline 批迹` },
]

export const action = (args: ActionFunctionArgs) => takeRuleSetStep(args, args.params.key ?? '')

/** One rule set: its active version, an older one, or a draft. */
export default function RuleSetRoute() {
	const page = useLoaderData<typeof loader>() as unknown as RuleSetPage
	const { shown, key, versions, active } = page
	return (
		<>
			<RuleSetEditor key={`${shown.id}-${shown.version}`} page={page} />
			<div className="mt-4">
				<HistoryCard ruleKey={key} versions={versions} shownId={shown.id} active={active} />
			</div>
		</>
	)
}
