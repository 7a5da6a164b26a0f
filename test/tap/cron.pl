# pg_cron runs the README's lines: the settings and the calls are taken from there, with a schedule that
# comes sooner.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $share = `"$ENV{PG_CONFIG}" --sharedir` if $ENV{PG_CONFIG};
$share //= `pg_config --sharedir`;
chomp $share;
plan skip_all => 'pg_cron is not installed' unless -f "$share/extension/pg_cron.control";

# what the README's section says
my $readme = slurp_file('src/refresh/README.md');
my ($section) = $readme =~ /^## Schedule it\n(.*?)^## /ms or die "no such section\n";
my ($settings) = $section =~ /^((?:    \S+ = .*\n)+)/m;
my ($lines) = $section =~ /^(    CREATE EXTENSION pg_cron;\n(?:    .*\n)+)/m;
my @calls = $lines =~ /cron\.schedule\('/g;
is(scalar @calls, 2, 'the README has two lines to schedule');
is($lines =~ s/', '[\d *]+',(?=\s+\$\$)/', '* * * * *',/g, 2, 'which are to come every minute here');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', $settings);
$node->start;
$node->safe_psql('postgres', 'CREATE DATABASE crm');
sub value { return $node->safe_psql('crm', $_[0]) }

value(q{
	CREATE EXTENSION bsc;
	CREATE TABLE public.heard (at timestamptz DEFAULT clock_timestamp(), progress text);
	INSERT INTO bsc.scorecard (code) VALUES ('sales');
	INSERT INTO bsc.perspective (scorecard_id, code) SELECT id, 'p' FROM bsc.scorecard;
	INSERT INTO bsc.objective (perspective_id, code) SELECT id, 'o' FROM bsc.perspective;
	INSERT INTO bsc.measure (objective_id, code, query) SELECT o.id, v.* FROM bsc.objective o, (VALUES
		('slow', 'SELECT 1 FROM pg_sleep(1.5)'), ('quick', 'SELECT 2')) v;
});
value($lines);
is(value('SELECT count(*) FROM cron.job'), 2, 'they are taken');

# The next minute may be a whole one away, and if nobody looked while it ran there is another.
my $seen = '';
my $until = time + 2 * $PostgreSQL::Test::Utils::timeout_default;
while (time < $until)
{
	$seen ||= value(q{SELECT scorecard || ' ' || measure || ' ' || total FROM bsc.refresh_progress WHERE measure IS NOT NULL ORDER BY started LIMIT 1});
	last if $seen && value(q{SELECT count(DISTINCT jobid) FROM cron.job_run_details WHERE end_time IS NOT NULL}) == 2;
	select undef, undef, undef, 0.05;
}
like($seen, qr/^sales (slow|quick) [24]$/, 'a job\'s refresh is followed');
value('SELECT cron.unschedule(jobid) FROM cron.job');
is(value(q{SELECT string_agg(DISTINCT status, ', ') FROM cron.job_run_details WHERE end_time IS NOT NULL}), 'succeeded', 'both have run')
  or diag(value('SELECT * FROM cron.job_run_details'));
is(value(q{SELECT string_agg(DISTINCT period, ', ' ORDER BY period) = string_agg(DISTINCT p::text, ', ' ORDER BY p::text)
	FROM bsc.actual_entry, (VALUES (bsc.period(current_date - 31, 'month')), (bsc.period(current_date, 'month'))) v (p)}), 't',
	'and recorded this month and the last');
is(value('SELECT count(*) FROM bsc.refresh_log WHERE error IS NOT NULL'), 0, 'without an error');
# within one transaction all of its lines would have one xmin
is(value(q{SELECT count(DISTINCT xmin::text) >= 2 FROM bsc.actual}), 't', 'each period committed on its own');

$node->stop;
done_testing();
