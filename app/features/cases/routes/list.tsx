import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bulkSteps } from '#app/features/workflow/bulk-moves.queries.server.ts'
import { dueMomentsOf } from '#app/features/workflow/deadlines.queries.server.ts'
import { idsOf, moveManyForm } from '#app/features/workflow/move-many.schema.ts'
import { MoveManyDialog } from '#app/features/workflow/ui/move-many-dialog.tsx'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { BulkBar } from '#app/ui/data/table-toolbar.tsx'
import { useRowSelection } from '#app/ui/data/use-row-selection.ts'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { CASES } from '../case.model.ts'
import { caseFilterSchema } from '../case.schema.ts'
import { kindOf } from '../case-route.ts'
import { type CaseRow, listCases } from '../cases.queries.server.ts'
import { moveCases } from '../move-cases.server.ts'
import { CaseTable } from '../ui/case-table.tsx'

export async function loader(args: LoaderFunctionArgs) {
	const url = new URL(args.request.url)
	const kind = kindOf(url)
	const filter = caseFilterSchema.parse(Object.fromEntries(url.searchParams))
	return withContext(args, { can: ['read', CASES[kind].ability] }, async (ctx) => {
		const page = await listCases(ctx, kind, filter)
		const ids = page.items.map((row) => row.id)
		return {
			kind,
			filter,
			partner: partyOf(ctx.actor) !== null,
			page,
			due: await dueMomentsOf(ctx, kind, ids),
			steps: partyOf(ctx.actor) === null ? await bulkSteps(ctx, kind) : [],
			title: serverText(ctx.language, 'cases')(`kinds.${kind}.title`),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

/** Begins to move the chosen cases by one step; its page shows how it goes. */
export async function action(args: ActionFunctionArgs) {
	const kind = kindOf(new URL(args.request.url))
	const inWords = serverText(await languageOf(args.request), 'workflow')
	const parsed = moveManyForm.safeParse(Object.fromEntries(await args.request.formData()))
	if (!parsed.success) return wholeRefusal(inWords('dialog.unreadable'))
	const { records, transition, reason } = parsed.data
	const begun = await withContext(args, { can: ['read', CASES[kind].ability] }, async (ctx) => {
		if (partyOf(ctx.actor) !== null) throw new Response('Forbidden', { status: 403 })
		return moveCases(ctx, { kind, ids: idsOf(records), transition, reason })
	})
	return begun.ok
		? redirect(`/bulk-moves/${begun.value.id}`)
		: wholeRefusal(inWords(`bulk.refusedBegin.${begun.error.code}`))
}

/** All CAPAs, changes, complaints or returns. */
export default function Cases() {
	const { kind, filter, page, due, partner, title, steps } = useLoaderData<typeof loader>()
	const { t } = useTranslation(['cases', 'workflow'])
	const [moving, setMoving] = useState(false)
	const selection = useRowSelection(page.items.map((row) => row.id))
	const ability = useAbility()
	const mayOpen = ability.can('create', CASES[kind].ability)
	const open = (
		<ButtonLink to={`${CASES[kind].path}/new`} variant="primary" icon={Plus}>
			{t(`kinds.${kind}.open`)}
		</ButtonLink>
	)
	return (
		<>
			<PageHead
				title={title}
				subtitle={t(
					partner
						? `partner.${kind as 'complaint' | 'return' | 'supplier_onboarding'}.subtitle`
						: `kinds.${kind}.subtitle`,
				)}
				actions={mayOpen && open}
			/>
			<Card padding="flush">
				<CaseTable
					kind={kind}
					filter={filter}
					partner={partner}
					due={due}
					page={page as { items: CaseRow[]; nextCursor: string | null }}
					{...(mayOpen ? { firstStep: open } : {})}
					{...(steps.length > 0
						? {
								selection,
								bulk: (
									<BulkBar selection={selection}>
										<Button size="sm" onClick={() => setMoving(true)}>
											{t('workflow:bulk.action')}
										</Button>
									</BulkBar>
								),
							}
						: {})}
				/>
			</Card>
			{moving && (
				<MoveManyDialog
					ids={selection.keys}
					steps={steps}
					action={CASES[kind].path}
					byFilter={false}
					onClose={() => setMoving(false)}
				/>
			)}
		</>
	)
}
