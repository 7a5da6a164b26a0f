# Templates in databases of other encodings; initiatives, their history and Chinese names through dump and restore.
use strict;
use warnings;
use utf8;

use Encode qw(encode_utf8);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('model');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE ROLE clerk LOGIN');

# what an encoding cannot hold is not offered, and hinders nothing
for my $encoding (qw(LATIN1 SQL_ASCII EUC_CN UTF8))
{
	my $db = lc "in_$encoding";
	my $languages = $encoding =~ /^(EUC_CN|UTF8)$/ ? 'en,zh' : 'en';
	$node->safe_psql('postgres', "CREATE DATABASE $db OWNER clerk ENCODING '$encoding' LOCALE 'C' TEMPLATE template0");
	$node->safe_psql($db, 'CREATE EXTENSION bsc', extra_params => [ '-U', 'clerk' ]);
	is($node->safe_psql($db, q{SELECT string_agg(DISTINCT language, ',' ORDER BY language), count(DISTINCT name) FROM bsc.templates}),
		"$languages|5", "templates in $encoding");
	$node->safe_psql($db, q{SELECT bsc.define(bsc.template(name) || jsonb_build_object('code', replace(name, '/', ' '))) FROM bsc.templates WHERE language = 'en'});
	is($node->safe_psql($db, q{SELECT count(*) FROM bsc.templates AS t WHERE t.language = 'en'
			AND bsc.definition(replace(name, '/', ' ')) <> bsc.template(t.name) || jsonb_build_object('code', replace(name, '/', ' '))}),
		'0', "which come back in $encoding");
	is($node->safe_psql($db, q{SELECT string_agg(DISTINCT rule, ',' ORDER BY rule) FROM bsc.lint('xcmg')}),
		'no-query,no-target', "and lint in $encoding");
}
my ($status, $out, $said) = $node->psql('in_latin1', q{SELECT bsc.template('crm', 'zh')});
like($said, qr/template "crm" is not to be had in language "zh"\nHINT:  There is: en\./, 'the others are refused by name');

# dump and restore, by one who is no superuser
$node->safe_psql('postgres', "CREATE DATABASE $_ OWNER clerk ENCODING 'UTF8' LOCALE 'C' TEMPLATE template0")
	for qw(source plain inserts parallel);
$node->safe_psql('source', encode_utf8(<<'SQL'), extra_params => [ '-U', 'clerk' ]);
CREATE EXTENSION bsc;
SELECT bsc.define(bsc.template('xcmg', 'zh') || '{"code": "徐工"}');
UPDATE bsc.initiative SET state = 'active', owner = '王';
UPDATE bsc.initiative SET state = 'done', progress = 1 WHERE code = 'system-use';
UPDATE bsc.initiative SET state = 'stopped', name = '停' WHERE code = 'system-integration';
DELETE FROM bsc.initiative WHERE code = 'dealer-rating';
UPDATE bsc.initiative SET starts = '2004-01-01', ends = '2004-12-31', budget = 100.25, spent = 7 WHERE code = 'dealer-skills';
SELECT bsc.record('徐工', 'net-profit', '2004-01', 12);
SQL

my $contents = <<'SQL';
SET timezone = 'UTC';
SELECT * FROM bsc.initiative ORDER BY id;
SELECT * FROM bsc.initiative_history ORDER BY id;
SELECT * FROM bsc.initiative_status ORDER BY scorecard, initiative;
SELECT bsc.definition(code) FROM bsc.scorecard;
SELECT * FROM bsc.evaluate((SELECT code FROM bsc.scorecard));
SELECT * FROM bsc.lint((SELECT code FROM bsc.scorecard));
SQL
my $before = $node->safe_psql('source', $contents);
like($before, qr/\|stopped\|/, 'there is work to keep');
is($node->safe_psql('source', 'SELECT count(*) FROM bsc.initiative_history'), '17', 'and its history');

my $dir = PostgreSQL::Test::Utils::tempdir();
my @as_clerk = ('-U', 'clerk', '-h', $node->host, '-p', $node->port);
command_ok([ 'pg_dump', @as_clerk, '-f', "$dir/plain.sql", 'source' ], 'dump as COPY');
command_ok([ 'psql', @as_clerk, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/plain.sql", 'plain' ], 'restore it');
command_ok([ 'pg_dump', @as_clerk, '--inserts', '-f', "$dir/inserts.sql", 'source' ], 'dump as INSERT');
command_ok([ 'psql', @as_clerk, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/inserts.sql", 'inserts' ], 'restore it');
command_ok([ 'pg_dump', @as_clerk, '-Fd', '-j', '2', '-f', "$dir/parallel", 'source' ], 'dump in parallel');
command_ok([ 'pg_restore', @as_clerk, '-j', '2', '-e', '-d', 'parallel', "$dir/parallel" ], 'restore it in parallel');
for my $db (qw(plain inserts parallel))
{
	is($node->safe_psql($db, $contents), $before, "the same in $db");
	$node->safe_psql($db, q{UPDATE bsc.initiative SET state = 'done' WHERE code = 'dealer-skills'}, extra_params => [ '-U', 'clerk' ]);
	is($node->safe_psql($db, 'SELECT count(*), count(DISTINCT id) FROM bsc.initiative_history'), '18|18', 'and work goes on');
}

$node->stop;
done_testing();
