import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LocalizedText } from '#app/core/localized.ts'
import { PARTNER_ROLES, type RoleKey } from '#app/core/permission.ts'
import type { RoleName } from '#app/core/tenant-role.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { Dialog, DialogFooter } from '#app/ui/actions/dialog.tsx'
import { ErrorSummary } from '#app/ui/forms/error-summary.tsx'
import { Field, FieldGrid } from '#app/ui/forms/field.tsx'
import { Select } from '#app/ui/forms/select.tsx'
import { TextInput } from '#app/ui/forms/text-input.tsx'
import { useServerForm } from '#app/ui/forms/use-server-form.ts'
import { inviteSchema } from '../invitation.schema.ts'
import { showDone } from './account-cards.tsx'
import { LANGUAGE_OPTIONS } from './public-frame.ts'

type Choice = { id: string; kind: string; code: string; name: LocalizedText }

export type InviteDialogProps = {
	open: boolean
	onOpenChange: (open: boolean) => void
	parties: readonly Choice[]
	sites: readonly Choice[]
	/** Roles to choose from; none are needed where the role stands fixed. */
	roles?: readonly (RoleName & { base: RoleKey })[]
	/** Invites people of this partner: role and company stand fixed. */
	fixed?:
		| { role: RoleKey; partyId: string; email?: string | undefined; language?: 'en' | 'zh-CN' | undefined }
		| undefined
}

/** Whom to invite, as what. Posts to the people page from wherever it stands. */
export function InviteDialog(props: InviteDialogProps) {
	const { t } = useTranslation('identity')
	return (
		<Dialog
			open={props.open}
			onOpenChange={props.onOpenChange}
			title={t('invite.title')}
			description={t('invite.text')}
			keepOpenOnOutside
		>
			<InviteForm {...props} />
		</Dialog>
	)
}

function InviteForm({ onOpenChange, parties, sites, roles = [], fixed }: InviteDialogProps) {
	const { t } = useTranslation('identity')
	const { say, language } = useReader()
	const form = useServerForm({
		schema: inviteSchema,
		action: '/people',
		defaultValues: {
			email: fixed?.email ?? '',
			name: '',
			role: fixed?.role ?? 'quality_reviewer',
			language: fixed?.language ?? language,
			partyId: fixed?.partyId ?? '',
			siteId: '',
		},
		translate: t as (key: string) => string,
		onSaved: (answer) => {
			showDone(answer)
			onOpenChange(false)
		},
	})
	const chosen = form.watch('role')
	const base = roles.find((role) => role.key === chosen)?.base ?? fixed?.role ?? 'auditor'
	const partner = PARTNER_ROLES.includes(base)
	const fitting = parties.filter((party) =>
		base === 'customer' ? party.kind === 'customer' : party.kind !== 'customer',
	)
	return (
		<form {...form.formProps} className="flex flex-col gap-4">
			<input type="hidden" name="intent" value="invite" />
			<ErrorSummary {...form.summary} />
			<FieldGrid>
				<Field {...form.field('email')} label={t('invite.email')} required>
					<TextInput type="email" autoComplete="off" {...form.register('email')} />
				</Field>
				<Field {...form.field('name')} label={t('invite.name')} required>
					<TextInput autoComplete="off" {...form.register('name')} />
				</Field>
				{fixed ? (
					<>
						<input type="hidden" {...form.register('role')} />
						<input type="hidden" {...form.register('partyId')} />
					</>
				) : (
					<Field {...form.field('role')} label={t('invite.role')} required>
						<Select
							options={roles.map((role) => ({ value: role.key, label: say(role.title) }))}
							{...form.register('role')}
						/>
					</Field>
				)}
				{!fixed && partner && (
					<Field {...form.field('partyId')} label={t('invite.party')} hint={t('invite.partyHint')} required>
						<Select
							placeholder={t('invite.partyPlaceholder')}
							options={fitting.map((party) => ({ value: party.id, label: `${party.code} · ${say(party.name)}` }))}
							{...form.register('partyId', { shouldUnregister: true })}
						/>
					</Field>
				)}
				{!partner && sites.length > 1 && (
					<Field {...form.field('siteId')} label={t('invite.site')}>
						<Select
							placeholder={t('invite.anySite')}
							options={sites.map((site) => ({ value: site.id, label: say(site.name) }))}
							{...form.register('siteId', { shouldUnregister: true })}
						/>
					</Field>
				)}
				<Field {...form.field('language')} label={t('invite.language')} required>
					<Select
						options={LANGUAGE_OPTIONS.map(({ code, label }) => ({ value: code, label }))}
						{...form.register('language')}
					/>
				</Field>
			</FieldGrid>
			<DialogFooter flush>
				<Button type="submit" variant="primary" icon={Send} busy={form.busy}>
					{t('invite.submit')}
				</Button>
			</DialogFooter>
		</form>
	)
}
