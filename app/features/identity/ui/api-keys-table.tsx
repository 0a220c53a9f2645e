import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ConfirmDialog } from '#app/ui/actions/confirm-dialog.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { useIntent } from '#app/ui/forms/use-intent.ts'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { Tag } from '#app/ui/status/tag.tsx'
import type { ApiKeyRow } from '../api-keys.queries.server.ts'

/** Keys of the programming interface: what each may, whether it still works. */
export function ApiKeysTable({ keys, tenant }: { keys: ListPage<ApiKeyRow>; tenant: string }) {
	const { t } = useTranslation('identity')
	const { say, date, relative, now } = useReader()
	const [revoking, setRevoking] = useState<ApiKeyRow | null>(null)
	const intent = useIntent({ onDone: () => setRevoking(null) })
	const status = (key: ApiKeyRow) => {
		if (key.revokedAt) return <StatusText tone="rejected" label={t('apiKeys.revoked')} />
		if (key.expiresAt && key.expiresAt <= now) return <StatusText tone="draft" label={t('apiKeys.expired')} />
		return <StatusText tone="released" label={t('apiKeys.active')} />
	}
	return (
		<>
			<DataTable
				caption={t('apiKeys.caption', { tenant })}
				rows={keys.rows}
				rowKey={(key) => key.id}
				pager={<ListPager name="cursor" page={keys} />}
				columns={[
					{
						key: 'name',
						header: t('apiKeys.name'),
						role: 'key',
						cell: (key) => (
							<span className="font-medium">
								{key.name}
								<CellSub>{key.partyName ? say(key.partyName) : t('apiKeys.noParty', { tenant })}</CellSub>
							</span>
						),
					},
					{
						key: 'scopes',
						header: t('apiKeys.scopes'),
						cell: (key) => (
							<span className="flex flex-wrap gap-1">
								{key.scopes.map((scope) => (
									<Tag key={scope}>{t(`scope.${scope.replace(':', '_')}`)}</Tag>
								))}
							</span>
						),
					},
					{
						key: 'created',
						header: t('apiKeys.created'),
						cell: (key) => (
							<span>
								{date(key.createdAt)}
								{key.createdBy && <CellSub>{key.createdBy}</CellSub>}
							</span>
						),
					},
					{
						key: 'used',
						header: t('apiKeys.lastUsed'),
						cell: (key) => (key.lastUsedAt ? relative(key.lastUsedAt, now) : t('apiKeys.never')),
					},
					{
						key: 'until',
						header: t('apiKeys.expires'),
						cell: (key) =>
							key.expiresAt ? date(new Date(new Date(key.expiresAt).getTime() - 1)) : t('apiKeys.noExpiry'),
					},
					{ key: 'status', header: t('apiKeys.status'), role: 'aside', cell: status },
					{
						key: 'act',
						header: t('apiKeys.revoke'),
						headerHidden: true,
						align: 'end',
						cell: (key) =>
							!key.revokedAt && (
								<Button size="sm" onClick={() => setRevoking(key)}>
									{t('apiKeys.revoke')}
								</Button>
							),
					},
				]}
			/>
			<ConfirmDialog
				open={revoking !== null}
				onOpenChange={(open) => !open && setRevoking(null)}
				title={t('apiKeys.revokeTitle', { name: revoking?.name })}
				confirmLabel={t('apiKeys.revokeConfirm')}
				variant="danger-fill"
				busy={intent.busy}
				onConfirm={() => revoking && intent.send({ intent: 'revoke', keyId: revoking.id })}
			>
				{t('apiKeys.revokeText')}
			</ConfirmDialog>
		</>
	)
}
