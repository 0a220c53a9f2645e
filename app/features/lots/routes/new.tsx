import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { Check, PackagePlus, ScanBarcode, Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { hasNoChoice } from '#app/core/choice.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { languageOf } from '#app/platform/request/language.server.ts'
import { whoIs, withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { EmptyState } from '#app/ui/feedback/empty-state.tsx'
import { DraftNote } from '#app/ui/forms/draft-note.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { FormActions } from '#app/ui/forms/form-actions.tsx'
import { UnsavedWarning } from '#app/ui/forms/unsaved-warning.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { readRegisterForm } from '../read-register-form.server.ts'
import { type RegisterItem, readRegisterOptions } from '../register-options.queries.server.ts'
import {
	dropCertificate,
	type RegistrationAnswer,
	storeCertificate,
	submitRegistration,
} from '../submit-registration.server.ts'
import { AttributesSection } from '../ui/attributes-section.tsx'
import { CertificateSection, MaterialSection, PropertiesSection, QuantitySection } from '../ui/register-sections.tsx'
import { useRegisterForm } from '../ui/use-register-form.ts'

const NEEDS = { can: ['create', 'Lot'] } as const

export async function loader(args: LoaderFunctionArgs) {
	return withContext(args, NEEDS, async (ctx) => ({
		partner: partyOf(ctx.actor) !== null,
		tenant: ctx.tenant.name,
		options: await readRegisterOptions(ctx, new URL(args.request.url).searchParams.get('item')),
		title: serverText(ctx.language, 'lots')('register.title'),
	}))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ''} · Lotline 批迹` }]

export async function action(args: ActionFunctionArgs) {
	const language = await languageOf(args.request)
	const t = serverText(language, 'lots')
	const body = await args.request.formData()
	const parsed = readRegisterForm(body)
	if (!parsed.success) {
		const fieldErrors = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), t(issue.message)]))
		return { ok: false as const, fieldErrors }
	}
	// Whoever may not register is turned away before a file of theirs is kept.
	await withContext(args, NEEDS, async () => null)
	const person = await whoIs(args.request)
	if (!person) throw redirect('/login')
	const stored = await storeCertificate(body, person.tenant.id, language)
	if (stored.refusal) return stored.refusal
	const answer: RegistrationAnswer = await withContext(args, NEEDS, (ctx) =>
		submitRegistration(ctx, parsed.data, stored.file),
	)
	if (answer.ok) return redirect(`/lots/${answer.id}`)
	await dropCertificate(stored.file)
	return answer
}

export default function RegisterLotPage() {
	const { options, partner, tenant } = useLoaderData<typeof loader>()
	const { t } = useTranslation('lots')
	const head = {
		title: t('register.title'),
		crumbs: [{ label: t(partner ? 'list.myTitle' : 'list.title'), to: '/lots' }, { label: t('register.crumb') }],
		subtitle: t(partner ? 'register.subtitlePartner' : 'register.subtitle', { tenant }),
	}
	if (hasNoChoice(options.choices)) {
		return (
			<>
				<PageHead {...head} />
				<Card padding="flush">
					<EmptyState
						icon={PackagePlus}
						title={t('register.noItems')}
						action={
							<ButtonLink to={partner ? '/' : '/items'}>{t(partner ? 'register.home' : 'register.toItems')}</ButtonLink>
						}
					>
						{t(partner ? 'register.noItemsTextPartner' : 'register.noItemsText', { tenant })}
					</EmptyState>
				</Card>
			</>
		)
	}
	return <FilledPage head={head} />
}

function FilledPage({ head }: { head: { title: string; crumbs: { label: string; to?: string }[]; subtitle: string } }) {
	const { options, partner } = useLoaderData<typeof loader>()
	const [search] = useSearchParams()
	const { t } = useTranslation('lots')
	const known = { items: options.items, isOnly: options.choices.all?.length === 1 }
	const { form, item, failed } = useRegisterForm(known, search.get('item'), options.attributes ?? undefined)
	const shared = { form, options, item, failed, partner }
	return (
		<form {...form.formProps}>
			<PageHead
				{...head}
				status={<StatusChip tone="draft" label={t('register.draft')} />}
				actions={
					<Button type="submit" variant="primary" icon={Check} busy={form.busy}>
						{t('register.submit')}
					</Button>
				}
			/>
			<div className="flex flex-col gap-4">
				<DraftNote restored={form.restored} onDiscard={form.discardDraft} />
				<ErrorSummary {...form.summary} title={t('register.errors', { count: form.summary.errors.length })} />
				<Split aside={<Aside item={item} partner={partner} />}>
					<MaterialSection {...shared} />
					<QuantitySection {...shared} />
					{options.attributes ? (
						<AttributesSection
							title={t('register.attributes')}
							attributes={options.attributes}
							itemKind={item?.kind ?? null}
							fieldOf={(key) => form.field(`dictionary.${key}`)}
							textOf={(key) => form.watch(`dictionary.${key}`) ?? ''}
							onChange={(key, value) =>
								form.setValue(`dictionary.${key}`, value, { shouldDirty: true, shouldValidate: true })
							}
						/>
					) : (
						<PropertiesSection form={form} />
					)}
					<CertificateSection {...shared} />
					<FormActions note={t('register.kept')}>
						<Button type="submit" icon={Check} busy={form.busy}>
							{t('register.submit')}
						</Button>
						<ButtonLink to="/lots">{t('register.cancel')}</ButtonLink>
					</FormActions>
				</Split>
			</div>
			<UnsavedWarning when={form.unsaved} />
		</form>
	)
}

function Aside({ item, partner }: { item: RegisterItem | undefined; partner: boolean }) {
	const { t } = useTranslation('lots')
	const needed = [
		...(item?.udi?.lot ? (['needs.label'] as const) : []),
		...(item?.udi?.expiresOn ? (['needs.expiry'] as const) : []),
		...(item?.udi?.manufacturedOn ? (['needs.made'] as const) : []),
		...(item?.certificateRequired ? (['needs.certificate'] as const) : []),
	]
	return (
		<>
			<Card title={t('register.itemNeeds')} padding="flush">
				<ListRows
					rows={
						item
							? needed.length > 0
								? needed.map((key) => ({ key, title: t(`register.${key}`), tone: 'waiting' as const }))
								: [{ key: 'none', title: t('register.needs.nothing'), tone: 'pass' as const }]
							: [{ key: 'item', title: t('register.needs.item'), tone: 'draft' as const }]
					}
				/>
			</Card>
			<Card title={t('register.nextTitle')}>
				<Timeline
					entries={
						partner
							? [
									{
										key: '1',
										title: t('register.next.registered'),
										detail: t('register.next.registeredText'),
										icon: Check,
										tone: 'accent',
									},
									{
										key: '2',
										title: t('register.next.announce'),
										detail: t('register.next.announceText'),
										icon: Truck,
									},
									{
										key: '3',
										title: t('register.next.checked'),
										detail: t('register.next.checkedText'),
										icon: ScanBarcode,
									},
								]
							: [
									{
										key: '1',
										title: t('register.next.quarantine'),
										detail: t('register.next.quarantineText'),
										icon: Check,
										tone: 'quarantine',
									},
									{
										key: '2',
										title: t('register.next.results'),
										detail: t('register.next.resultsText'),
										icon: ScanBarcode,
									},
									{ key: '3', title: t('register.next.release'), detail: t('register.next.releaseText'), icon: Check },
								]
					}
				/>
			</Card>
		</>
	)
}
