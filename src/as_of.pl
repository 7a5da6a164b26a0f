#!/usr/bin/perl
# usage: as_of.pl FILE.sql ... (all sources, in the order in which they load)
#
# Prints what a scorecard was at a moment of the past: functions and views that read its
# tables, written a second time, so that there is one source of each.
#
# Whoever calls an internal function with one argument more than it has, "as_of", gets one:
# that function with "as_of timestamptz" behind its parameters, in which
#   FROM bsc.x                       is   FROM bsc._x_at(as_of)
#   bsc._now()                       is   as_of
#   bsc._f(...), which reads these   is   bsc._f(..., as_of), a public bsc.f(...) bsc._f(..., as_of)
# and so on for each of them.  bsc._x_at(as_of) has the rows of table or view x as they were
# then: those of a table that has changed_at (an actual: recorded_at) and an x_history, which
# itself has what had been replaced by then.  What is
# written by hand (scorecard/past.sql) is not written here.  A function that reads a table without
# a past is an error.
use strict;
use warnings;

# what has no past, or none that matters: calendars are as of today, and the other two say what a
# server is, or hold nothing outside of a statement
my %today = map { $_ => 1 } qw(calendar calendar_hours calendar_exception _run_as_role _entity_renaming);

# entities in tables whose histories keep the codes of then (actuals, targets and results are renamed in theirs)
my %coded = (entity => [qw(code parent)], initiative_entity => ['entity'], note => ['entity']);

my (%function, %given, %view, %table, %past, @order, @statements);

# What is no code (comments, strings) as one piece, so that nothing is looked for in it.
my $token = qr{
    (--[^\n]*|/\*.*?\*/|'(?:[^']|'')*')   # 1: no code
  | (\bbsc\.\w+)                           # 2: a name of ours
  | ("(?:[^"]|"")*"|[A-Za-z_]\w*)          # 3: another word
  | ([^\S\n]+|\n)                          # 4: space
  | (\$\w*\$|::|\d[\w.]*|.)                # 5: anything else
}xs;

# The pieces of a text: [kind, text].
sub pieces
{
	my ($text) = @_;
	my @pieces;
	while ($text =~ /\G$token/gc)
	{
		push @pieces, defined $1 ? [ 'none', $1 ] : defined $2 ? [ 'ours', $2 ] : defined $3 ? [ 'word', $3 ]
			: defined $4 ? [ 'space', $4 ] : [ 'sign', $5 ];
	}
	return \@pieces;
}

