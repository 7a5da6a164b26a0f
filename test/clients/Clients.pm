# What the programs of this folder share: the data that they look at, what each view must show, and the comparison with
# what a client saw.
#
# A client is a program in the client's own language. It gets a file with one query a line,
#   name <tab> SQL with $1 $2 ... in this order <tab> type=value <tab> type=value ...
# and prints for each one line of JSON:
#   {"query": name, "columns": [[name, type as the driver reports it, class of the values], ...], "rows": [[...], ...]}
# where each value is null or text made from the client's own value: numbers with a fraction as the 16 hexadecimal digits
# of their 8 bytes, dates as 2004-09-15, moments as microseconds since 1970 in UTC, booleans as true and false.
# It connects as bsc_reporter, in a time zone whose clocks are changed at midnight.
#
# What is right comes from the server over psql, and by none of the drivers.
package Clients;
use strict;
use warnings;
use utf8;

use Exporter 'import';
use File::Basename qw(dirname);
use File::Temp ();
use JSON::PP ();
use Test::More;

our @EXPORT = qw(load views queries check run json skip_unless has npm reporter differ odbc_driver odbc_source);
our $folder = dirname(__FILE__);
our $database = 'clients_data';

my $json = JSON::PP->new->canonical->allow_nonref;
my $exact = JSON::PP->new->canonical->allow_nonref->allow_bignum;
my $bin = $ENV{BSC_BIN} ? "$ENV{BSC_BIN}/" : '';

binmode $_, ':encoding(UTF-8)' for *STDOUT, *STDERR, map { Test::More->builder->$_ } qw(output failure_output todo_output);

# The time zone of every client, not of the server: no date may move by it.
$ENV{TZ} = 'America/Sao_Paulo';
$ENV{LC_ALL} = 'C.UTF-8';
# no setting of the caller's may change what a client shows
delete @ENV{qw(PGTZ PGDATESTYLE PGOPTIONS PGSERVICE JAVA_TOOL_OPTIONS NODE_OPTIONS)};

# The views that are parts of others, and no matter of a reporting tool's.
my %internal = map { $_ => 1 } qw(model_word);

# A view that has rows only while a refresh runs: here its types are looked at, its values in test/tap/progress.pl.
my %fleeting = map { $_ => 1 } qw(refresh_progress);

sub json { return $json }

# psql(DATABASE, SQL): the lines that it prints
sub psql
{
	my ($where, $sql) = @_;
	my $file = File::Temp->new(SUFFIX => '.sql');
	binmode $file, ':encoding(UTF-8)';
	print $file $sql;
	close $file;
	open my $out, '-|:encoding(UTF-8)', "${bin}psql", '-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', $where, '-f', "$file" or die "psql: $!\n";
	my @lines = <$out>;
	close $out or die "psql failed\n";
	chomp @lines;
	return @lines;
}

# load(): the data, made once for all programs, which only read it.
sub load
{
	my ($there) = psql('postgres', "SELECT count(*) FROM pg_database WHERE datname = '$database'");
	return if $there;
	psql('postgres', "CREATE DATABASE ${database}_new");
	psql("${database}_new", "\\i $folder/data.sql\n");
	psql('postgres', "ALTER DATABASE ${database}_new RENAME TO $database");
	return;
}

# views(): all that are there for users; a new one is among them without being named here.
sub views
{
	return grep { !/^_/ && !$internal{$_} } psql($database, q{
		SELECT c.relname FROM pg_class AS c
		JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
		JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid AND e.extname = 'bsc'
		WHERE c.relkind = 'v' ORDER BY 1});
}

# queries(): [name, SQL, [type, value] ...] for each view, and for functions and filters with parameters.
sub queries
{
	return (
		(map { [ $_, "SELECT * FROM bsc.$_" ] } views()),
		[ 'evaluate', q{SELECT * FROM bsc.evaluate('northwind', $1)}, [ text => '1997Q4' ] ],
		[ 'evaluate, entity', q{SELECT * FROM bsc.evaluate($1, $2, $3)}, [ text => 'xcmg' ], [ text => '2004-03' ], [ text => '徐州办事处' ] ],
		[ 'evaluate, latest', q{SELECT level, path, code, name, actual, goal, score, status, weight, coverage, pace, provisional FROM bsc.evaluate('edge', $1)}, [ text => undef ] ],
		[ 'explain', q{SELECT * FROM bsc.explain('moved', $1, '', $2)}, [ text => '2024-02' ], [ text => '2024-01' ] ],
		[ 'review', q{SELECT loop, severity, subject, finding, evidence FROM bsc.review('northwind', $1)}, [ text => '1997Q4' ] ],
		[ 'refresh log', q{SELECT scorecard, measure, started, finished, rows, error FROM bsc.refresh_log WHERE started > $1},
			[ timestamptz => '2004-09-15 12:00:00+00' ] ],
		[ 'by date', q{SELECT scorecard, objective, period_start, score FROM bsc.objective_result WHERE period_start >= $1 AND period_end <= $2},
			[ date => '1970-01-01' ], [ date => '2018-11-04' ] ],
		[ 'by number', q{SELECT measure, actual, score FROM bsc.measure_result WHERE actual < $1}, [ float8 => '0.30000000000000004' ] ],
		[ 'by count', q{SELECT scorecard, entity, period, red FROM bsc.scorecard_result WHERE red >= $1}, [ int8 => '2' ] ],
		[ 'by truth', q{SELECT initiative, late, overspent FROM bsc.initiative_status WHERE late = $1}, [ bool => 'true' ] ],
		[ 'by text', q{SELECT entity, name, unit, score FROM bsc.measure_result WHERE entity = $1 AND name = $2},
			[ text => '徐州办事处' ], [ text => '客户满意度' ] ]);
}

