# perl.pl SO DB SQL: Perl's DBI with DBD::SQLite.
use strict;
use warnings;
use DBI;
use DBD::SQLite::Constants qw(SQLITE_OPEN_READONLY);

my ($so, $file, $sql) = @ARGV;
open my $f, '<:encoding(UTF-8)', $sql or die $!;
my $query = do { local $/; <$f> };
binmode STDOUT, ':encoding(UTF-8)'; # errors come as bytes
my $d = DBI->connect("dbi:SQLite:$file", '', '', {
  RaiseError => 1, PrintError => 0, sqlite_unicode => 1, sqlite_open_flags => SQLITE_OPEN_READONLY});
$d->sqlite_enable_load_extension(1);
$d->sqlite_load_extension($so);
my $rows = $d->prepare($query);
$rows->execute;
while (my @row = $rows->fetchrow_array) {
  $row[3] = unpack 'H*', pack 'd>', $row[3] if defined $row[3];
  print join("\t", map { defined $_ ? $_ : '\N' } @row), "\n";
}
