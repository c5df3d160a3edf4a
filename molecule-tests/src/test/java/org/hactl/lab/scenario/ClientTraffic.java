package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

/** What the client asks of the VIP while a scenario disturbs the site. */
record ClientTraffic(ScenarioLab lab) {
  private static final String LARGE = "/var/www/html/large";

  /** Reads an answer in pieces of 64 KiB with pauses; curl does not keep to its own limit. */
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

  /** How the request loop went. */
  record Loop(int asked, String errors) {
    int lost() {
      return (int) errors.lines().count();
    }
  }

  /** Begins a loop on the client that opens a new connection every 40 ms. */
  void begin() {
    lab.read(
        "client",
        ("rm -f /tmp/lost /tmp/asked; touch /tmp/lost /tmp/asked /tmp/loop; while [ -e /tmp/loop ];"
                + " do echo >>/tmp/asked;"
                + " curl -sSf -m 3 -o /dev/null -H 'Connection: close' http://%s/ 2>>/tmp/lost;"
                + " sleep 0.04; done >/tmp/loop.out 2>&1 </dev/null &")
            .formatted(VIP));
  }

  /** Ends the loop. */
  Loop end() {
    lab.read("client", "rm -f /tmp/loop; sleep 0.2");
    return new Loop(
        Integer.parseInt(lab.read("client", "grep -c '' /tmp/asked")),
        lab.read("client", "cat /tmp/lost"));
  }

  /**
   * Puts a file on the web servers for {@link #downloads}.
   *
   * @param megabytes each takes about 2 s
   */
  void offerLargeFile(int megabytes) {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(web, "head -c %dM /dev/zero >%s".formatted(megabytes, LARGE));
    }
  }

  void removeLargeFile() {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(web, "rm -f " + LARGE);
    }
  }

  /** Begins two slow downloads; round robin gives one to each web server. */
  void downloads() {
    lab.read(
        "client",
        "rm -f /tmp/large*; cat >/tmp/download.pl <<'END'\n%sEND\n".formatted(DOWNLOAD)
            + "for i in 1 2; do perl -MIO::Socket::INET /tmp/download.pl %s /tmp/large$i"
                .formatted(VIP)
            + " >/tmp/large$i.out 2>&1 </dev/null & done");
  }

  void awaitDownloads(int megabytes) {
    long bytes = megabytes * 1024L * 1024;
    eventually(
        "both downloads are complete",
        () ->
            assertThat(lab.read("client", "stat -c %s /tmp/large1 /tmp/large2"))
                .isEqualTo("%1$d\n%1$d".formatted(bytes)));
  }
}
