#!/usr/bin/perl
# usage: to_sql.pl VIEW COMMENT FILE.json ...
#
# Prints a view of sources that are written in several languages.  What is not ASCII is written as
# JSON escapes, so that the install script can be loaded into a database of
# any encoding; their backslashes are doubled, so that a server whose encoding
# lacks the characters can read the rest of a source (bsc._spoken() takes the
# doubles away).
use strict;
use warnings;
use File::Basename qw(basename);

my ($view, $comment) = splice @ARGV, 0, 2;
my @rows;
for my $file (@ARGV)
{
	open my $in, '<:encoding(UTF-8)', $file or die "$file: $!\n";
	my $source = do { local $/; <$in> };
	close $in;
	die "$file holds the text that ends its quotes\n" if index($source, '$template$') >= 0;
	die "$file holds an escape\n" if index($source, '\\u') >= 0;
	$source =~ s/\n\z//;
	$source =~ s{([^\x00-\x7f])}
		{my $c = ord $1; $c < 0x10000 ? sprintf('\\\\u%04x', $c)
			: sprintf('\\\\u%04x\\\\u%04x', 0xd800 + (($c - 0x10000) >> 10), 0xdc00 + (($c - 0x10000) & 0x3ff))}ge;
	push @rows, sprintf("    ('%s', \$template\$%s\$template\$::json)", basename($file, '.json'), $source);
}

print <<"END";
-- Made from the sources by to_sql.pl.
CREATE VIEW bsc.$view (name, source) WITH (security_invoker = true) AS
VALUES
@{[join ",\n", @rows]};

COMMENT ON VIEW bsc.$view IS '$comment';

GRANT SELECT ON bsc.$view TO \@extowner\@ WITH GRANT OPTION;

END
