namespace RelationSync.Portal.Storage.Engines;

/// <summary>
/// The tables of Quartz's clustered job store, by the names, columns and types that version 4.7.3 reads and writes. A newer Quartz that asks
/// for more gets a migration of its own. A few simple triggers live in here: no index is worth it.
/// </summary>
internal static class QuartzTables
{
    private const string Trigger = "sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL, PRIMARY KEY (sched_name, trigger_name, trigger_group), FOREIGN KEY (sched_name, trigger_name, trigger_group) REFERENCES qrtz_triggers ON DELETE CASCADE";

    public const string PostgreSql =
        $"""
        CREATE TABLE qrtz_job_details (
          sched_name text NOT NULL, job_name text NOT NULL, job_group text NOT NULL, job_class_name text NOT NULL, description text, job_data bytea,
          is_durable boolean NOT NULL, is_nonconcurrent boolean NOT NULL, is_update_data boolean NOT NULL, requests_recovery boolean NOT NULL,
          PRIMARY KEY (sched_name, job_name, job_group));

        CREATE TABLE qrtz_triggers (
          sched_name text NOT NULL, trigger_name text NOT NULL, trigger_group text NOT NULL, job_name text NOT NULL, job_group text NOT NULL,
          trigger_state text NOT NULL, trigger_type text NOT NULL, description text, calendar_name text, job_data bytea, priority integer,
          start_time bigint NOT NULL, end_time bigint, next_fire_time bigint, prev_fire_time bigint, fixed_delay boolean, overlap_policy integer,
          misfire_instr smallint, misfire_orig_fire_time bigint, misfire_threshold bigint, retry_policy text, retry_attempt integer,
          execution_group text, preferred_node text, preferred_node_auto boolean NOT NULL DEFAULT false,
          continues_trigger_name text, continues_trigger_group text, continuation_condition integer,
          pause_reason text, paused_by text, paused_at bigint,
          PRIMARY KEY (sched_name, trigger_name, trigger_group),
          FOREIGN KEY (sched_name, job_name, job_group) REFERENCES qrtz_job_details);

        CREATE TABLE qrtz_simple_triggers (repeat_count bigint NOT NULL, repeat_interval bigint NOT NULL, times_triggered bigint NOT NULL, {Trigger});
        CREATE TABLE qrtz_cron_triggers (cron_expression text NOT NULL, time_zone_id text, {Trigger});
        CREATE TABLE qrtz_blob_triggers (blob_data bytea, {Trigger});
        CREATE TABLE qrtz_simprop_triggers (
          str_prop_1 text, str_prop_2 text, str_prop_3 text, int_prop_1 integer, int_prop_2 integer, long_prop_1 bigint, long_prop_2 bigint,
          dec_prop_1 numeric, dec_prop_2 numeric, bool_prop_1 boolean, bool_prop_2 boolean, time_zone_id text, {Trigger});

        CREATE TABLE qrtz_fired_triggers (
          sched_name text NOT NULL, entry_id text NOT NULL, instance_name text NOT NULL, state text NOT NULL, priority integer NOT NULL,
          trigger_name text NOT NULL, trigger_group text NOT NULL, job_name text, job_group text, fired_time bigint NOT NULL, sched_time bigint NOT NULL,
          is_nonconcurrent boolean NOT NULL, requests_recovery boolean, execution_group text, progress integer, progress_message text, interrupt_requested_time bigint,
          PRIMARY KEY (sched_name, entry_id));

        CREATE TABLE qrtz_scheduler_state (
          sched_name text NOT NULL, instance_name text NOT NULL, last_checkin_time bigint NOT NULL, checkin_interval bigint NOT NULL, quartz_version text,
          PRIMARY KEY (sched_name, instance_name));

        CREATE TABLE qrtz_locks (sched_name text NOT NULL, lock_name text NOT NULL, PRIMARY KEY (sched_name, lock_name));
        CREATE TABLE qrtz_calendars (sched_name text NOT NULL, calendar_name text NOT NULL, calendar bytea NOT NULL, PRIMARY KEY (sched_name, calendar_name));
        CREATE TABLE qrtz_paused_trigger_grps (
          sched_name text NOT NULL, trigger_group text NOT NULL, pause_reason text, paused_by text, paused_at bigint, PRIMARY KEY (sched_name, trigger_group));
        CREATE TABLE qrtz_paused_job_grps (
          sched_name text NOT NULL, job_group text NOT NULL, pause_reason text, paused_by text, paused_at bigint, PRIMARY KEY (sched_name, job_group));
        """;
}
