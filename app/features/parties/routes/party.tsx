import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Eye, MapPin, Pencil, Plus, UserPlus, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { ListPage } from '#app/core/list-cursor.ts'
import { todayIn } from '#app/core/local-date.ts'
import { LANGUAGE_NAMES } from '#app/core/localized.ts'
import { recordHistory } from '#app/features/audit/record-history.queries.server.ts'
import { RecordHistory } from '#app/features/audit/ui/record-history.tsx'
import { type OnboardingHead, onboardingOf } from '#app/features/cases/onboarding.queries.server.ts'
import { choiceList } from '#app/features/choices/choices.queries.server.ts'
import { shownAttributes } from '#app/features/dictionary/record-attributes.queries.server.ts'
import { AttributeValuesCard } from '#app/features/dictionary/ui/attribute-values-card.tsx'
import { listInvitations } from '#app/features/identity/invitations.queries.server.ts'
import { listPartyContacts, type PartyContact } from '#app/features/identity/members.queries.server.ts'
import { InvitationsCard } from '#app/features/identity/ui/invitations-card.tsx'
import { InviteDialog } from '#app/features/identity/ui/invite-dialog.tsx'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CardMore } from '#app/ui/layout/card-more.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Split } from '#app/ui/layout/split.tsx'
import { StatusChip } from '#app/ui/status/status-chip.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import { answerApproval } from '../answer-approval.server.ts'
import { countryName } from '../country-options.server.ts'
import { listApprovals, listSites, type PartyDetail, readParty, type SiteRow } from '../parties.queries.server.ts'
import { DELIVERING_KINDS } from '../party.model.ts'
import { ApprovalsCard } from '../ui/approvals-card.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.party.code ?? ''} · Lotline 批迹` }]

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	const at = new URL(args.request.url).searchParams
	return withContext(args, { can: ['read', 'Party'] }, async (ctx) => {
		const party = id.success ? await readParty(ctx, id.data) : null
		if (!party) throw new Response('Not Found', { status: 404 })
		const delivers = DELIVERING_KINDS.includes(party.kind)
		const mayChange = ctx.ability.can('update', 'Party')
		return {
			party,
			delivers,
			today: todayIn(ctx.tenant.timeZone, ctx.now),
			countryName: countryName(party.country, ctx.language),
			approvals: delivers ? await listApprovals(ctx, { partyId: party.id }, { cursor: at.get('approvals') }) : null,
			items: delivers && mayChange ? await choiceList(ctx, 'items', {}) : null,
			contacts: await listPartyContacts(ctx, party.id, at.get('people')),
			invitations: ctx.ability.can('read', 'Member')
				? await listInvitations(ctx, { partyId: party.id, cursor: at.get('invitations') })
				: null,
			sites: await listSites(ctx, { partyId: party.id, limit: 20 }),
			attributes: await shownAttributes(ctx, 'party', party.id),
			onboarding: delivers ? await onboardingOf(ctx, party.id) : null,
			history: partyOf(ctx.actor) === null ? await recordHistory(ctx, party.id) : null,
		}
	})
}

export async function action(args: ActionFunctionArgs) {
	return answerApproval(args, await args.request.formData())
}

export default function Party() {
	const {
		party,
		delivers,
		approvals,
		items,
		contacts,
		invitations,
		sites,
		attributes,
		history,
		onboarding,
		today,
		countryName: country,
	} = useLoaderData<typeof loader>()
	const { t } = useTranslation('parties')
	const { say } = useReader()
	const ability = useAbility()
	const [inviting, setInviting] = useState(false)
	const role = delivers ? ('supplier' as const) : party.kind === 'customer' ? ('customer' as const) : null
	const mayInvite = ability.can('invite', 'Member') && role !== null
	return (
		<>
			<PageHead
				crumbs={[{ label: t('parties.title'), to: '/parties' }, { label: party.code }]}
				title={say(party.name)}
				status={
					<>
						<StatusChip
							size="lg"
							tone={party.active ? 'released' : 'draft'}
							label={party.active ? t('parties.active') : t('parties.inactive')}
						/>
						<Tag>{t(`kind.${party.kind}`)}</Tag>
					</>
				}
				actions={
					<>
						{ability.can('update', 'Party') && role && (
							<ButtonLink to={`/parties/${party.id}/view`} icon={Eye}>
								{t('party.view')}
							</ButtonLink>
						)}
						{ability.can('update', 'Party') && (
							<ButtonLink to={`/parties/${party.id}/edit`} icon={Pencil}>
								{t('party.edit')}
							</ButtonLink>
						)}
						{mayInvite && (
							<Button variant="primary" icon={UserPlus} onClick={() => setInviting(true)}>
								{t('party.invite')}…
							</Button>
						)}
					</>
				}
			/>
			<Split
				aside={
					<>
						<Facts party={party} country={country} onboarding={onboarding} />
						<AttributeValuesCard rows={attributes} />
						{history && <RecordHistory entries={history} recordId={party.id} />}
					</>
				}
			>
				{approvals && (
					<ApprovalsCard
						page={approvals}
						of={{ partyId: party.id }}
						choices={items}
						mayChange={ability.can('update', 'Party')}
						today={today}
					/>
				)}
				<ContactsCard contacts={contacts} />
				{invitations && invitations.rows.length > 0 && (
					<InvitationsCard invitations={invitations} mayInvite={mayInvite} />
				)}
				<SitesCard page={sites} partyId={party.id} mayAdd={ability.can('create', 'Site')} />
			</Split>
			{mayInvite && role && (
				<InviteDialog
					open={inviting}
					onOpenChange={setInviting}
					fixed={{
						role,
						partyId: party.id,
						...(contacts.rows.length === 0 && party.email ? { email: party.email } : {}),
						language: party.language,
					}}
				/>
			)}
		</>
	)
}

