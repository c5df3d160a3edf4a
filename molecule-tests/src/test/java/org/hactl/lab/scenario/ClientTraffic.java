package org.hactl.lab.scenario;

/** What the client of the lab asks of the VIP while something is changed. */
final class ClientTraffic {
  private static final int MEGABYTES = 8;

  /** The size of a download. */
  static final int LARGE_BYTES = MEGABYTES * 1024 * 1024;

  /**
   * Reads the answer in 128 pieces with pauses, about 15 s; curl does not keep to its own limit.
   */
  private static final String DOWNLOAD =
      """
      my ($vip, $file) = @ARGV;
      my $server = IO::Socket::INET->new(PeerAddr => $vip, PeerPort => 80) or die;
      print $server "GET /large HTTP/1.0\\r\\n\\r\\n";
      open(my $to, ">", $file) or die;
      my $head = "";
      while (sysread($server, my $piece, 65536)) {
        $head .= $piece if defined $head;
        if (defined $head && $head =~ s/^.*?\\r\\n\\r\\n//s) {
          print $to $head;
          undef $head;
        } elsif (!defined $head) {
          print $to $piece;
        }
        select(undef, undef, undef, 0.12);
      }
      """;

  private ClientTraffic() {}

  /** A command for a web server, which then has the file of the downloads. */
  static String largeFile() {
    return "head -c %dM /dev/zero >/var/www/html/large".formatted(MEGABYTES);
  }

  /** Begins downloads into {@code /tmp/large1}, {@code /tmp/large2}, ... */
  static void downloads(ScenarioLab lab, int count) {
    lab.read(
        "client",
        "cat >/tmp/download.pl <<'END'\n%sEND\n".formatted(DOWNLOAD)
            + "for i in $(seq %d); do perl -MIO::Socket::INET /tmp/download.pl %s /tmp/large$i"
                .formatted(count, ScenarioLab.VIP)
            + " >/tmp/large$i.out 2>&1 </dev/null & done");
  }

  /** Begins a loop that opens a new connection every 40 ms. */
  static void begin(ScenarioLab lab) {
    lab.read(
        "client",
        ("rm -f /tmp/lost; touch /tmp/loop; while [ -e /tmp/loop ]; do"
                + " curl -sS -m 3 -o /dev/null -H 'Connection: close' http://%s/ 2>>/tmp/lost;"
                + " sleep 0.04; done >/tmp/loop.out 2>&1 </dev/null &")
            .formatted(ScenarioLab.VIP));
  }

  /** Ends the loop. Returns the errors of requests that were lost. */
  static String lost(ScenarioLab lab) {
    return lab.read("client", "rm -f /tmp/loop; sleep 0.2; cat /tmp/lost");
  }
}
