# Asks one page again and again over a new connection each time and prints a line per request:
#   MILLISECONDS ok|lost PAGE      the monotonic time at which the request ended
# Runs in a bare host: needs perl-base only, and starts no process per request.
#   usage: perl request-loop.pl ADDRESS PORT INTERVAL_MS TIMEOUT_MS SECONDS
use strict;
use warnings;
use Socket;
use POSIX ();
use Errno qw(EINPROGRESS);

my ($address, $port, $interval_ms, $timeout_ms, $seconds) = @ARGV;
my $target = pack_sockaddr_in($port, inet_aton($address));
$| = 1;
$SIG{PIPE} = 'IGNORE';

sub now_ms {    # clock_gettime(CLOCK_MONOTONIC): Time::HiRes is not part of perl-base
    my $timespec = pack('q2', 0, 0);
    syscall(228, 1, $timespec);
    my ($s, $ns) = unpack('q2', $timespec);
    return $s * 1000 + $ns / 1e6;
}

sub ready {
    my ($fd, $for_write, $deadline) = @_;
    my $left = ($deadline - now_ms()) / 1000;
    return 0 if $left <= 0;
    my $bits = '';
    vec($bits, $fd, 1) = 1;
    return $for_write ? select(undef, $bits, undef, $left) > 0 : select($bits, undef, undef, $left) > 0;
}

sub page {
    my $deadline = now_ms() + $timeout_ms;
    socket(my $s, PF_INET, SOCK_STREAM, 0) or return undef;
    my $flags = fcntl($s, 3, 0);
    fcntl($s, 4, $flags | 2048);    # F_SETFL, O_NONBLOCK
    if (!connect($s, $target)) {
        return undef unless $! == EINPROGRESS && ready(fileno($s), 1, $deadline);
        return undef if unpack('i', getsockopt($s, SOL_SOCKET, SO_ERROR) // "\1\0\0\0");
    }
    syswrite($s, "GET / HTTP/1.0\r\nHost: $address\r\n\r\n") or return undef;
    my $answer = '';
    while (ready(fileno($s), 0, $deadline)) {
        my $n = sysread($s, $answer, 65536, length $answer);
        return undef unless defined $n;
        if ($n == 0) {
            return undef unless $answer =~ m{^HTTP/1\.\d 200 .*?\r\n\r\n(\S*)}s;
            return $1;
        }
    }
    return undef;
}

my $end = now_ms() + $seconds * 1000;
while ((my $begin = now_ms()) < $end) {
    my $page = page();
    printf "%.1f %s %s\n", now_ms(), defined $page ? 'ok' : 'lost', $page // '-';
    my $rest = $begin + $interval_ms - now_ms();
    select(undef, undef, undef, $rest / 1000) if $rest > 0;
}