function Facts({
	party,
	country,
	onboarding,
}: {
	party: PartyDetail
	country: string
	onboarding: OnboardingHead | null
}) {
	const { t } = useTranslation('parties')
	const { say } = useReader()
	const none = <span className="text-text-3">{t('party.none')}</span>
	return (
		<Card title={t('party.facts')}>
			<KeyValue
				entries={[
					{ label: t('parties.code'), value: <span className="mono">{party.code}</span> },
					{ label: t('party.place'), value: party.city ? t('placeOf', { city: say(party.city), country }) : country },
					{ label: t('party.gln'), value: party.gln ? <span className="mono">{party.gln}</span> : none },
					{ label: t('party.email'), value: party.email ?? none },
					{ label: t('party.phone'), value: party.phone ?? none },
					{ label: t('party.language'), value: LANGUAGE_NAMES[party.language] },
					...(onboarding
						? [
								{
									label: t('party.onboarding'),
									value: (
										<>
											<AppLink to={`/onboarding/${onboarding.id}`} className="mono">
												{onboarding.number}
											</AppLink>{' '}
											<StatusText tone={onboarding.state.tone} label={say(onboarding.state.title)} />
										</>
									),
								},
							]
						: []),
					...(party.lots > 0
						? [
								{
									label: t('party.lots'),
									value: (
										<AppLink to={`/lots?supplier=${party.id}`}>{t('party.lotsLink', { count: party.lots })}</AppLink>
									),
								},
							]
						: []),
					{ label: t('party.shipments'), value: party.shipments },
				]}
			/>
		</Card>
	)
}

function ContactsCard({ contacts }: { contacts: ListPage<PartyContact> }) {
	const { t } = useTranslation('parties')
	const { relative, now } = useReader()
	return (
		<Card title={t('party.people')} padding="flush">
			{contacts.rows.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('party.noPeople')}</p>
			) : (
				<ListRows
					label={t('party.people')}
					rows={contacts.rows.map((contact) => ({
						key: contact.accountId,
						icon: UserRound,
						title: contact.name,
						detail: `${contact.email} · ${contact.lastSeenAt ? t('party.lastSeen', { time: relative(contact.lastSeenAt, now) }) : t('party.neverSeen')}`,
						aside: (
							<StatusText
								tone={contact.disabled ? 'rejected' : 'released'}
								label={contact.disabled ? t('party.disabled') : t('party.active')}
							/>
						),
					}))}
				/>
			)}
			<ListPager name="people" page={contacts} />
		</Card>
	)
}

function SitesCard({
	page: { sites, nextCursor },
	partyId,
	mayAdd,
}: {
	page: { sites: readonly SiteRow[]; nextCursor: string | null }
	partyId: string
	mayAdd: boolean
}) {
	const { t } = useTranslation('parties')
	const { say } = useReader()
	return (
		<Card
			title={t('party.sites')}
			padding="flush"
			actions={
				mayAdd && (
					<ButtonLink to={`/sites/new?party=${partyId}`} size="sm" variant="ghost" icon={Plus}>
						{t('party.addSite')}
					</ButtonLink>
				)
			}
		>
			{sites.length === 0 ? (
				<p className="px-4 py-3 text-text-2">{t('party.noSites')}</p>
			) : (
				<ListRows
					label={t('party.sites')}
					rows={sites.map((site) => ({
						key: site.id,
						icon: MapPin,
						title: say(site.name),
						detail: `${site.code} · ${say(site.city)}${site.gln ? ` · GLN ${site.gln}` : ''}`,
						...(mayAdd ? { to: `/sites/${site.id}/edit` } : {}),
					}))}
				/>
			)}
			{nextCursor && (
				<CardMore to={`/sites?party=${partyId}`}>{t('party.moreSites', { count: sites.length })}</CardMore>
			)}
		</Card>
	)
}