sub literal
{
	my ($type, $value) = @_;
	return "CAST(NULL AS $type)" unless defined $value;
	$value =~ s/'/''/g;
	return "CAST('$value' AS $type)";
}

# with_literals(QUERY): its SQL with the parameters written into it
sub with_literals
{
	my (undef, $sql, @parameters) = @{ $_[0] };
	$sql =~ s/\$(\d)/literal(@{ $parameters[$1 - 1] })/ge;
	return $sql;
}

my %canonical = (
	'text' => '%s',
	'date' => q{to_char(%s, 'YYYY-MM-DD')},
	'timestamp with time zone' => '(extract(epoch FROM %s) * 1000000)::bigint::text',
	'double precision' => q{encode(float8send(%s), 'hex')},
	'integer' => '(%s)::text',
	'bigint' => '(%s)::text',
	'boolean' => '(%s)::text',
	'jsonb' => '(%s)::text');

# reference(QUERY, numbers as text): { names => [...], types => [...], rows => [[...], ...] }
sub reference
{
	my ($query, $as_text) = @_;
	my $sql = with_literals($query);
	my (@names, @types);
	for (psql($database, "$sql \\gdesc\n"))
	{
		my ($name, $type) = /^(.*)\|(.*)$/;
		push @names, $name;
		push @types, $type;
	}
	my @made = map {
		my $form = $canonical{ $types[$_] } // '(%s)::text';
		$form = '(%s)::text' if $as_text && $types[$_] eq 'double precision';
		sprintf $form, "c$_"
	} 0 .. $#types;
	my $columns = join ', ', map { "c$_" } 0 .. $#types;
	my @rows = map { $json->decode($_) } psql($database,
		"SET TimeZone = 'UTC'; SELECT json_build_array(" . join(', ', @made) . ") FROM ($sql) AS q ($columns)");
	return { names => \@names, types => \@types, rows => \@rows };
}

