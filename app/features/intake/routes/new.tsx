import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FileSearch } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { fieldRefusal, formRefusal, wholeRefusal } from '#app/platform/http/form-refusal.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field } from '#app/ui/forms/field.tsx'
import { FileDrop } from '#app/ui/forms/file-drop.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { FormChooser } from '#app/ui/forms/form-chooser.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { Card, CardSection } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { newImportSchema } from '../import.schema.ts'
import { keepImportFile } from '../import-file.server.ts'
import { startImport } from '../start-import.server.ts'

const NEEDS = { can: ['import', 'Import'] } as const

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, NEEDS, async (ctx) => ({
		party: partyOf(ctx.actor),
		suppliers: await choiceList(ctx, 'parties', { kinds: 'supplier,contract_manufacturer' }),
		title: serverText(ctx.language, 'intake')('new.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const who = await withContext(args, NEEDS, async (ctx) => ({
		tenantId: ctx.tenant.id,
		party: partyOf(ctx.actor),
		t: serverText(ctx.language, 'intake'),
	}))
	const { t } = who
	const form = Object.fromEntries(await args.request.formData())
	const parsed = newImportSchema.safeParse(who.party ? { ...form, party: who.party } : form)
	if (!parsed.success) return formRefusal(parsed.error, t)
	const { file, party } = parsed.data
	if (!(file instanceof File)) return fieldRefusal('file', t('new.fileMissing'))
	// Kept before the unit of work: no file is written inside a transaction.
	const kept = await keepImportFile(who.tenantId, new Uint8Array(await file.arrayBuffer()), file.name)
	const started = await withContext(args, NEEDS, (ctx) =>
		startImport(ctx, { file: kept, partyId: party === 'own' ? null : party }),
	)
	if (!started.ok) return wholeRefusal(t(`new.refused.${started.error.code}`))
	return redirect(`/imports/${started.value.id}`)
}

/** A file comes in; everything else is decided on its own page. */
export default function NewImport() {
	const { party, suppliers, title } = useLoaderData<typeof loader>()
	const { t } = useTranslation('intake')
	const own = useMemo(() => [{ value: 'own', label: t('new.own') }], [t])
	const form = useServerForm({
		schema: newImportSchema,
		defaultValues: { party: party ?? '', file: undefined },
		translate: t as (key: string) => string,
	})
	return (
		<>
			<PageHead
				crumbs={[{ label: t('list.title'), to: '/imports' }, { label: t('new.crumb') }]}
				title={title}
				subtitle={t('new.subtitle')}
			/>
			<Split aside={<Explanation />}>
				<form {...form.formProps} className="flex flex-col gap-4">
					<ErrorSummary {...form.summary} />
					<Card>
						<div className="flex flex-col gap-4">
							{party ? (
								<input type="hidden" {...form.register('party')} />
							) : (
								<Field {...form.field('party')} label={t('new.supplier')} hint={t('new.supplierHint')} required>
									<FormChooser
										control={form.control}
										name="party"
										list={suppliers}
										more={own}
										placeholder={t('new.chooseSupplier')}
									/>
								</Field>
							)}
							<Field {...form.field('file')} label={t('new.file')} required>
								<FileDrop
									note={t('new.fileNote')}
									accept=".csv,.txt,.tsv,.xlsx,.json,.ndjson,.jsonl,text/csv,application/json,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
									{...form.register('file')}
								/>
							</Field>
						</div>
					</Card>
					<FormActions>
						<ButtonLink to="/imports">{t('new.back')}</ButtonLink>
						<Button type="submit" variant="primary" icon={FileSearch} busy={form.busy}>
							{t('new.submit')}
						</Button>
					</FormActions>
				</form>
			</Split>
		</>
	)
}

function Explanation() {
	const { t } = useTranslation('intake')
	return (
		<Card title={t('new.how')} padding="flush">
			<CardSection>
				<ol className="flex list-decimal flex-col gap-2 pl-5 text-text-2">
					{(['how1', 'how2', 'how3', 'how4'] as const).map((key) => (
						<li key={key}>{t(`new.${key}`)}</li>
					))}
				</ol>
			</CardSection>
			<CardSection title={t('new.needed')}>
				<p className="text-text-2">{t('new.neededText')}</p>
			</CardSection>
		</Card>
	)
}
