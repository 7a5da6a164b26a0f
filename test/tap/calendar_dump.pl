# Business calendars survive pg_dump and restore: plain, with INSERTs, and in parallel.
use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('calendar');
$node->init;
$node->start;

# installed, filled and dumped by one who is no superuser
$node->safe_psql('postgres', 'CREATE ROLE clerk LOGIN');
$node->safe_psql('postgres', "CREATE DATABASE $_ OWNER clerk ENCODING 'UTF8' TEMPLATE template0") for qw(source plain inserts parallel);
$node->safe_psql('source', <<'SQL', extra_params => [ '-U', 'clerk' ]);
CREATE EXTENSION bsc;
INSERT INTO bsc.calendar VALUES ('服务', '服务热线', 'Asia/Shanghai'), ('night', E'Night\\\tshift', 'Europe/Berlin');
INSERT INTO bsc.calendar_hours SELECT '服务', d, time '09:00', time '18:00' FROM generate_series(1, 6) AS d
	UNION ALL SELECT 'night', d, '22:00', '06:00' FROM generate_series(1, 7) AS d
	UNION ALL SELECT 'night', 7, '12:00', '24:00';
INSERT INTO bsc.calendar_exception VALUES ('服务', '2024-10-01', '国庆节', NULL, NULL, false), ('night', '2024-12-25', NULL, NULL, NULL, true),
	('night', '2024-12-24', 'half', '22:00', '24:00', true), ('night', '2024-12-24', NULL, '12:00', '14:00', true), ('night', '2024-12-24', NULL, NULL, NULL, false);
SQL

my $contents = <<'SQL';
SELECT * FROM bsc.calendar ORDER BY code;
SELECT * FROM bsc.calendar_hours ORDER BY calendar, weekday, opens;
SELECT * FROM bsc.calendar_exception ORDER BY calendar, date, opens;
SELECT code, bsc.working_time('2024-01-01 00:00+00', '2025-01-01 00:00+00', code), bsc.deadline('2024-12-23 00:00+00', '40 hours', code) FROM bsc.calendar ORDER BY code;
SQL
my $before = $node->safe_psql('source', $contents);
like($before, qr/2\d\d\d:\d\d:\d\d/, 'there is working time to keep');

my $dir = PostgreSQL::Test::Utils::tempdir();
my @as_clerk = ('-U', 'clerk', '-h', $node->host, '-p', $node->port);

command_ok([ 'pg_dump', @as_clerk, '-f', "$dir/plain.sql", 'source' ], 'dump as COPY');
command_ok([ 'psql', @as_clerk, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/plain.sql", 'plain' ], 'restore it');
is($node->safe_psql('plain', $contents), $before, 'the same calendars');

command_ok([ 'pg_dump', @as_clerk, '--inserts', '-f', "$dir/inserts.sql", 'source' ], 'dump as INSERT');
command_ok([ 'psql', @as_clerk, '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', "$dir/inserts.sql", 'inserts' ], 'restore it');
is($node->safe_psql('inserts', $contents), $before, 'the same calendars');

command_ok([ 'pg_dump', @as_clerk, '-Fd', '-j', '2', '-f', "$dir/parallel", 'source' ], 'dump in parallel');
command_ok([ 'pg_restore', @as_clerk, '-j', '2', '-e', '-d', 'parallel', "$dir/parallel" ], 'restore it in parallel');
is($node->safe_psql('parallel', $contents), $before, 'the same calendars');
is($node->safe_psql('parallel', 'SELECT count(*) FROM bsc.calendar_hours', extra_params => [ '-U', 'clerk' ]), '14', 'and still the installer\'s to read');

$node->stop;
done_testing();