# From an opening bracket: where it closes, and how many commas are directly in it.
sub bracket
{
	my ($pieces, $open) = @_;
	my ($depth, $commas, $last) = (0, 0, $open);
	for my $i ($open .. $#$pieces)
	{
		my ($kind, $text) = @{ $pieces->[$i] };
		next if $kind eq 'space' || $kind eq 'none' && $text =~ m{^(?:--|/\*)};
		if ($kind eq 'sign')
		{
			$depth++ if $text =~ /^[([]$/;
			$commas++ if $depth == 1 && $text eq ',';
			if ($text =~ /^[\])]$/ && !--$depth)
			{
				my $given = $pieces->[$last];
				return ($i, $last == $open ? 0 : $commas + 1, $given->[1]);
			}
		}
		$last = $i;
	}
	die "a bracket is open\n";
}

# the piece before or after one that is no space and no comment
sub beside
{
	my ($pieces, $i, $step) = @_;
	do { $i += $step } while $i >= 0 && $i <= $#$pieces
		&& ($pieces->[$i][0] eq 'space' || $pieces->[$i][1] =~ m{^(?:--|/\*)});
	return $i >= 0 && $i <= $#$pieces ? $i : -1;
}

# What a text refers to: calls [name, arguments, last of them, piece], relations [name, piece].
sub references
{
	my ($pieces) = @_;
	my (@calls, @relations);
	for my $i (0 .. $#$pieces)
	{
		next if $pieces->[$i][0] ne 'ours';
		my ($name) = $pieces->[$i][1] =~ /(\w+)$/;
		my $next = beside($pieces, $i, 1);
		my $before = beside($pieces, $i, -1);
		if ($next >= 0 && $pieces->[$next][1] eq '(')
		{
			my ($close, $n, $last) = bracket($pieces, $next);
			push @calls, [ $name, $n, $last, $i, $close ];
		}
		elsif ($before >= 0 && $pieces->[$before][1] =~ /^(?:FROM|JOIN)$/i)
		{
			push @relations, [ $name, $i ];
		}
	}
	return (\@calls, \@relations);
}

# A table's rows as of a moment.
sub relation
{
	my ($table) = @_;
	my ($x, $columns, $key) = @$table{qw(name columns key)};
	# what a history had of it then
	if ($x =~ /_history$/)
	{
		my ($until) = grep { /^(?:replaced|reopened)_at$/ } @$columns;
		return <<"END";

CREATE FUNCTION bsc.@{[past_of($x)]}(as_of timestamptz)
RETURNS SETOF bsc.$x
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
    SELECT h.*
    FROM bsc.$x AS h
    WHERE h.$until <= @{[past_of($x)]}.as_of;
END;
COMMENT ON FUNCTION bsc.@{[past_of($x)]}(timestamptz) IS 'the rows of bsc.$x as of a moment';
END
	}
	my %in_history = map { $_ => 1 } @{ $table{"${x}_history"}{columns} };
	my $name = past_of($x);
	my ($since) = grep { /^(?:changed|recorded)_at$/ } @$columns;
	my $then = "$name.as_of";
	my $wrapped = sub {
		my ($list, $line) = ('', '        ');
		for (@_)
		{
			if (length("$line $_,") > 128) { $list .= "$line\n"; $line = '        '; }
			$line .= ($line =~ /\S/ ? ' ' : '') . "$_,";
		}
		return ($list . $line) =~ s/^\s+//r =~ s/,$//r;
	};
	my $live = $wrapped->(map { "t.$_" } @$columns);
	my $kept = $wrapped->(map { 'h.' . ($_ eq 'id' ? "${x}_id" : $_) } @$columns);
	# a key that comes again may have begun before the end of the row that went
	my $same = sub { my ($a, $b) = @_; join ' AND ', map { "$a.$_ = $b.$_" } @$key };
	my $last = $key ? "\n      AND NOT EXISTS (\n          SELECT 1 FROM bsc.${x}_history AS h\n"
		. "          WHERE @{[$same->('h', 't')]} AND h.replaced_at > $then)" : '';
	my $first = $key ? "\n      AND NOT EXISTS (\n          SELECT 1 FROM bsc.${x}_history AS e\n"
		. "          WHERE @{[$same->('e', 'h')]} AND e.replaced_at > $then\n            AND (e.replaced_at, e.id) < (h.replaced_at, h.id))" : '';
	my $lost = $in_history{for_good} ? ' AND NOT h.for_good' : '';
	my $rows = <<"END";
    SELECT $live
    FROM bsc.$x AS t
    WHERE t.$since <= $then$last
    UNION ALL
    SELECT $kept
    FROM bsc.${x}_history AS h
    WHERE h.$since <= $then AND h.replaced_at > $then$lost$first
END
	chomp $rows;
	if (my $coded = $coded{$x})
	{
		my %code = map { $_ => "COALESCE(${_}_now.code_today, r.$_)" } @$coded;
		my $today = $wrapped->(map { $code{$_} // "r.$_" } @$columns);
		$rows =~ s/^/    /mg;
		$rows = "    SELECT $today\n    FROM (\n$rows) AS r" . join '', map {
			"\n    LEFT JOIN bsc._entity_codes_since($then) AS ${_}_now ON ${_}_now.scorecard_id = r.scorecard_id AND ${_}_now.code = r.$_"
		} @$coded;
	}
	return <<"END";

CREATE FUNCTION bsc.$name(as_of timestamptz)
RETURNS SETOF bsc.$x
LANGUAGE sql STABLE PARALLEL SAFE ROWS 100
BEGIN ATOMIC
$rows;
END;
COMMENT ON FUNCTION bsc.$name(timestamptz) IS 'the rows of bsc.$x as of a moment';
END
}

sub then_name { my ($name) = @_; return ($name =~ /^_/ ? '' : '_') . $name; }
sub past_of { my ($name) = @_; return then_name($name) . '_at'; }

# ------------------------------------------------------------- reading
for my $file (@ARGV)
{
	open my $in, '<', $file or die "$file: $!\n";
	my ($statement, $end);
	while (my $line = <$in>)
	{
		if (!defined $statement)
		{
			next if $line !~ /^(?:CREATE|COMMENT ON)\b/;
			($statement, $end) = ('', qr/;$/);
		}
		$statement .= $line;
		if ($line =~ /\bAS (\$\w*\$)(?!.*\1)/) { my $quote = $1; $end = qr/^\Q$quote\E;?/; }
		elsif ($line =~ /^BEGIN ATOMIC$/) { $end = qr/^END;/; }
		if ($line =~ $end)
		{
			push @statements, $statement;
			undef $statement;
		}
	}
}
my %comment;
for my $statement (@statements)
{
	if ($statement =~ /^CREATE FUNCTION bsc\.(\w+)\s*\(/)
	{
		my $name = $1;
		my $pieces = pieces($statement);
		my ($open) = grep { $pieces->[$_][1] eq '(' } 0 .. $#$pieces;
		my ($close, $n) = bracket($pieces, $open);
		my $parameters = join '', map { $_->[1] } @$pieces[ $open + 1 .. $close - 1 ];
		$n = 0 if $parameters !~ /\S/;
		next if $parameters =~ /\bOUT\b/;
		my $function = { name => $name, n => $n, pieces => $pieces, close => $close, text => $statement,
			c => scalar $statement =~ /^LANGUAGE C\b/m };
		if ($parameters =~ /\bas_of timestamptz$/)
		{
			# written by hand
			$past{$name} = 1 if $n == 1 && $name =~ /_at$/;
			$given{"$name/$n"} = 1;
			push @order, $function if $name !~ /_at$/;
			next;
		}
		push @order, $function;
		# the like that takes a period as text calls the one that takes a period, as all others do
		next if $function{"$name/$n"} && $parameters =~ /\bperiod text\b/;
		$function->{twin} = $function{"$name/$n"};
		$function{"$name/$n"} = $function;
	}
	elsif ($statement =~ /^CREATE VIEW bsc\.(\w+)(?: WITH \(security_invoker = true\))? AS\n/)
	{
		my $view = { name => $1, view => 1, pieces => pieces(substr $statement, $+[0]), text => $statement };
		$view{$1} = $view;
		push @order, $view;
	}
	elsif ($statement =~ /^CREATE TABLE bsc\.(\w+)/)
	{
		my $name = $1;
		my ($key) = $statement =~ /^    PRIMARY KEY \(([^()]*)\)/m;
		$table{$name} = { name => $name, key => $key && [ split /, /, $key ],
			columns => [ grep { !/^(?:CONSTRAINT|PRIMARY)$/ } $statement =~ /^    (\w+) /mg ] };
	}
	elsif ($statement =~ /^COMMENT ON (?:FUNCTION|VIEW) bsc\.(\w+)\s*(\(.*?\))?\s+IS\s+'((?:[^']|'')*)';/s)
	{
		my ($name, $types, $text) = ($1, $2, $3);
		my @types = !defined $types || $types =~ /^\(\s*\)$/ ? () : split /,/, $types;
		$comment{ defined $types ? "$name/" . @types : $name } //= [ $types // '()', $text ];
	}
}
$_->{refers} = [ references($_->{pieces}) ] for grep { !$_->{c} } @order;

# ------------------------------------------------ what depends on the moment
# Does a function or view read what has a past?  One whose past is written by hand does.
$_->{moves} = 1 for grep { !$_->{c} && !$_->{view} && $given{ then_name($_->{name}) . '/' . ($_->{n} + 1) } } @order;
my $found = 1;
while ($found)
{
	$found = 0;
	for my $made (grep { !$_->{c} && !$_->{moves} } @order)
	{
		my ($calls, $relations) = @{ $made->{refers} };
		$made->{moves} = 1 if (grep { $table{ $_->[0] } && !$today{ $_->[0] } || $view{ $_->[0] } && $view{ $_->[0] }{moves} } @$relations)
			|| (grep { $_->[0] eq '_now' || $function{"$_->[0]/$_->[1]"} && $function{"$_->[0]/$_->[1]"}{moves} } @$calls);
		$found = 1 if $made->{moves};
	}
}

# What could read something of the past and be overlooked: a table after a comma, a call without all arguments.
sub unread
{
	my ($made) = @_;
	my $pieces = $made->{pieces};
	return (
		(map { "bsc.$made->{name} reads $pieces->[$_][1] without FROM or JOIN" } grep {
			my ($name) = $pieces->[$_][1] =~ /(\w+)$/;
			$pieces->[$_][0] eq 'ours' && ($table{$name} || $view{$name}) && $pieces->[ beside($pieces, $_, -1) ][1] eq ','
				&& $pieces->[ beside($pieces, $_, 1) ][1] ne '(';
		} 1 .. $#$pieces - 1),
		(map { "bsc.$made->{name} calls bsc.$_->[0]() with $_->[1] arguments" } grep {
			my $call = $_;
			!$function{"$call->[0]/$call->[1]"} && !$given{"$call->[0]/$call->[1]"} && $call->[0] ne $made->{name}
				&& grep { !$_->{view} && $_->{name} eq $call->[0] && $_->{moves} } @order;
		} @{ $made->{refers}[0] }));
}

# Which of them are asked for?
my (%seen, %untold, %needed, @wanted);
my %relation_of = map { past_of($_) => $_ } keys %table;
for my $made (grep { !$_->{c} } @order)
{
	for my $call (@{ $made->{refers}[0] })
	{
		my ($name, $n, $last) = @$call;
		next if $last ne 'as_of' || $name !~ /^_/ || $given{"$name/$n"};
		if ($n == 1 && $relation_of{$name}) { $needed{ $relation_of{$name} } = $table{ $relation_of{$name} }; next; }
		my $wanted = $function{ "$name/" . ($n - 1) } or die "$made->{name} calls bsc.$name() with $n arguments\n";
		$wanted->{is_first} = 1;
		push @wanted, $wanted;
	}
}
while (my $made = shift @wanted)
{
	next if $seen{$made}++;
	next if $made->{view} ? $past{ past_of($made->{name}) } : $given{ then_name($made->{name}) . '/' . ($made->{n} + 1) };
	$made->{wanted} = 1;
	die "there are two bsc.$made->{name} with $made->{n} parameters\n" if $made->{twin};
	die "bsc.$made->{name} is volatile\n" if $made->{text} =~ /\bVOLATILE\b/;
	die "bsc.$made->{name} executes a text, which cannot be read here\n" if $made->{text} =~ /\bEXECUTE\b/;
	my ($calls, $relations) = @{ $made->{refers} };
	die "$_\n" for unread($made);
	for (@$relations)
	{
		push @wanted, $view{ $_->[0] } if $view{ $_->[0] } && $view{ $_->[0] }{moves};
		my $table = $table{ $_->[0] };
		next if !$table || $today{ $_->[0] } || $past{ past_of($_->[0]) };
		if ($_->[0] =~ /_history$/ || $table{"$_->[0]_history"} && grep { /^(?:changed|recorded)_at$/ } @{ $table->{columns} }) { $needed{ $_->[0] } = $table; }
		else { $untold{ $_->[0] } .= " $made->{name}"; }
	}
	for (@$calls)
	{
		my $called = $function{"$_->[0]/$_->[1]"};
		push @wanted, $called if $called && $called->{moves} && $_->[0] ne '_now';
	}
}
die map { "no past of bsc.$_, which is read by$untold{$_}\n" } sort keys %untold if %untold;

# ------------------------------------------------------------- writing
# The text as of a moment.
sub then
{
	my ($made) = @_;
	my @pieces = map { [@$_] } @{ $made->{pieces} };
	my ($calls, $relations) = @{ $made->{refers} };
	for (@$relations)
	{
		my ($name, $i) = @$_;
		next if !($table{$name} ? $past{ past_of($name) } || $needed{$name} : $view{$name} && $view{$name}{moves});
		$pieces[$i][1] = 'bsc.' . past_of($name) . '(as_of)';
		# a relation without another name keeps its own
		my $next = beside(\@pieces, $i, 1);
		$pieces[$i][1] .= " AS $name" if $next < 0 || $pieces[$next][1] !~ /^(?:AS|\()$/i;
	}
	for (@$calls)
	{
		my ($name, $n, undef, $i, $close) = @$_;
		my $called = $function{"$name/$n"};
		if ($name eq '_now')
		{
			$pieces[$_][1] = '' for $i + 1 .. $close;
			$pieces[$i][1] = 'as_of';
		}
		elsif ($called && $called->{moves})
		{
			$pieces[$i][1] = 'bsc.' . then_name($name);
			$pieces[$close][1] = ($n ? ', ' : '') . 'as_of)';
		}
	}
	if (!$made->{view})
	{
		my $name = $made->{name};
		my $is_default = 0;
		for my $piece (@pieces[ 3 .. $made->{close} - 1 ])
		{
			$is_default = $piece->[1] eq 'DEFAULT' || $is_default && $piece->[1] ne ',';
			$piece->[1] = '' if $is_default;
		}
		$pieces[ $made->{close} ][1] = ($made->{n} ? ', ' : '') . 'as_of timestamptz)';
		$pieces[ beside(\@pieces, 2, 1) ][1] = 'bsc.' . then_name($name);
		# parameters are named by the function, too
		for my $i (grep { $pieces[$_][1] eq $name } 1 .. $#pieces - 1)
		{
			$pieces[$i][1] = then_name($name) if $pieces[ $i + 1 ][1] eq '.' && $pieces[ $i - 1 ][1] ne '.';
		}
	}
	return join '', grep { !/^--/ } map { $_->[1] } @pieces;
}

print "-- Made from the sources by as_of.pl: what reads a scorecard, as of a moment of the past.\n";
print relation($needed{$_}) for sort keys %needed;
for my $made (grep { $_->{wanted} } @order)
{
	my $text = then($made);
	if ($made->{view})
	{
		my ($name, $type) = (past_of($made->{name}), $made->{name});
		$text =~ s/^/    /mg;
		print "\nCREATE FUNCTION bsc.$name(as_of timestamptz)\nRETURNS SETOF bsc.$type\nLANGUAGE sql STABLE PARALLEL SAFE\nBEGIN ATOMIC\n${text}END;\n";
		print "COMMENT ON FUNCTION bsc.$name(timestamptz) IS '$comment{$made->{name}}[1], as of a moment';\n";
	}
	else
	{
		$text =~ s/\n[ \t]*\n+/\n/g;
		# what it costs to read two tables for one is taken for far more than it is
		$text =~ s/^(SET search_path = .*\n)/$1SET jit = off\nSET max_parallel_workers_per_gather = 0\n/m if $made->{is_first};
		my ($types, $said) = @{ $comment{"$made->{name}/$made->{n}"} or die "bsc.$made->{name} has no comment\n" };
		$types =~ s/\)$/($made->{n} ? ', ' : '') . 'timestamptz)'/e;
		print "\n$text", "COMMENT ON FUNCTION bsc.@{[then_name($made->{name})]}$types IS '$said, as of a moment';\n";
	}
}
