# Breaks something and prints the milliseconds until it stands again, or "never" after ten seconds.
# What stands is read from a file of /proc, so that watching starts no process and slows nothing down.
#   usage: perl repair-timer.pl FILE PATTERN COMMAND…
use strict;
use warnings;

my ($file, $pattern, @command) = @ARGV;

sub now_ms {    # clock_gettime(CLOCK_MONOTONIC): Time::HiRes is not part of perl-base
    my $timespec = pack('q2', 0, 0);
    syscall(228, 1, $timespec);
    my ($s, $ns) = unpack('q2', $timespec);
    return $s * 1000 + $ns / 1e6;
}

sub stands {
    open(my $in, '<', $file) or return 0;
    local $/;
    my $text = <$in>;
    return $text =~ /$pattern/m;
}

stands() or die "$file does not match $pattern before anything was broken\n";
# The watcher forks before the break, so that a repair faster than the breaking command's exit is seen too.
my $child = fork() // die "cannot fork: $!\n";
if ($child == 0) {
    exec(@command) or exit 127;
}
my ($broken_at, $repaired_at);
my $give_up = now_ms() + 10_000;
while (now_ms() < $give_up) {
    my $stands = stands();
    $broken_at //= now_ms() unless $stands;
    if ($stands && defined $broken_at) { $repaired_at = now_ms(); last; }
    select(undef, undef, undef, 0.001);
}
waitpid($child, 0);
die "the command failed with status " . ($? >> 8) . "\n" if $?;
if (defined $repaired_at) { printf "%.1f\n", $repaired_at - $broken_at; }
elsif (defined $broken_at) { print "never\n"; }
else { print "0.0\n"; }    # put right between two looks
