import { Migration } from '@mikro-orm/migrations'

/**
 * A replay remembers the pilot that ran when it began, and each of its flips the version that decides there. Those that
 * are kept were all compared with one version.
 */
export class Migration20261130073100ReplayPilot extends Migration {
	override up(): void {
		this.addSql(
			`alter table "rule_replay" add "pilot_id" uuid null, add "pilot_number" int null, add "pilot_scope" jsonb null`,
		)
		this.addSql(`alter table "rule_replay_flip" add "base_number" int null`)
		// The owner of the table changes the rows of every tenant here, which the policy forbids otherwise.
		for (const table of ['rule_replay', 'rule_replay_flip'])
			this.addSql(`alter table "${table}" no force row level security`)
		this.addSql(
			`update "rule_replay_flip" f set "base_number" = r."base_number" from "rule_replay" r where r."id" = f."replay_id"`,
		)
		for (const table of ['rule_replay', 'rule_replay_flip'])
			this.addSql(`alter table "${table}" force row level security`)
		this.addSql(`alter table "rule_replay_flip" alter column "base_number" set not null`)
	}
}