# in_order(TYPES, ROWS): the rows as lines that can be compared, whatever order they came in
sub in_order
{
	my ($types, $rows) = @_;
	return sort map {
		my $row = $_;
		$json->encode([ map {
			my $value = $row->[$_];
			# what is JSON is compared as what it says
			$value = $exact->encode($exact->decode($value)) if defined $value && ($types->[$_] // '') eq 'jsonb';
			defined $value ? "$value" : undef
		} 0 .. $#$row ])
	} @$rows;
}

# differ(EXPECTED, SEEN): lines that only one of them has, a few of each
sub differ
{
	my ($expected, $seen) = @_;
	my %count;
	$count{$_}++ for @$expected;
	$count{$_}-- for @$seen;
	my @lost = grep { $count{$_} > 0 } sort keys %count;
	my @found = grep { $count{$_} < 0 } sort keys %count;
	return map { substr $_, 0, 600 } (map { "expected $_" } grep { defined } @lost[0 .. 2]), (map { "seen     $_" } grep { defined } @found[0 .. 2]);
}

# Where the reporter connects: over TCP, with a password, as tools do.
sub reporter
{
	return (PGHOST => '127.0.0.1', PGPORT => $ENV{BSC_TCP_PORT}, PGUSER => 'bsc_reporter', PGDATABASE => $database);
}

# run(QUERIES, COMMAND...): what the client printed, by query
sub run
{
	my ($queries, @command) = @_;
	my $list = File::Temp->new(SUFFIX => '.tsv');
	binmode $list, ':encoding(UTF-8)';
	for my $query (@$queries)
	{
		my ($name, $sql, @parameters) = @$query;
		print $list join("\t", $name, $sql, map { join '=', $_->[0], $_->[1] // '\N' } @parameters), "\n";
	}
	close $list;
	my %connection = reporter();
	local @ENV{ keys %connection } = values %connection;
	open my $out, '-|:encoding(UTF-8)', @command, "$list" or die "$command[0]: $!\n";
	my %seen;
	while (<$out>)
	{
		if (/^\{"query"/)
		{
			my $answer = $json->decode($_);
			$seen{ $answer->{query} } = $answer;
		}
		else
		{
			print "# $_";
		}
	}
	close $out;
	is($?, 0, 'the client ends well');
	return \%seen;
}

# check(TYPES, OPTIONS, COMMAND...): run the client over all queries, and hold what it saw against the reference. TYPES says
# how the driver must report each type, and as what its values must arrive; OPTIONS may have "queries"; "sent", a function
# that gives the client's own words for a query; "numbers" => 'text'; "names", what becomes of a column's name; and
# "values", a function that does to a reference value, given its type, what the client is known to do to it.
# Returns all that the client printed.
sub check
{
	my ($types, $options, @command) = @_;
	my @queries = $options->{queries} ? @{ $options->{queries} } : queries();
	my $sent = $options->{sent} // sub { $_[0] };
	my $seen = run([ map { $sent->($_) } @queries ], @command);
	for my $query (@queries)
	{
		my $name = $query->[0];
		my $right = reference($query, ($options->{numbers} // '') eq 'text');
		my $answer = $seen->{$name};
		if (!$answer)
		{
			fail("$name: there is an answer");
			next;
		}
		compare($name, $right, $answer, $types, $options);
	}
	return $seen;
}

sub compare
{
	my ($name, $right, $answer, $types, $options) = @_;
	my @columns = @{ $answer->{columns} };
	my (@wrong, @names);
	@names = map { $options->{names} ? $options->{names}->($_) : $_ } @{ $right->{names} };
	push @wrong, 'columns ' . join(', ', map { $_->[0] } @columns) . ' and not ' . join(', ', @names)
	  if join("\t", map { $_->[0] } @columns) ne join("\t", @names);
	for my $i (0 .. $#{ $right->{types} })
	{
		my $type = $right->{types}[$i];
		my ($column, $reported, $class) = @{ $columns[$i] // [] };
		my $wanted = $types->{$type};
		if (!$wanted)
		{
			push @wrong, "$right->{names}[$i] is of type $type, which is no plain one";
			next;
		}
		push @wrong, "$column, $type, is reported as $reported and not $wanted->[0]" if ($reported // '') ne $wanted->[0];
		push @wrong, "$column, $type, arrives as $class and not $wanted->[1]" if defined $class && $class ne $wanted->[1];
	}
	ok(!@wrong, "$name: plain types") or diag(map { "$_\n" } @wrong);

	my @empty = grep {
		my $i = $_;
		!grep { defined $_->[$i] } @{ $right->{rows} }
	} 0 .. $#{ $right->{names} };
	@empty = $fleeting{$name} ? () : @{ $right->{names} }[@empty];
	ok(!@empty, "$name: a value to look at in every column") or diag("none in @empty\n");

	my @rows = @{ $right->{rows} };
	if (my $values = $options->{values})
	{
		@rows = map { my $row = $_; [ map { $values->($right->{types}[$_], $row->[$_]) } 0 .. $#$row ] } @rows;
	}
	my @expected = in_order($right->{types}, \@rows);
	my @arrived = in_order($right->{types}, $answer->{rows});
	my @difference = differ(\@expected, \@arrived);
	ok(!@difference, "$name: every value arrives (" . @expected . ' rows)') or diag(map { "$_\n" } @difference);
	return;
}

sub odbc_driver
{
	my ($driver) = grep { -e } glob('/usr/lib*/*/odbc/psqlodbcw.so /usr/lib*/psqlodbcw.so');
	return $driver;
}

# odbc_source(SETTING...): sets up a source "bsc", for this program alone
sub odbc_source
{
	my $driver = odbc_driver();
	my %to = reporter();
	our $sources = File::Temp->newdir;
	open my $ini, '>', "$sources/odbc.ini" or die "$sources/odbc.ini: $!\n";
	# ODBC knows no moments, only what a clock shows: the session's, which is to be the client's.  True and false are text
	# unless the driver is told that they are not.  And LibreOffice lists the tables of the first schema only.
	print $ini "$_\n" for '[bsc]', "Driver = $driver", "Servername = $to{PGHOST}", "Port = $to{PGPORT}", "Database = $to{PGDATABASE}",
	  "UserName = $to{PGUSER}", "Password = $ENV{PGPASSWORD}", 'BoolsAsChar = 0',
	  "ConnSettings = SET TimeZone = '$ENV{TZ}'; SET search_path = bsc", @_;
	close $ini;
	$ENV{ODBCINI} = "$sources/odbc.ini";
	$ENV{ODBCSYSINI} = "$sources";
	return;
}

# has(PROGRAM): is it on the path?
sub has
{
	my ($program) = @_;
	return scalar grep { -x "$_/$program" } split /:/, $ENV{PATH};
}

# npm(PACKAGE...): are they all there? npm may have been refused some, or all.
sub npm
{
	my @packages = @_;
	my $folder = ($ENV{BSC_NODE_clients} || return '') . '/node_modules';
	return !grep { !-f "$folder/$_/package.json" } @packages;
}

# skip_unless(CONDITION, REASON): leave the whole program out, with a plain word.
sub skip_unless
{
	my ($condition, $reason) = @_;
	plan(skip_all => $reason) unless $condition;
	plan(skip_all => 'the server does not listen on TCP: BSC_TCP_PORT says no port') unless $ENV{BSC_TCP_PORT};
	return;
}

1;
