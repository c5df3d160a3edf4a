package org.hactl.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.lab.scenario.ScenarioLab.VIP;
import static org.hactl.lab.scenario.ScenarioLab.eventually;

/** Two slow downloads of the client, about 30 s each: connections that a scenario must not cut. */
record Downloads(ScenarioLab lab) {
  private static final int MEGABYTES = 8;
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
        select(undef, undef, undef, 0.25);
      }
      """;

  /** Puts their file on the web servers. */
  void offer() {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(web, "head -c %dM /dev/zero >%s".formatted(MEGABYTES, LARGE));
    }
  }

  /** Begins both; round robin gives one to each web server. */
  void begin() {
    lab.read(
        "client",
        "rm -f /tmp/large*; cat >/tmp/download.pl <<'END'\n%sEND\n".formatted(DOWNLOAD)
            + "for i in 1 2; do perl -MIO::Socket::INET /tmp/download.pl %s /tmp/large$i"
                .formatted(VIP)
            + " >/tmp/large$i.out 2>&1 </dev/null & done");
  }

  /** Waits until both are complete. */
  void await() {
    long bytes = MEGABYTES * 1024L * 1024;
    eventually(
        "both downloads are complete",
        () ->
            assertThat(lab.read("client", "stat -c %s /tmp/large1 /tmp/large2"))
                .isEqualTo("%1$d\n%1$d".formatted(bytes)));
  }

  /** Removes their file from the web servers. */
  void withdraw() {
    for (String web : new String[] {"web1", "web2"}) {
      lab.read(web, "rm -f " + LARGE);
    }
  }
}
