# Verify the message on standard input with Mail::DKIM; the argument is the TXT record every look-up finds.
use strict;
use warnings;
use Mail::DKIM::DNS;
use Mail::DKIM::Verifier;
use Net::DNS;

my $record = shift;
{
    no warnings 'redefine';
    *Mail::DKIM::DNS::query = sub { return Net::DNS::RR->new(owner => $_[0], type => 'TXT', txtdata => $record) };
}
my $verifier = Mail::DKIM::Verifier->new();
binmode STDIN;
while (<STDIN>) { s/\015\012$//; $verifier->PRINT("$_\015\012"); }
$verifier->CLOSE;
print $verifier->result;
